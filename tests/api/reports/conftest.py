"""Fixtures of the tests of reports."""

import pytest
import strawberry

from graph.database import Database
from tests.api.portfolio import Portfolio
from tests.api.reports.made import Maker


@pytest.fixture(scope="module")
def make(database: Database, whole_schema: strawberry.Schema, portfolio: Portfolio) -> Maker:
    """Makes reports of the hand-made portfolio."""
    return Maker(whole_schema, database)
