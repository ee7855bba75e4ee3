"""Every computed field keeps the rules that let the compiler splice it in anywhere."""

import re
from itertools import chain
from typing import Any

import pytest

from graph.computed import ROOT, Computed, Group, Listing, Object, Page, Records, Value
from graph.entities import Datatype
from graph.model import MODEL
from graph.reads import COMPUTED
from graph.reads.phrases import ORDER_COST
from tests.graph.reads.asking import LABELS_READ_WHOLE, Graph, columns, every_field, spliced

# A hit of a search: the record may be of any kind.
FOUND = "SearchEdge"
FIELDS = list(every_field())
VALUES = [field for field in FIELDS if isinstance(field.result, Value) and field.owner != ROOT]
FROM_A_RECORD = [field for field in FIELDS if field.owner != ROOT]
QUESTIONS = [field for field in FIELDS if field.owner == ROOT and field.cypher]
FROM_GIVEN_RECORDS = [
    field for field in QUESTIONS if any(a.record and not a.filter_of for a in field.arguments.values())
]


def name(field: Computed) -> str:
    """Owner and name of a field."""
    return f"{field.owner}.{field.name}"


def shapes(field: Computed) -> list[tuple[str, Value | Records | Object]]:
    """The columns of a field's object types with their shapes, inner ones too."""
    result = field.result.item if isinstance(field.result, Listing) else field.result
    pending = [("", result)]
    found: list[tuple[str, Value | Records | Object]] = []
    while pending:
        column, shape = pending.pop()
        if isinstance(shape, Object):
            pending += shape.fields.items()
        if column and not isinstance(shape, Page):
            found.append((column, shape))
    return found


every = pytest.mark.parametrize("field", FIELDS, ids=name)


@every
def test_names_leave_compiler_names_free(field: Computed) -> None:
    assert re.findall(r"(?<![\w`])_\w+", field.cypher) == []
    assert "$" not in field.cypher
    assert {argument[0] for argument in field.arguments} & {"_", "$"} == set()


@every
def test_owner_and_records_are_declared(field: Computed) -> None:
    labels = [
        shape.label for _, shape in [*shapes(field), ("", field.result)] if isinstance(shape, Records | Page)
    ]

    assert {field.owner, *filter(None, labels)} - {ROOT, FOUND} <= set(MODEL.entities)


@every
def test_cypher_knows_declared_names_only(field: Computed) -> None:
    patterns = re.findall(r"-\[\w*:([A-Z_|]+)[*\d.]*\]", field.cypher)
    labels = re.findall(r"\(\w*:([\w|]+)\)", field.cypher)
    properties = {*chain.from_iterable(entity.properties for entity in MODEL.entities.values())}

    assert {*chain.from_iterable(types.split("|") for types in patterns)} <= {*MODEL.relationship_types()}
    assert {*chain.from_iterable(words.split("|") for words in labels)} <= {*MODEL.entities}
    assert {*re.findall(r"(?<![\d.])\b[a-z]\w*\.([a-zA-Z]\w*)", field.cypher)} <= properties | TEMPORAL


TEMPORAL = {"year", "month", "days", "epochMillis", "inDays", "truncate"}


@every
def test_descriptions_are_sentences(field: Computed) -> None:
    texts = [field.description, *(shape.description for _, shape in shapes(field))]
    texts += [argument.description for argument in field.arguments.values()]

    assert [text for text in texts if not re.fullmatch(r"[A-Z0-9].+\.", text)] == []


@every
def test_order_says_what_it_costs(field: Computed) -> None:
    ordered = field.where is not None and field.order

    assert (ORDER_COST in field.description) is ordered
    assert not ordered or isinstance(field.result, Value)


def test_groups_describe_their_type() -> None:
    groups = [item for item in COMPUTED if isinstance(item, Group)]

    assert [item for item in groups if not (item.description.endswith(".") and item.type_description)] == []
    assert {member.owner for item in groups for member in item.members if member.owner != item.owner} == set()


def test_groups_of_one_type_agree() -> None:
    members: dict[str, set[tuple[Any, ...]]] = {}
    for item in COMPUTED:
        if isinstance(item, Group):
            shape = tuple(
                (member.name, member.where, member.order, type(member.result)) for member in item.members
            )
            members.setdefault(item.type_name, set()).add((item.type_description, *shape))

    assert {type: shapes for type, shapes in members.items() if len(shapes) > 1} == {}


