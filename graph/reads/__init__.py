"""Computed fields and questions: every family of literal subqueries, gathered."""

from graph.computed import Computed, Group

COMPUTED: tuple[Computed | Group, ...] = ()
