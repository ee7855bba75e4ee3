"""A file that no format knows is told what was seen of it, what is missing, and the way out."""

from typing import Any

import pytest

from seed.content import Content
from seed.formats.unknown_files import unknown_message
from tests.seed.formats.drafts import table, text

BPMN = (
    '<?xml version="1.0"?><semantic:definitions xmlns:semantic="http://www.omg.org/spec/BPMN/20100524/MODEL">'
)
THEYDO: Any = {"format": "THEYDO_INSIGHTS_V1", "insights": []}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (text(BPMN, name="a.bpmn"), "a BPMN diagram"),
        (Content("a.json", "", data=THEYDO), "an export of TheyDo"),
        (table(("Created", "Title", "Color", "Group", "Note", "Text")), "highlights of Dovetail"),
        (table(("ID", "Work Item Type", "Title", "State")), "work items of Azure DevOps"),
        (table(("Case ID", "Activity", "Timestamp")), "a log of events"),
        (text("x", name="a.upg"), "a UPG file"),
    ],
)
def test_files_for_later_are_named(content: Content, kind: str) -> None:
    message = unknown_message(content, "a, b")

    assert message.startswith(f"It looks like {kind}, which is not read yet.")
    assert "--mapping" in message


def test_headings_that_are_not_known_are_named() -> None:
    message = unknown_message(table(("Step", "Farbe", "Wetter"), ("a", "b", "c")), "workbook, matrix")

    assert "none of the formats that are known: workbook, matrix." in message
    assert "Of its headings 'Step' are known; 'Farbe', 'Wetter' are not." in message
    assert "A matrix needs phases or steps, and lanes" in message


def test_lines_and_names_that_were_seen_are_named() -> None:
    assert "Seen: 'Dear all,'; 'it rained.'." in unknown_message(text("Dear all,", "", "it rained."), "x")
    assert "Seen: an object with 'a', 'b'." in unknown_message(
        Content("a.json", "", data={"a": 1, "b": 2}), "x"
    )
