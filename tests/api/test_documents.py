"""Documents: parsed, measured and validated once, kept within bounds."""

import pytest
from graphql import GraphQLError, GraphQLSyntaxError, build_schema

from api import documents
from api.documents import Documents
from api.settings import Settings

SCHEMA = build_schema("type Query { name: String parent: Query }")


@pytest.fixture
def known() -> Documents:
    """No documents yet."""
    return Documents(SCHEMA, Settings(max_tokens=100, max_depth=3))


def code(error: GraphQLError) -> str:
    """The code of an error."""
    return (error.extensions or {})["code"]


def test_same_text_is_read_once(known: Documents) -> None:
    first = known.document("{ name }")
    first.prepared_operations["plan"] = 1

    assert known.document("{ name }") is first
    assert known.document("{  name }") is not first
    assert len(known) == 2


def test_oldest_documents_are_forgotten(known: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "KEPT_DOCUMENTS", 2)
    first = known.document("{ a: name }")
    known.document("{ b: name }")
    known.document("{ a: name }")

    known.document("{ c: name }")

    assert len(known) == 2
    assert known.document("{ a: name }") is first


def test_kept_text_is_bounded(known: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "KEPT_CHARACTERS", 30)

    for number in range(10):
        known.document(f"{{ alias{number}: name }}")

    assert len(known) == 1


def test_syntax_errors_keep_their_place(known: Documents) -> None:
    with pytest.raises(GraphQLSyntaxError) as caught:
        known.document("{\n  name(")

    assert caught.value.locations is not None
    assert caught.value.locations[0].line == 2


def test_empty_selections_are_refused(known: Documents) -> None:
    with pytest.raises(GraphQLSyntaxError, match="Expected Name"):
        known.document("{ parent { } }")


def test_long_documents_are_refused(known: Documents) -> None:
    with pytest.raises(GraphQLError) as caught:
        known.document("{" + " name" * 100 + "}")

    assert code(caught.value) == "QUERY_TOO_COMPLEX"
    assert "more than 100 tokens" in caught.value.message


def test_deep_documents_are_refused() -> None:
    known = Documents(SCHEMA, Settings())

    with pytest.raises(GraphQLError) as caught:
        known.document("{ parent " * 3_000 + "{ name }" + "}" * 3_000)

    assert code(caught.value) == "QUERY_TOO_COMPLEX"


def test_long_chains_are_refused() -> None:
    chain = " ".join(f"fragment F{i} on Query {{ ...F{i + 1} }}" for i in range(250))
    known = Documents(SCHEMA, Settings())

    document = known.document(f"{{ ...F0 }} {chain} fragment F250 on Query {{ name }}")

    assert [code(problem) for problem in document.problems] == ["QUERY_TOO_COMPLEX"]


def test_faults_have_code_and_place(known: Documents) -> None:
    document = known.document("{ nam }")

    assert [code(problem) for problem in document.problems] == ["GRAPHQL_VALIDATION_FAILED"]
    assert "'nam'" in document.problems[0].message
    assert document.problems[0].locations is not None


def test_excess_is_found_before_faults(known: Documents) -> None:
    document = known.document("{ parent { parent { parent { nam } } } }")

    assert [code(problem) for problem in document.problems] == ["QUERY_TOO_COMPLEX"]


def test_operations_are_found_by_name(known: Documents) -> None:
    document = known.document("query A { name } query B { name }")

    assert document.operation("B") is document.operations[1]
    assert known.document("{ name }").operation(None).name is None


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("query A { name } query B { name }", None, "Name the one to run in `operationName`: A, B."),
        ("query A { name }", "C", 'There is no operation "C". Name another in `operationName`: A.'),
        ("{ name }", "C", "it has no name"),
        ("fragment F on Query { name }", None, "The document has no operation"),
    ],
)
def test_unclear_operations_are_refused(known: Documents, text: str, name: str | None, message: str) -> None:
    with pytest.raises(GraphQLError) as caught:
        known.document(text).operation(name)

    assert message in caught.value.message
