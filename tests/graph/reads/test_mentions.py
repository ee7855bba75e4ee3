"""What the records are called that a change tells of."""

import json

import pytest

from tests.graph.reads.asking import Graph

STEP = f"step_{'1' * 26}"
TOUCHPOINT = f"tch_{'2' * 26}"
GONE = f"tch_{'3' * 26}"
NAMELESS = f"tch_{'4' * 26}"
JOURNEY = f"jrn_{'5' * 26}"
LOG = """
UNWIND $changes AS change
CREATE (node:Change)
SET node = change
"""


def change(sequence: int, record: str, name: str | None, operation: str = "UPDATE") -> dict[str, object]:
    """A change of the log that tells what a record is called."""
    return {
        "id": f"c{sequence}",
        "sequence": sequence,
        "operation": operation,
        "recordId": record,
        "recordName": name,
        "fields": "[]",
        "journeyIds": [],
    }


def linked(*ids: str) -> str:
    """The fields of a change that linked records, as the log keeps them."""
    return json.dumps([{"name": "touchpoints", "before": None, "after": json.dumps(ids)}])


@pytest.mark.parametrize(("operation", "ends"), [("UPDATE", [TOUCHPOINT, GONE]), ("CREATE", [])])
def test_mentions_have_the_last_names_of_the_log(graph: Graph, operation: str, ends: list[str]) -> None:
    told = {
        **change(9, STEP, "Sign", operation),
        "fields": linked(TOUCHPOINT, GONE, NAMELESS),
        "journeyIds": [JOURNEY],
    }
    log = [
        change(1, TOUCHPOINT, "Form"),
        change(2, TOUCHPOINT, "Portal"),
        change(3, GONE, "Letter", "DELETE"),
        change(4, NAMELESS, None),
        change(5, JOURNEY, "Buy"),
    ]
    graph.run(LOG, {"changes": [*log, told]})

    names = {TOUCHPOINT: "Portal", GONE: "Letter", JOURNEY: "Buy"}
    assert graph.rows("Change", "mentions", "c9") == [
        {"recordId": id, "name": names[id]} for id in sorted([JOURNEY, *ends])
    ]


def test_mentions_pass_over_texts_in_values(graph: Graph) -> None:
    fields = json.dumps([{"name": "description", "before": None, "after": json.dumps(f'He said "{GONE}"')}])
    graph.run(LOG, {"changes": [change(1, STEP, "Sign"), {**change(2, STEP, "Sign"), "fields": fields}]})

    assert graph.rows("Change", "mentions", "c2") == []
