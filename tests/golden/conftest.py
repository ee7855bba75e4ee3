"""Fixtures of the golden cases: those of the API."""

from tests.api.fixtures import api, database, portfolio, whole_schema

__all__ = ["api", "database", "portfolio", "whole_schema"]
