"""Matrices of workshops as records: stages along either side, long form, lanes, merged cells, leftovers."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from graph.model import MODEL
from seed.content import CellValue, Content
from seed.draft import Draft
from seed.files.file_reader import read_content
from seed.formats import recognised_format
from seed.formats.matrix import matrix_reader
from seed.importing.draft_values import check_values
from tests.seed.formats.drafts import given, is_whole, left, linked, names, one, table, values


def read(content: Content) -> Draft:
    """The draft of a content that is recognised, each cell of which is accounted for, and its values fit."""
    assert matrix_reader.recognise(content, MODEL) > 0
    draft = matrix_reader.read(content, MODEL)
    assert is_whole(draft)
    check_values(draft, MODEL)
    assert draft.problems == []
    return draft


def of(draft: Draft, kind: str) -> list[str]:
    """The names of the insights of one kind."""
    return [record.name for record in draft.records_of("Insight") if values(record).get("kind") == kind]


def remarks(draft: Draft) -> dict[str, str]:
    """What is to be looked at, by place."""
    return {remark.place.locator: remark.message for remark in draft.remarks}


def ends(draft: Draft, field: str, start: str) -> list[str]:
    """What a record is joined to by a field."""
    return [end for name, end in linked(draft, field) if name == start]


def test_stages_run_to_the_right() -> None:
    draft = read(given("stages.csv"))

    assert names(draft, "Journey") == ["stages"]
    assert names(draft, "Phase") == ["Arrive", "Mend", "Leave"]
    assert names(draft, "Step") == [
        "Find the door",
        "Take a number",
        "Explain the fault",
        "Hold the lamp",
        "Drop a coin",
        "Tell a friend",
    ]
    assert of(draft, "PAIN") == ["Sign is hidden", "Queue is long", "Cold"]
    assert ends(draft, "steps", "Queue is long") == ["Find the door", "Take a number"]
    assert names(draft, "Opportunity") == ["New sign", "Collect addresses"]


def test_items_go_to_steps_in_pairs() -> None:
    draft = read(given("stages.csv"))

    assert linked(draft, "touchpoints") == [
        ("Find the door", "Sign"),
        ("Take a number", "Ticket machine"),
        ("Explain the fault", "Table"),
        ("Hold the lamp", "Lamp"),
        ("Drop a coin", "Money box"),
        ("Tell a friend", "Word of mouth"),
    ]


def test_score_of_a_stage_is_its_steps() -> None:
    draft = read(given("stages.csv"))

    insight = one(draft, "Insight", "Emotion: Mend")

    assert values(insight) == {
        "name": "Emotion: Mend",
        "kind": "OBSERVATION",
        "voice": "VOB",
        "basis": "OPINION",
        "impact": 0.5,
        "rawScore": "0.5",
        "rawScale": "-2..2",
    }
    assert ends(draft, "steps", "Emotion: Mend") == ["Explain the fault", "Hold the lamp"]


def test_thoughts_in_marks_are_quotes() -> None:
    draft = read(given("stages.csv"))

    assert names(draft, "Quote") == ["Where is the entrance?", "I will be back!"]
    assert linked(draft, "insights")[0] == ("Where is the entrance?", "Emotion: Arrive")
    assert "It might really work" in of(draft, "OBSERVATION")


def test_unknown_lane_is_left() -> None:
    draft = read(given("stages.csv"))

    reason = "No lane is known by the heading 'Colour of the tablecloth'."
    assert left(draft) == dict.fromkeys(("Colour of the tablecloth", "red", "blue"), reason)


def test_teams_involved_contribute() -> None:
    draft = read(given("stages.csv"))

    assert linked(draft, "contributors") == [("stages", "House"), ("stages", "Workshop")]
    assert linked(draft, "team") == []


def test_metrics_have_unit_and_method() -> None:
    draft = read(given("stages.csv"))

    found = [
        (record.name, values(record)["unit"], values(record)["method"])
        for record in draft.records_of("Metric")
    ]

    assert found == [("Waiting time", "minutes", "MEAN"), ("Donation per guest", "€", "MONEY")]
    assert ends(draft, "steps", "Waiting time") == ["Find the door", "Take a number"]


def test_long_form_has_personas() -> None:
    draft = read(given("long.csv"))

    assert names(draft, "Phase") == ["Arrive", "Mend"]
    assert names(draft, "Step") == ["Find the door", "Take a number", "Explain the fault"]
    assert names(draft, "Persona") == ["Ada", "Bo, retired"]
    assert ends(draft, "personas", "Sign is hidden") == ["Ada", "Bo, retired"]
    assert ends(draft, "steps", "Sign is hidden") == ["Find the door"]
    assert values(one(draft, "Insight", "Emotion: Find the door (Bo, retired)"))["impact"] == 1
    assert ends(draft, "personas", "Emotion: Find the door (Bo, retired)") == ["Bo, retired"]


def test_touchpoint_may_name_its_channel() -> None:
    draft = read(given("long.csv"))

    assert names(draft, "Channel") == ["in_person", "online"]
    assert ("Website", "online") in linked(draft, "channels")
    assert ("Take a number", "online") in linked(draft, "channels")


def test_german_table_in_windows_1252() -> None:
    draft = read(given("reparatur.csv"))

    assert names(draft, "Phase") == ["Ankommen", "Reparieren"]
    assert names(draft, "Step") == ["Tür finden", "Nummer ziehen", "Fehler erklären"]
    assert of(draft, "PAIN") == ["Schild ist verdeckt", "Eingang liegt hinten", "Niemand schreibt mit"]
    assert values(one(draft, "Insight", "Bewertung: Tür finden"))["impact"] == -0.5
    assert linked(draft, "team")[0] == ("Tür finden", "Haustechnik")
    assert linked(draft, "channels")[0] == ("Tür finden", "vor Ort")
    assert str(values(one(draft, "Quote", "Wo geht es rein?"))["saidOn"]) == "2026-02-05"
    assert set(left(draft)) == {"Gebühr in €", "1.250,50", "06.02.2026"}


MERGED = (
    ("Mending day at the library", "", "", "", ""),
    ("", "", "Arrive", "", "Leave"),
    ("", "", "Find the door", "Take a number", "Drop a coin"),
    ("Doing", "Touchpoint", "House", "", "Money box"),
    ("", "Channel", "in person", "online", ""),
    ("Feeling", "Pains", "• Hidden\n• Cold", "", "-"),
    ("", "Mood −2..+2", -1, 0.5, 2),
    ("", "Average mood", 0.5, "", ""),
)


def test_merged_heads_span_lanes_and_steps() -> None:
    spans = [(0, 0, 0, 4), (1, 2, 1, 3), (3, 0, 4, 0), (5, 0, 6, 0), (3, 2, 3, 3)]

    draft = read(table(*MERGED, merged=spans))

    assert names(draft, "Journey") == ["Mending day at the library"]
    assert linked(draft, "phase") == [
        ("Find the door", "Arrive"),
        ("Take a number", "Arrive"),
        ("Drop a coin", "Leave"),
    ]
    assert linked(draft, "touchpoints") == [
        ("Find the door", "House"),
        ("Take a number", "House"),
        ("Drop a coin", "Money box"),
    ]
    assert values(one(draft, "Insight", "Mood: Take a number"))["impact"] == 0.5
    assert set(left(draft)) == {"-", "Average mood", "0.5"}


def test_merged_score_is_told_once() -> None:
    rows = (
        ("", "Arrive", "", "Leave"),
        ("", "Find", "Wait", "Go"),
        ("Pains", "Cold", "", ""),
        ("Mood", 1, "", 5),
    )

    draft = read(table(*rows, merged=[(0, 1, 0, 2), (3, 1, 3, 2)]))

    assert of(draft, "OBSERVATION") == ["Mood: Arrive", "Mood: Go"]
    assert ends(draft, "steps", "Mood: Arrive") == ["Find", "Wait"]


def test_rows_go_on_below_their_step() -> None:
    rows = (
        ("Phase", "Step", "Pain", "Owner"),
        ("1. Arrive", "Find", "Hidden", "House"),
        ("", "", "Cold", ""),
        ("", "Wait", "", "House; Desk"),
        ("Total", "", 2, ""),
        (),
        ("Made on a Monday",),
    )

    draft = read(table(*rows))

    assert names(draft, "Step") == ["Find", "Wait"]
    assert ends(draft, "steps", "Cold") == ["Find"]
    assert (linked(draft, "team"), linked(draft, "contributors")) == (
        [("Find", "House")],
        [("walk", "House"), ("walk", "Desk")],
    )
    assert set(left(draft)) == {"Total", "2", "Made on a Monday"}


def test_phases_may_head_their_rows() -> None:
    rows = (("Step", "Pain", "Mood"), ("Before",), ("Find", "Hidden", 1), ("After",), ("Go", "", 5))

    draft = read(table(*rows, merged=[(1, 0, 1, 2), (3, 0, 3, 2)]))

    assert linked(draft, "phase") == [("Find", "Before"), ("Go", "After")]


def test_lane_of_journeys_parts_rows() -> None:
    rows = (
        ("All our journeys",),
        ("Journey", "Phase", "Step", "Pain"),
        ("Way in", "Arrive", "Find", "Cold"),
        ("", "", "Wait", ""),
        ("Way back", "Arrive", "Find", "Late"),
        ("Total", "", "", "2"),
    )

    draft = read(table(*rows))

    assert linked(draft, "journey") == [("Arrive", "Way in"), ("Arrive", "Way back")]
    assert names(draft, "Step") == ["Find", "Wait", "Find"]
    assert set(left(draft)) == {"All our journeys", "Total", "2"}


def test_stages_without_steps_are_steps() -> None:
    draft = read(table(("", "Find", "Go"), ("Pains", "Hidden", "Late"), ("Needs", "Sign", "Bus")))

    assert linked(draft, "phase") == [("Find", "Find"), ("Go", "Go")]
    assert ends(draft, "steps", "Bus") == ["Go"]


def test_blueprint_has_layers() -> None:
    rows = (
        ("Physical evidence", "Sign", "Bill"),
        ("Customer actions", "Enter", "Pay"),
        ("Frontstage", "Greet", "Thank"),
        ("Backstage actions", "", "Book"),
    )

    draft = read(table(*rows))

    layers = {step.name: values(step).get("layer") for step in draft.records_of("Step")}
    assert layers == {
        "Enter": None,
        "Pay": None,
        "Greet": "FRONTSTAGE",
        "Thank": "FRONTSTAGE",
        "Book": "BACKSTAGE",
    }


def test_lines_above_tell_of_the_journey() -> None:
    rows = (
        ("Customer Journey Map",),
        ("Persona:", "Ada, 34"),
        ("Scenario: Ada mends a lamp",),
        ("Date:", "2026-03-01"),
        (),
        ("Stage", "Find", "Mend"),
        ("Pains", "Hidden", "Dark"),
        ("Mood", "😡", "Hopeful"),
    )

    draft = read(table(*rows, title="Sheet1"))

    assert values(one(draft, "Journey", "walk"))["intent"] == "Ada mends a lamp"
    assert linked(draft, "personas")[0] == ("walk", "Ada, 34")
    assert ends(draft, "personas", "Hidden") == ["Ada, 34"]
    assert set(left(draft)) == {"Customer Journey Map", "Date:", "2026-03-01"}


def test_steps_are_described_and_marked() -> None:
    rows = (
        ("Step", "Pain", "Notes", "Moment of truth", "Ideas", "Business goals"),
        ("Find", "Hidden", "By the river", "x", "New sign", "More guests"),
        ("Go", "", "", "It is the last impression", "", ""),
        ("Rest", "", "", "no", "", ""),
    )

    draft = read(table(*rows))

    assert values(one(draft, "Step", "Find")) == {
        "name": "Find",
        "description": "By the river",
        "momentOfTruth": True,
    }
    assert values(one(draft, "Step", "Go"))["momentOfTruthReason"] == "It is the last impression"
    assert values(one(draft, "Step", "Rest"))["momentOfTruth"] is False
    assert linked(draft, "steps")[-1] == ("New sign", "Find")
    assert names(draft, "Goal") == ["More guests"]


@pytest.mark.parametrize(
    ("cell", "impact", "scale"),
    [
        ("4/5", 1, "1-5"),
        ("2 – confused", -1, "1-5"),
        ("😍", 2, "words"),
        ("negativ", -1, "words"),
        ("like a cat", None, "words"),
    ],
)
def test_moods_come_in_many_forms(cell: str, impact: float | None, scale: str) -> None:
    draft = read(table(("Step", "Pain", "Mood (1-5)"), ("Find", "Hidden", cell), ("Go", "Late", "3")))

    found = values(one(draft, "Insight", "Mood: Find"))

    assert (found.get("impact"), found["rawScale"]) == (impact, scale)


def test_table_of_markdown_is_read(tmp_path: Path) -> None:
    path = tmp_path / "day.txt"
    rows = (
        "| Stage | **Find** | Go |",
        "|---|:---|---|",
        "| **Pains** | Cold<br>Dark | - |",
        "| Owner | House | Desk |",
    )
    path.write_text("\n".join(rows), encoding="utf-8")

    draft = read(read_content(path))

    assert names(draft, "Phase") == ["Find", "Go"]
    assert of(draft, "PAIN") == ["Cold", "Dark"]


def test_line_below_heads_holds_no_steps() -> None:
    draft = read(
        table(
            ("Stage", "Find", "Go"), ("---", "---", ":--"), ("Actions", "Look", "Walk"), ("Pain", "Cold", "")
        )
    )

    assert names(draft, "Step") == ["Look", "Walk"]
    assert left(draft) == {"---": "A line that divides.", ":--": "A line that divides."}


def test_totals_beside_numbers_are_left() -> None:
    draft = read(table(("#", "Phase", "Step", "Pain"), (1, "Arrive", "Find", "Cold"), ("Total", 1, "", 1)))

    assert names(draft, "Phase") == ["Arrive"]
    assert left(draft)["Total"] == "It sums up others; Throughline computes that."


def test_cells_of_marks_are_read_at_once() -> None:
    marks = ("„" * 200_000, "x" + " " * 200_000 + "y", '""' * 100_000, "“a; b”; c")
    draft = read(table(("Phase", "Step", "Quotes"), *(("Arrive", f"Find {m[:3]}", m) for m in marks)))

    assert names(draft, "Quote")[-2:] == ["a; b", "c"]


@pytest.mark.parametrize("heads", [("Task", "Step"), ("Journey step", "Customer action")])
def test_steps_go_before_other_deeds(heads: tuple[str, str]) -> None:
    draft = read(table(("Stage", *heads, "Pain"), ("Arrive", "a", "b", "Cold"), ("Leave", "c", "d", "Late")))

    described = {step.name: values(step)["description"] for step in draft.records_of("Step")}
    assert described == ({"b": "a", "d": "c"} if heads[1] == "Step" else {"a": "b", "c": "d"})


def test_score_off_its_scale_keeps_its_raw_score() -> None:
    draft = read(table(("Step", "Pain", "Mood (1-5)"), ("Find", "Hidden", 9), ("Go", "Late", 3)))

    insight = values(one(draft, "Insight", "Mood: Find"))
    assert (insight["rawScore"], insight["rawScale"], insight.get("impact")) == ("9", "1-5", None)
    assert remarks(draft) == {"walk!C2": "No value was read from the score 9: it is not on the scale 1-5."}


FEELINGS = ("★★★★☆", "★☆☆☆☆", "4 - happy", "2 - annoyed", "Happy (4)", "Anxious+", "Confident++", "Not happy")


def test_moods_are_read_as_people_write_them() -> None:
    draft = read(
        table(("Stage", "Step", "Emotion"), *(("S", f"Do {n}", text) for n, text in enumerate(FEELINGS)))
    )

    found = [values(insight) for insight in draft.records_of("Insight")]

    assert [value["impact"] for value in found] == [1, -2, 1, -1, 1, -2, 2, -1]
    assert [found[2]["rawScore"], found[2]["description"]] == ["4", "happy"]
    assert list(remarks(draft)) == ["walk!C1"]


def test_mood_that_is_not_read_is_named() -> None:
    draft = read(table(("Stage", "Step", "Emotion"), ("S", "A", "purple"), ("S", "B", "sad, blorked")))

    assert remarks(draft) == {
        "walk!C2": "No value was read from 'purple': it names no feeling that is known.",
        "walk!C3": "No value was read from 'blorked'; the rest of the cell gave one.",
    }


def test_guessed_scale_is_a_remark() -> None:
    draft = read(table(("Step", "Pain", "Mood"), ("Find", "Hidden", 2), ("Go", "Late", 9)))

    assert remarks(draft)["walk!C1"].startswith("Its scores were taken for a scale of 1-10")


def test_noughts_alone_are_no_scores() -> None:
    draft = read(table(("Step", "Pain", "Mood"), ("Find", "Hidden", 0), ("Go", "Late", 0)))

    assert of(draft, "OBSERVATION") == []
    assert set(left(draft).values()) == {"All scores of the lane are 0: nothing was scored."}


def test_row_of_a_step_is_not_taken_apart() -> None:
    draft = read(
        table(
            ("Stage", "Step", "Pain"),
            ("Get", "Scan the code; wait", "Slow; dear"),
            ("Get", "Sign\non the screen", ""),
            ("Take", "1. Lift\n2. Carry", "- wet\n- cold"),
        )
    )

    assert names(draft, "Step") == ["Scan the code; wait", "Sign on the screen", "Lift", "Carry"]
    assert remarks(draft) == {"walk!C2": "It was taken apart into 2: “Slow”; “dear”"}


def test_deeds_of_a_stage_are_taken_apart() -> None:
    draft = read(table(("Stage", "Steps", "Pain"), ("Get", "Scan; wait", "Slow"), ("Take", "Lift", "")))

    assert names(draft, "Step") == ["Scan", "wait", "Lift"]
    assert remarks(draft) == {"walk!B2": "It was taken apart into 2: “Scan”; “wait”"}


def test_phase_is_spelled_as_in_most_rows() -> None:
    rows = (("BUY", "A", "x"), ("Buy", "B", ""), ("Buy", "C", "y"), ("Use", "D", ""), ("use", "E", ""))

    draft = read(table(("Phase", "Step", "Pain"), *rows))

    assert names(draft, "Phase") == ["Buy", "Use"]


@pytest.mark.parametrize("note", ["Source: workshop of May", "2026-05-12", "by the team of the desk"])
def test_last_line_of_one_text_is_no_phase(note: str) -> None:
    draft = read(table(("Phase", "Step", "Pain"), ("Buy", "Pay", "dear"), ("Use", "Go", ""), (note,)))

    assert names(draft, "Phase") == ["Buy", "Use"]
    assert left(draft) == {note: "It stands alone below the matrix, and names nothing of it."}


def test_last_stages_without_content_are_phases() -> None:
    draft = read(table(("Phase", "Step", "Pain"), ("Buy", "Pay", "dear"), ("Use",), ("Leave",)))

    assert names(draft, "Phase") == ["Buy", "Use", "Leave"]


def test_row_without_a_step_says_nothing_of_others() -> None:
    draft = read(
        table(("Phase", "Step", "Emotion (1-5)"), ("Buy", "Pay", 5), ("Buy", "—", 1), ("Buy", "Go", 4))
    )

    assert names(draft, "Insight") == ["Emotion: Pay", "Emotion: Go"]
    assert left(draft) == dict.fromkeys(("—", "1"), "Its step says that there is none.")


def test_words_between_moods_are_told() -> None:
    rows = (
        ("Step", "Pain", "Mood", "Said on", "Channel"),
        ("Find", "Hidden", "“So cold!”", "2026-03-01", "n/a"),
        ("Go", "Late", "-", "", "Web"),
        ("Rest", "", "+", "", "Web, App"),
    )

    draft = read(table(*rows))

    assert names(draft, "Quote") == ["So cold!"]
    assert values(one(draft, "Insight", "Mood: Go"))["impact"] == -1
    assert ends(draft, "channels", "Rest") == ["Web", "App"]
    assert left(draft) == {"n/a": "It says that there is nothing to say."}


def test_second_score_of_a_step_is_left() -> None:
    draft = read(table(("Step", "Pain", "Mood"), ("Find", "Hidden", 1), ("Find", "Cold", 5)))

    assert left(draft) == {"5": "Another score of the same stands at walk!C2."}


def test_numbers_are_no_words() -> None:
    draft = read(table(("Step", "Pain", "Touchpoint"), ("Find", 3, "Sign"), ("Go", "Late", 7)))

    assert left(draft) == {
        "3": "Pain is told in words; this is a number.",
        "7": "Touchpoint is told in words; this is a number.",
    }


def test_quote_without_score_has_a_holder() -> None:
    draft = read(table(("Step", "Quotes", "Pain"), ("Find", "“Where?”\n“Here!”", "Hidden"), ("Go", "", "")))

    assert linked(draft, "insights") == [("Where?", "Quotes: Find"), ("Here!", "Quotes: Find")]
    assert values(one(draft, "Insight", "Quotes: Find"))["voice"] == "VOC"


def test_sheets_of_a_workbook_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "day.xlsx"
    book = xlsxwriter.Workbook(path)
    for title, rows in SHEETS.items():
        sheet = book.add_worksheet(title)
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    book.worksheets()[0].merge_range(0, 1, 0, 2, "Arrive")
    book.worksheets()[2].hide()
    book.close()

    draft = read(read_content(path))

    assert names(draft, "Journey") == ["day", "Way back"]
    assert linked(draft, "phase")[:2] == [("Find", "Arrive"), ("Wait", "Arrive")]
    assert left(draft) == {
        "yes": "The sheet 'Lists' is hidden.",
        "Bring cake": "The sheet 'Notes' holds neither a matrix nor a list that is known.",
    }


SHEETS: dict[str, Sequence[Sequence[CellValue]]] = {
    "Journey Map": [
        ("", "Arrive", "", "Leave"),
        ("", "Find", "Wait", "Go"),
        ("Pains", "Cold", "", ""),
        ("Mood", 1, 2, 5),
    ],
    "Way back": [("Phase", "Step", "Pain"), ("Leave", "Go", "Late")],
    "Lists": [("yes",)],
    "Notes": [("Bring cake",)],
}


@pytest.mark.parametrize(
    "content",
    [
        table(("Step", "Owner"), ("Find", "House")),
        table(("Name", "Pain", "Mood"), ("Ada", "Cold", 3)),
        table(("Title", "Text"), ("Pain point", "Cold"), ("Phase", "Arrive"), ("Pain point", "Late")),
        table(("Needs", "Sign"), ("Pains", "Cold")),
        table(("Issue", "Status", "Priority"), ("A", "open", "high")),
        table(("Phase;Step;Pain",)),
        table(("Step", "Pain", "Mood"), ("Find", "Cold", 3), hidden=True),
        Content("a.md", "0" * 64, "text"),
    ],
)
def test_other_tables_are_no_matrix(content: Content) -> None:
    assert matrix_reader.recognise(content, MODEL) == 0


def test_native_workbook_is_not_taken() -> None:
    rows = (
        ("name", "phase", "touchpoints", "channels", "team"),
        ("Find", "Day / Arrive", "Sign", "", "House"),
    )

    found = recognised_format(table(*rows, name="steps.csv", title="steps"), MODEL)

    assert found is not None
    assert found.NAME == "workbook"


@pytest.mark.parametrize("name", ["stages.csv", "long.csv", "reparatur.csv"])
def test_files_are_recognised_by_content(name: str) -> None:
    found = recognised_format(given(name), MODEL)

    assert found is not None
    assert found.NAME == "matrix"
