"""Null propagation: places of errors, and how far up a null goes."""

from dataclasses import replace
from typing import Any

import pytest
import strawberry
from graphql import OperationDefinitionNode, build_schema, parse
from graphql.execution.values import VariableValues

from api.planning.operation_fields import FieldCollector
from api.propagation import Propagation
from api.schema import graphql_schema
from api.settings import Settings
from graph.computed import Catalogue, Computed, Value
from graph.cypher.faults import Fault
from graph.entities import Datatype
from graph.errors import BadRequest
from graph.model import MODEL
from graph.reads import COMPUTED
from tests.api.asking import Api
from tests.api.mutating import create
from tests.api.portfolio import Portfolio

SCHEMA = build_schema("""
interface Thing { name: String! }
type Tool implements Thing { name: String! price: Int parts: [Part!]! }
type Toy implements Thing { name: String! price: Int spare: Part }
type Part { size: Int! colour: String }
type Query { thing: Thing things: [Thing]! must: Tool! }
""")
FAULT = Fault(BadRequest("It cannot be had."))


def propagated(query: str, data: dict[str, Any]) -> tuple[Any, list[list[str | int] | None]]:
    """The data without faults, and where their errors lie."""
    (operation,) = parse(query).definitions
    assert isinstance(operation, OperationDefinitionNode)
    planner = FieldCollector(MODEL, Catalogue(()), SCHEMA, {}, VariableValues({}, {}))
    propagation = Propagation(planner, [])
    found = propagation.root("Query", operation.selection_set, data)
    assert {error.message for error in propagation.errors} == {"It cannot be had."}
    return found, [error.path for error in propagation.errors]


def test_fault_is_null_at_its_place() -> None:
    data: dict[str, Any] = {"a": {"cost": FAULT, "name": "Saw"}, "things": []}

    assert propagated("{ a: thing { cost: price name } things { name } }", data) == (
        {"a": {"cost": None, "name": "Saw"}, "things": []},
        [["a", "cost"]],
    )


def test_fault_goes_up_to_what_may_be_null() -> None:
    query = "{ thing { ... on Tool { parts { size } } ... on Toy { spare { size } } } }"

    assert propagated(query, {"thing": {"parts": [{"size": 1}, {"size": FAULT}]}}) == (
        {"thing": None},
        [["thing", "parts", 1, "size"]],
    )
    assert propagated(query, {"thing": {"spare": {"size": FAULT}}}) == (
        {"thing": {"spare": None}},
        [["thing", "spare", "size"]],
    )


def test_fault_takes_one_item_of_a_list() -> None:
    data = {"things": [{"name": "Saw"}, {"name": FAULT}, FAULT, None]}

    assert propagated("{ things { name } }", data) == (
        {"things": [{"name": "Saw"}, None, None, None]},
        [["things", 1, "name"], ["things", 2]],
    )


def test_fault_takes_all_where_nothing_may_be_null() -> None:
    assert propagated("{ must { name __typename } }", {"must": {"name": FAULT, "__typename": "Tool"}}) == (
        None,
        [["must", "name"]],
    )


def _break(value: Any) -> Any:
    if value == "Broken":
        raise ZeroDivisionError(value)
    return value


def _broken(nullable: bool) -> Computed:
    result = Value(Datatype.TEXT, nullable=nullable)
    name = "fragile" if nullable else "brittle"
    return Computed("Tag", name, "Fails.", result, "RETURN this.name AS value", finish=_break)


@pytest.fixture(scope="module")
def broken(api: Api) -> Api:
    """The API with two fields of tags that fail for one of them."""
    catalogue = Catalogue([*COMPUTED, _broken(True), _broken(False)])
    served: strawberry.Schema = graphql_schema(Settings(), MODEL, catalogue)
    return replace(api, schema=served)


async def test_failing_row_leaves_the_others(broken: Api, portfolio: Portfolio) -> None:
    await create(broken, "Tag", name="Broken")
    await create(broken, "Tag", name="Whole")
    query = """{
      tags(where: {name: {in: ["Broken", "Whole"]}}) { nodes { name fragile } } journeys { totalCount }
    }"""

    answer = await broken(query)

    assert answer.data["tags"]["nodes"] == [
        {"name": "Broken", "fragile": None},
        {"name": "Whole", "fragile": "Whole"},
    ]
    assert answer.data["journeys"]["totalCount"] == 6
    assert [error["path"] for error in answer.errors] == [["tags", "nodes", 0, "fragile"]]
    assert answer.codes == ["INTERNAL_SERVER_ERROR"]
    assert len(answer.statements) == 1


async def test_failing_field_beside_introspection_has_its_path(broken: Api, portfolio: Portfolio) -> None:
    tag = await create(broken, "Tag", name="Broken")

    answer = await broken(
        "query ($id: ID!) { tag(id: $id) { name fragile } __schema { queryType { name } } }", {"id": tag}
    )

    assert answer.data["tag"] == {"name": "Broken", "fragile": None}
    assert answer.data["__schema"] == {"queryType": {"name": "Query"}}
    assert [error["path"] for error in answer.errors] == [["tag", "fragile"]]


async def test_failing_field_of_a_payload_has_its_path(broken: Api, portfolio: Portfolio) -> None:
    query = """mutation { made: createTag(input: {name: "Broken"}) {
      one: tag { name fragile } tag { brittle } userErrors { code }
    } }"""

    answer, again = [await broken(query, idempotency_key="retried") for _ in range(2)]

    assert answer.data == {
        "made": {"one": {"name": "Broken", "fragile": None}, "tag": None, "userErrors": []}
    }
    assert [error["path"] for error in answer.errors] == [
        ["made", "one", "fragile"],
        ["made", "tag", "brittle"],
    ]
    assert again.data == answer.data
    assert [error["path"] for error in again.errors] == [error["path"] for error in answer.errors]
    assert again.codes == answer.codes == ["INTERNAL_SERVER_ERROR"] * 2


async def test_refused_argument_leaves_other_fields(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) {
      journeys { totalCount } bad: neighbourhood(id: $id, depth: 9) { truncated } node(id: $id) { id }
    }"""
    known = portfolio.id("Journey", "buy")

    answer = await api(query, {"id": known})

    assert answer.data == {"journeys": {"totalCount": 6}, "bad": None, "node": {"id": known}}
    assert [error["path"] for error in answer.errors] == [["bad"]]
    assert answer.codes == ["BAD_USER_INPUT"]
    assert len(answer.statements) == 1


async def test_later_values_are_checked_anew(api: Api, portfolio: Portfolio) -> None:
    query = "query ($id: ID!, $depth: Int) { neighbourhood(id: $id, depth: $depth) { truncated } }"
    known = portfolio.id("Journey", "buy")

    found = [(await api(query, {"id": known, "depth": depth})) for depth in (1, 9, 2, -1)]

    assert [answer.data["neighbourhood"] is None for answer in found] == [False, True, False, True]
    assert [answer.codes for answer in found] == [[], ["BAD_USER_INPUT"], [], ["BAD_USER_INPUT"]]
