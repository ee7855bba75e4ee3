"""Exports of surveys: each text its own quote, scores by month, nothing of who answered."""

from datetime import date

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from graph.model import MODEL
from seed.content import CellValue, Content
from seed.draft import Draft
from seed.file_draft import file_draft
from seed.formats import recognised_format
from seed.formats.survey import survey_reader
from seed.importing.draft_values import check_values
from tests.seed.formats.drafts import given, is_whole, left, linked, names, table, values


def read(content: Content) -> Draft:
    """The draft of a content that is recognised as a survey, each cell of which is accounted for."""
    assert recognised_format(content, MODEL) is survey_reader
    draft = survey_reader.read(content, MODEL)
    assert is_whole(draft)
    check_values(draft, MODEL)
    assert draft.problems == []
    return draft


def quotes(draft: Draft) -> list[str]:
    """The words of all quotes."""
    return [str(values(record)["text"]) for record in draft.records_of("Quote")]


def measured(draft: Draft) -> list[dict[str, object]]:
    """The values of all measurements, without their days."""
    told = (values(record) for record in draft.records_of("Measurement"))
    return [{name: value for name, value in each.items() if not name.endswith("On")} for each in told]


def test_qualtrics_has_three_rows_of_heads() -> None:
    draft = read(given("qualtrics.csv"))

    assert quotes(draft) == ["Too slow", "Too slow", "Ask [e-mail] again"]
    assert names(draft, "Metric") == ["How likely are you to recommend the library?", "It was easy to renew."]
    assert measured(draft) == [
        {"promoters": 1, "detractors": 1, "passives": 0},
        {"promoters": 0, "detractors": 0, "passives": 1},
        {"value": 3.5, "sampleSize": 2},
        {"value": 3.0, "sampleSize": 1},
    ]
    assert {values(record).get("language") for record in draft.records_of("Quote")} == {"en", "de"}
    assert linked(draft, "source") == [(text, "qualtrics") for text in quotes(draft)]


def test_previews_and_unfinished_answers_are_out() -> None:
    over = left(read(given("qualtrics.csv")))

    assert over["Just a try"] == "It is a preview, a test or spam, and no answer."
    assert over["Half an answer"] == "The answer was not finished."
    assert over["n/a"] == "It says that there is nothing to say."


def test_nothing_of_who_answered_is_kept() -> None:
    draft = read(given("qualtrics.csv"))

    shown = "\n".join(
        [
            *(cell.raw for cell in draft.cells()),
            *(str(values(record)) for record in draft.records),
            *(str(remark.value) for remark in draft.remarks),
        ]
    )
    for secret in ("192.0.2.", "@example", "Lovelace", "48.1"):
        assert secret not in shown
    assert left(draft)["(not kept)"] == "It leads to who answered, and is not kept."


def test_survey_monkey_has_a_row_of_options() -> None:
    draft = read(
        table(
            (
                *("Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address"),
                *("First Name", "What could we do better?", "How satisfied are you?", "Your branch"),
            ),
            ("", "", "", "", "", "", "", "Open-Ended Response", "Response", "Response"),
            (
                "101",
                "7",
                "2026-05-01",
                "2026-05-02",
                "192.0.2.9",
                "a@example.org",
                "Ann",
                "Open later",
                "Very satisfied",
                "North",
            ),
            ("102", "7", "2026-05-01", "2026-05-03", "192.0.2.9", "", "", "-", "Dissatisfied", "North"),
        )
    )

    assert quotes(draft) == ["Open later"]
    assert values(next(draft.records_of("Quote")))["saidOn"] == date(2026, 5, 2)
    assert measured(draft) == [{"value": 3.5, "sampleSize": 2}]
    assert "Its answers were taken for scores from 1 (worst) to 5 (best)." in {
        r.message for r in draft.remarks
    }
    assert left(draft)["North"].startswith("It is neither words of its own nor a score")


