"""How a file was read is shown column by column and record by record, without a database."""

from graph.model import MODEL
from seed.explanation import StripMeaning, draft_document, strip_meanings
from seed.formats.matrix import matrix_reader
from seed.formats.mermaid import mermaid_reader
from tests.seed.formats.drafts import table, text

ROWS = (("Phase", "Step", "Pain", "Mood (1-5)"), ("Buy", "Pay", "Slow", 2), ("Buy", "Go", "", "purple"))


def test_columns_say_what_they_became() -> None:
    draft = matrix_reader.read(table(*ROWS), MODEL)

    found = {item.where: item for item in strip_meanings(draft)}

    assert found["C"] == StripMeaning("walk", "C", "Pain", ("Insight.name", "Insight.kind", "Insight.steps"))
    assert found["B"].fields == ("Step.name", "Step.phase")
    assert {"Insight.impact", "Insight.rawScore"} <= set(found["D"].fields)


def test_rows_are_told_where_lanes_run_right() -> None:
    turned = zip(*ROWS, strict=True)

    found = {item.where: item.heading for item in strip_meanings(matrix_reader.read(table(*turned), MODEL))}

    assert found["3"] == "Pain"
    assert found["4"] == "Mood (1-5)"


def test_records_and_links_name_their_cells() -> None:
    document = draft_document(matrix_reader.read(table(*ROWS), MODEL))

    pain = next(item for item in document["records"] if item["name"] == "Slow")
    assert pain == {
        "kind": "Insight",
        "name": "Slow",
        "sheet": "walk",
        "row": 2,
        "column": "C",
        "value": "Slow",
        "values": {"name": "Slow", "kind": "PAIN"},
    }
    link = next(item for item in document["links"] if item["start"] == "Slow")
    assert (link["kind"], link["field"], link["end"], link["row"], link["column"]) == (
        *("Insight", "steps", "Pay"),
        *(2, "C"),
    )
    assert [item["value"] for item in document["remarks"]] == ["purple"]
    assert document["cells"] == {"read": 11, "placed": 11, "leftover": 0}


def test_lines_have_no_columns() -> None:
    document = draft_document(mermaid_reader.read(text("journey", "title A", "Do: 5: Me"), MODEL))

    assert document["columns"] == []
    assert [item["row"] for item in document["records"]] == [2, 3, 3, 3, 3]
