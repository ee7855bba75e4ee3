"""Wrong values, in variables, literals and inputs: messages write them as GraphQL does."""

import re
from typing import Any

import orjson
import pytest
import strawberry
from graphql import GraphQLSchema, OperationDefinitionNode, parse
from graphql.execution.values import VariableValues

from api.documents import Documents
from api.planning.variable_values import variable_values
from api.settings import Settings
from tests.api.asking import Api
from tests.api.mutating import create, mutate
from tests.api.portfolio import Portfolio

WRONG: dict[str, Any] = {
    "object": {"id": "None of these", "done": True},
    "nested": {"a": [{"b": None}, [False, {"c d": "It's"}]]},
    "list": ["a b", {"b": None}, True, None],
    "truth": True,
    "fraction": 1.5,
    "large": 10**20,
    "quotes": """It's "so": None, True""",
    "unicode": "é 🙂 ‘x’",
    "empty": "",
    "long": "True None " * 100,
    "deep": [[[[[[[["x y"]]]]]]]],
}
TYPES = [
    "Int", "Float", "Boolean", "ID", "DateTime", "Date", "CoverageColumn", "JourneyFilter", "[JourneyOrder!]",
    "CreateStepInput", "[[Int!]!]",
]  # fmt: skip
STRINGS = re.compile(r'"(?:[^"\\]|\\.)*"')
NAMES = re.compile(r"'[\w$!\[\].]+'")


def assert_graphql(message: str) -> None:
    """Assert that outside of texts and of names the message holds nothing as Python writes it."""
    if " … " in message:  # what is cut may end within a text
        return
    rest = NAMES.sub("", STRINGS.sub("", message))
    assert not re.search(r"\b(None|True|False|dict|list|str|int|float|bool)\b|'|<.*>|\(\)", rest), message


def core(served: strawberry.Schema) -> GraphQLSchema:
    """The schema that variables and documents are read by."""
    return served._schema  # pyright: ignore[reportPrivateUsage]


def refused(schema: GraphQLSchema, type: str, **given: Any) -> list[str]:
    """What is said of the variable `v` of a type; nothing where it is taken."""
    (operation,) = parse(f"query ($v: {type}) {{ __typename }}").definitions
    assert isinstance(operation, OperationDefinitionNode)
    found = variable_values(schema, operation.variable_definitions or (), given)
    return [] if isinstance(found, VariableValues) else [error.message for error in found]


@pytest.mark.parametrize("type", TYPES)
def test_variables_are_refused_in_graphql(whole_schema: strawberry.Schema, type: str) -> None:
    messages = [text for value in WRONG.values() for text in refused(core(whole_schema), type, v=value)]

    assert len(messages) >= 5
    for message in messages:
        assert_graphql(message)


def test_refused_variables_name_their_place(whole_schema: strawberry.Schema) -> None:
    schema = core(whole_schema)
    nested: dict[str, Any] = {
        "name": "x",
        "phases": [{"name": {"a b": None}, "stepz": []}],
        "description": ["x"],
    }

    assert refused(schema, "CreateJourneyInput", v=nested) == [
        '`$v.description` takes text; got ["x"].',
        '`$v.phases[0].name` takes text; got {"a b": null}.',
        '`$v.phases[0]` has no field "stepz"; its type is NestedPhaseInput. Did you mean steps or stage?',
    ]
    assert refused(schema, "[JourneyOrder!]!", v=[{"direction": "UP"}, None]) == [
        "`$v[0].field` is missing; a JourneyOrder needs it.",
        '`$v[0].direction` takes a value of OrderDirection; got "UP".',
        "`$v[1]` must not be null; its type is JourneyOrder!.",
    ]
    assert refused(schema, "ID!", v=None) == ["`$v` must not be null; its type is ID!."]
    assert refused(schema, "ID!") == ["`$v` is missing; send a value of type ID!."]
    assert refused(schema, "OpportunityFilter", v={"steps": {"some": "None"}}) == [
        '`$v.steps.some` takes an object of type StepFilter; got "None".'
    ]
    assert refused(schema, "DateTime", v="None") == [
        "`$v` is refused: DateTime takes ISO 8601 text with a zone, such as 2026-11-22T16:41:00.123Z; "
        'got "None".'
    ]