def test_typeform_leaves_out_partial_answers() -> None:
    draft = read(
        table(
            (
                "#",
                "Why did you come?",
                "Rate the visit (1-5)",
                "Response Type",
                "Submit Date (UTC)",
                "Network ID",
            ),
            ("k1", "To borrow a saw", 4, "completed", "2026-04-30 23:10:00", "n1"),
            ("k2", "To sit", 2, "partial", "2026-05-01 08:00:00", "n1"),
        )
    )

    assert quotes(draft) == ["To borrow a saw"]
    assert measured(draft) == [{"value": 4.0, "sampleSize": 1}]
    assert left(draft)["To sit"] == "The answer was not finished."


def test_feedback_of_agencies_has_drivers() -> None:
    draft = read(
        table(
            (
                *(
                    "Created at",
                    "This interaction increased my trust in the office.",
                    "My need was addressed effectively.",
                ),
                *(
                    "It was easy to complete.",
                    "It took a reasonable amount of time.",
                    "Is there anything else?",
                ),
            ),
            ("2026-03-04", 5, 4, 3, 2, "The clerk waited for me"),
            ("2026-03-09", 3, 4, 3, "", ""),
        )
    )

    assert quotes(draft) == ["The clerk waited for me"]
    assert [entry["value"] for entry in measured(draft)] == [4.0, 4.0, 3.0, 2.0]
    assert len(names(draft, "Metric")) == 4


def test_scores_off_their_scale_do_not_count() -> None:
    draft = read(
        table(
            ("Timestamp", "How likely are you to recommend us? (0-10)", "Why?"),
            ("2026-05-01", 11, "So"),
            ("2026-05-01", 9, "Kind"),
            ("someday", 9, "Late"),
        )
    )

    assert measured(draft) == [{"promoters": 1, "detractors": 0, "passives": 0}]
    assert [remark.message for remark in draft.remarks] == [
        "It is not on the scale 0-10, and does not count."
    ]
    assert left(draft)["9"] == "Nobody can tell when the score was given."


def test_other_tables_are_no_survey() -> None:
    for rows in (
        (("Name", "Phone"), ("Ann", "12")),
        (("Timestamp", "Temperature"), ("2026-05-01", 12)),
        (("Phase", "Step", "Pain"), ("A", "b", "c")),
    ):
        assert survey_reader.recognise(table(*rows), MODEL) == 0.0


def test_addresses_that_are_left_over_are_not_shown() -> None:
    rows = (("Phase", "Step", "Pain", "Reporter"), ("A", "go", "slow", "ann@example.org"))

    draft = file_draft(table(*rows), MODEL)

    assert "[e-mail]" in left(draft)
    assert draft.counts[2] == 2


CELL: st.SearchStrategy[CellValue] = st.sampled_from(
    [
        "",
        "n/a",
        3,
        9,
        11,
        -1,
        "4 - fine",
        "Strongly agree",
        "Why not",
        "2026-05-01",
        "03/04/2026",
        "False",
        "1",
        "a@b.cd",
        "#",
    ]
)
HEADS = (
    "Response ID",
    "Submit Date (UTC)",
    "Network ID",
    "Why?",
    "Would you recommend us?",
    "Finished",
    "Status",
    "E-mail",
)


@examples(st.lists(st.lists(CELL, min_size=8, max_size=9), min_size=1, max_size=6))
def test_cells_are_placed_or_left(rows: list[list[CellValue]]) -> None:
    first, second = (survey_reader.read(table(HEADS, *rows), MODEL) for _ in range(2))

    assert is_whole(first)
    assert [values(record) for record in first.records] == [values(record) for record in second.records]
    check_values(first, MODEL)
    assert all("must" not in problem.message for problem in first.problems)


@pytest.mark.parametrize("moved", [True, False])
def test_answers_keep_their_identity(moved: bool) -> None:
    rows: list[tuple[CellValue, ...]] = [
        ("2026-05-01", 3, "Slow"),
        ("2026-05-02", 4, "Slow"),
        ("2026-06-02", 4, "Far"),
    ]
    heads = ("Timestamp", "How likely are you to recommend us?", "Why?")

    before = survey_reader.read(table(heads, *rows[:2]), MODEL)
    after = survey_reader.read(table(heads, *(reversed(rows) if moved else rows)), MODEL)

    scopes = {record.scope for record in before.records_of("Quote")}
    assert len(scopes) == 2
    assert scopes <= {record.scope for record in after.records_of("Quote")}
