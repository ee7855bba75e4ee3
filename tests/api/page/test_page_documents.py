"""The page's documents: valid, described, within limits, each statement short enough to keep its plan."""

import json
import re
from typing import Any

import pytest
import strawberry
from graphql import OperationDefinitionNode, parse

from api.documents import Documents
from api.page.page_documents import CARDS, documents_file, opening_variables, page_documents
from api.settings import Settings
from graph.cypher.read.read_statement import LONGEST_KEPT
from graph.model import MODEL
from tests.api.asking import Api
from tests.golden.cases import compiled

NAMES = list(page_documents())
OPENINGS = list(opening_variables())
# Views, and the cards that something was written for; all others list properties and links, as these do too.
# Views that differ in their choices alone are asked once.
WRITTEN = [
    (name, variables)
    for name, variables in OPENINGS
    if variables.get("choices", True)
    and (not name.endswith("Card") or (CARDS / f"{name.removesuffix('Card')}.graphql").is_file())
]


@pytest.fixture(scope="module")
def documents(whole_schema: strawberry.Schema) -> Documents:
    """The documents of the real schema."""
    return Documents(whole_schema._schema, Settings())  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize("name", NAMES)
def test_documents_fit_the_schema(name: str, documents: Documents) -> None:
    document = documents.document(page_documents()[name])

    assert document.problems == ()
    assert documents.limits.check(document.measured, None) == []


@pytest.mark.parametrize("name", NAMES)
def test_documents_hold_one_described_operation(name: str) -> None:
    text = page_documents()[name]

    operations = [item for item in parse(text).definitions if isinstance(item, OperationDefinitionNode)]
    assert [item.name and item.name.value for item in operations] == [name]
    assert re.match(r"# [A-Z][^\n]+[.]\n", text)


def test_every_kind_has_a_card() -> None:
    assert {f"{label}Card" for label in MODEL.entities} <= set(NAMES)


def test_file_holds_documents_and_kinds() -> None:
    content = json.loads(documents_file())

    assert content["documents"].keys() == page_documents().keys()
    assert {label: kind["prefix"] for label, kind in content["kinds"].items()} == {
        entity.label: entity.prefix for entity in MODEL.entities.values()
    }


@pytest.mark.parametrize(("name", "variables"), OPENINGS, ids=lambda item: str(item)[:20])
async def test_views_open_with_one_kept_statement(
    name: str, variables: dict[str, Any], whole_schema: strawberry.Schema
) -> None:
    statement = await compiled(whole_schema, page_documents()[name], variables)

    assert statement is not None
    assert len(statement[0]) < LONGEST_KEPT


@pytest.mark.parametrize(("name", "variables"), WRITTEN, ids=lambda item: str(item)[:20])
async def test_written_documents_are_answered(name: str, variables: dict[str, Any], api: Api) -> None:
    answer = await api(page_documents()[name], variables)

    assert answer.errors == []
    assert len(answer.statements) == 1