def test_many_wrong_variables_are_told_in_part(whole_schema: strawberry.Schema) -> None:
    assert len(refused(core(whole_schema), "[Int]", v=["x"] * 1000)) == 20


def literal(value: Any) -> str:
    """A value as a literal of a document."""
    return re.sub(r'"([A-Za-z]+)":', r"\1:", orjson.dumps(value).decode()) if value != 10**20 else str(value)


@pytest.mark.parametrize(
    "field",
    [
        "node(id: %s) { id }",
        "journeys(where: %s) { totalCount }",
        "journeys(where: {createdAt: {gt: %s}}) { totalCount }",
        "solutions(where: {launchedOn: {eq: %s}}) { totalCount }",
        "journeys(orderBy: [{field: %s}]) { totalCount }",
        "coverage(by: %s) { opportunities }",
        "journeys(first: %s) { totalCount }",
    ],
)
def test_literals_are_refused_in_graphql(whole_schema: strawberry.Schema, field: str) -> None:
    documents = Documents(core(whole_schema), Settings())
    values = [literal(value) for name, value in WRONG.items() if name != "nested"]
    texts = [f"{{ {field % value} }}" for value in [*values, "null", "{a: [null, {b: true}]}"]]

    messages = [error.message for text in texts for error in documents.document(text).problems]

    assert len(messages) >= 5
    for message in messages:
        assert_graphql(message)


INPUTS = [
    ("key", ["  ", "x" * 300]),
    ("name", ["", "  ", "x" * 300, "\u0007"]),
    ("teamId", ["None", "It's", '"', "tag_00000000000000000000000001", "stp_0000000000000000000000000z"]),
    ("personaIds", [["None", "It's"], ["tag_00000000000000000000000001"]]),
    ("frequencyPerYear", [-1.0, -5]),
]


@pytest.mark.parametrize(("name", "values"), INPUTS, ids=[name for name, _ in INPUTS])
async def test_inputs_are_refused_in_graphql(
    api: Api, portfolio: Portfolio, name: str, values: list[Any]
) -> None:
    errors = [
        error
        for value in values
        for error in (await mutate(api, "createJourney", **{"name": "A journey", name: value}))["userErrors"]
    ]

    assert errors
    for error in errors:
        assert_graphql(error["message"])


async def test_text_of_users_stays_itself(api: Api, portfolio: Portfolio) -> None:
    payload = await mutate(api, "updateTag", id='None\'s "True"', name="x")

    (error,) = payload["userErrors"]
    assert error["message"] == (
        'There is no record with the id "None\'s \\"True\\"". It may have been deleted.'
    )


async def test_links_name_kinds_with_their_article(api: Api, portfolio: Portfolio) -> None:
    tag = await create(api, "Tag", name="Some tag")

    payload = await mutate(api, "addOpportunitySteps", opportunityId=tag, stepIds=[tag])

    assert [error["message"] for error in payload["userErrors"]] == [
        f'"{tag}" is the id of a Tag; here stands that of an Opportunity.',
        f'"{tag}" is the id of a Tag; here stands that of a Step.',
    ]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ('query ($i: ID = "a") { journeys { totalCount } one: node(id: $i) { id } }', ["one"]),
        (
            'query ($i: ID = "a") { journeys { totalCount } two: impactOf(id: $i) { __typename } }',
            ["two"],
        ),
    ],
)
async def test_null_for_a_default_fails_one_field(
    api: Api, portfolio: Portfolio, query: str, path: list[str]
) -> None:
    answer = await api(query, {"i": None})

    assert answer.data == {"journeys": {"totalCount": 6}, path[0]: None}
    assert [(error["path"], error["message"]) for error in answer.errors] == [
        (path, "`$i` is null, and must not be here. Send a value, or leave it out.")
    ]
    assert answer.codes == ["BAD_USER_INPUT"]


async def test_null_for_a_default_fails_a_mutation(api: Api, portfolio: Portfolio) -> None:
    query = 'mutation ($n: String = "a") { createTag(input: {name: $n}) { tag { id } } }'

    answer = await api(query, {"n": None})

    assert answer.data == {"createTag": None}
    assert [(error["path"], error["message"]) for error in answer.errors] == [
        (["createTag"], "`$n` is null, and must not be here. Send a value, or leave it out.")
    ]