def test_filter_names_are_free() -> None:
    for label, entity in MODEL.entities.items():
        filters = [field.where for field in FIELDS if field.owner == label and field.where]
        taken = {*entity.properties, *entity.links}

        assert len(filters) == len(set(filters))
        assert taken & set(filters) == set()


def test_field_names_are_free() -> None:
    for label, entity in MODEL.entities.items():
        names = [item.name for item in COMPUTED if item.owner == label]

        assert len(names) == len(set(names))
        assert {*entity.properties, *entity.links} & set(names) == set()


@pytest.mark.parametrize("version", ["", "CYPHER 5\n"], ids=["default", "cypher5"])
@pytest.mark.parametrize("field", VALUES, ids=name)
def test_value_has_one_row_for_lonely_record(graph: Graph, field: Computed, version: str) -> None:
    graph.run(f"CREATE (:{field.owner} {{id: 'lonely', status: 'OPEN', position: 0}})")
    arguments = {key: argument.default for key, argument in field.arguments.items()}

    [[rows]] = graph.run(version + spliced(field), {"id": "lonely", **arguments})

    assert len(rows) == 1


@pytest.mark.parametrize("version", ["", "CYPHER 5\n"], ids=["default", "cypher5"])
@pytest.mark.parametrize("field", [f for f in FROM_A_RECORD if f not in VALUES], ids=name)
def test_rows_have_declared_columns(graph: Graph, field: Computed, version: str) -> None:
    graph.run(f"CREATE (:{field.owner} {{id: 'lonely', position: 0}})")
    arguments = {key: argument.default for key, argument in field.arguments.items()}

    [[rows]] = graph.run(version + spliced(field), {"id": "lonely", **arguments})

    assert [row for row in rows if len(row) != len(columns(field))] == []


@pytest.mark.parametrize("field", FROM_A_RECORD, ids=name)
def test_field_never_reads_whole_label(graph: Graph, field: Computed) -> None:
    graph.run("CREATE CONSTRAINT given IF NOT EXISTS FOR (n:Persona) REQUIRE n.id IS UNIQUE")
    graph.run("CREATE INDEX log IF NOT EXISTS FOR (n:Change) ON (n.recordId, n.sequence)")

    scans = [operator for operator in graph.operators(field) if LABELS_READ_WHOLE.search(operator)]

    graph.run("DROP CONSTRAINT given IF EXISTS")
    graph.run("DROP INDEX log IF EXISTS")
    assert [operator for operator in scans if not operator.endswith(f" _1:{field.owner}")] == []


@pytest.mark.parametrize("field", FROM_GIVEN_RECORDS, ids=name)
def test_question_about_records_never_reads_whole_label(graph: Graph, field: Computed) -> None:
    for label in ("Step", "Journey"):
        graph.run(f"CREATE CONSTRAINT {label} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")

    operators = graph.operators(field)

    for label in ("Step", "Journey"):
        graph.run(f"DROP CONSTRAINT {label} IF EXISTS")
    assert [operator for operator in operators if LABELS_READ_WHOLE.search(operator)] == []
    assert any(operator.startswith("NodeUniqueIndexSeek") for operator in operators)


@pytest.mark.parametrize("version", ["", "CYPHER 5\n"], ids=["default", "cypher5"])
@pytest.mark.parametrize("field", QUESTIONS, ids=name)
def test_questions_run_in_both_dialects(graph: Graph, field: Computed, version: str) -> None:
    graph.run("CREATE (:Journey {id: 'lonely'})")
    given: dict[str, Any] = {
        key: "lonely" if item.record else [] if item.page_of else item.default
        for key, item in field.arguments.items()
    }

    [[rows]] = graph.run(version + spliced(field), given)

    assert [row for row in rows if len(row) != len(columns(field))] == []


def test_whole_label_reads_are_noticed(graph: Graph) -> None:
    cypher = "RETURN COLLECT {\nMATCH (a:Step) WHERE a.name = this.name RETURN a.id AS id\n}[0] AS value"
    field = Computed("Step", "twin", "The id of any step of that name.", Value(Datatype.TEXT), cypher)

    found = [operator for operator in graph.operators(field) if LABELS_READ_WHOLE.search(operator)]

    assert "NodeByLabelScan a:Step" in {re.sub("@.*? ", " ", operator) for operator in found}
