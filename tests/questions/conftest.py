"""Fixtures of the questions: those of the API."""

from tests.api.fixtures import api, database, whole_schema

__all__ = ["api", "database", "whole_schema"]
