"""Every statement has a name of its own in snake case, be it written out or derived from the model."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from graph.cypher.write import declaration_checks, import_statements, record_writes, row_batches
from graph.cypher.write.record_writes import LinkUse, LockRequest, Look
from graph.entities import Entity
from graph.model import MODEL
from graph.statement import Statement
from tests.house.sources import Source, place, product

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def written_names(source: Source) -> Iterator[tuple[str, str]]:
    """The names of the statements that a file writes out, each with its place."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Statement":
            name = node.args[0]
            if isinstance(name, ast.Constant):
                yield str(name.value), place(source, node)


def derived_statements(entity: Entity) -> Iterator[Statement]:
    """All that is derived for one kind of record, with each use of each link alone."""
    yield declaration_checks.misfits_statement(entity)
    yield row_batches.node_statement(entity)
    yield import_statements.identities_statement(entity, (), (), ())
    yield import_statements.records_statement(entity, everything=True)
    yield import_statements.records_statement(entity, everything=False)
    yield import_statements.attached_statement(MODEL, entity)
    yield record_writes.removable_statement(MODEL, entity)
    yield record_writes.delete_statement(entity)
    yield record_writes.write_statement(entity, [], creating=True)
    yield record_writes.write_statement(entity, [], creating=False)
    for link in entity.links.values():
        if len(link.targets) == 1:
            for use in LinkUse:
                yield record_writes.write_statement(entity, [(link.field, use)], creating=False)
    if entity.owner:
        yield record_writes.owners_statement(entity)


@pytest.fixture(scope="module")
def names() -> list[str]:
    """The names of all statements but those of reads and of migration files, which say so in front."""
    derived = [item.name for entity in MODEL.entities.values() for item in derived_statements(entity)]
    loading = [row_batches.relationship_statement(item).name for item in MODEL.relationships]
    locking = record_writes.lock_statement(MODEL, LockRequest({"Step": Look()})).name
    written = [name for file in product() for name, _ in written_names(file)]
    return [*written, locking, *derived, *loading]


def test_written_names_are_found() -> None:
    code = 'ONE = Statement("one", "RETURN 1")\nTWO = Statement(f"{label}_two", text)'
    source = Source("example.py", code, ast.parse(code))

    assert list(written_names(source)) == [("one", "example.py:1")]


def test_statement_names_stand_once(names: list[str]) -> None:
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_statement_names_are_snake_case(names: list[str]) -> None:
    assert len(names) > 500
    assert [name for name in names if not NAME.fullmatch(name)] == []


def test_no_name_reads_like_another_kind(names: list[str]) -> None:
    assert [name for name in names if name.startswith(("read_", "migration_"))] == []
