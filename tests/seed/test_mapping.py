"""Tables of any form, read as a mapping file says; and everything that can be wrong with such a file."""

from pathlib import Path
from typing import Any

import pytest

from graph.errors import Invalid
from graph.model import MODEL
from seed.content import Content
from seed.draft import Draft
from seed.importing.draft_values import check_values
from seed.mapping import read_mapping
from seed.mapping_reader import mapped_draft
from tests.seed.formats.drafts import is_whole, left, linked, names, one, table, values

ISSUES = table(
    ("Title", "Id", "Type", "State", "Labels", "Labels", "Parent", "Due"),
    ("Show price", "N-1", "Epic", "In Progress", "fast", "cheap", "", ""),
    ("Price tag", "N-2", "Story", "Done", "", "", "N-1", "03/Mar/26 2:15 PM"),
    ("Renew certificate", "N-3", "Task", "Done", "ops", "", "", ""),
    name="issues.csv",
    title="issues",
)
TRACKER = """
tables:
  - only: {Type: Epic}
    columns:
      Title: opportunities.name
      Id: opportunities.key
      State: {to: opportunities.status, values: {In Progress: IN_PROGRESS, To Do: null}}
      Labels: [tags.name, opportunities.tags]
  - only: {Type: [Story, Bug]}
    columns:
      Title: solutions.name
      Parent: solutions.opportunities
      Due: {to: solutions.launchedOn, format: "%d/%b/%y %I:%M %p"}
"""
BOARD = """
tables:
  - {header: 0, after: {A: Frame}, columns: {A: phases.name}, fixed: {journeys.name: M, phases.journey: M}}
  - {header: 0, after: {A: Steps}, columns: {A: steps.name}, above: steps.phase}
  - {header: 0, after: {A: Quotes}, columns: {A: quotes.text}}
"""


def read(tmp_path: Path, text: str, content: Content) -> Draft:
    """The draft of a content by a mapping without problems, each cell of which is accounted for."""
    mapping = read_mapping(_file(tmp_path, text), MODEL)
    assert mapping.problems == []
    draft = mapped_draft(content, mapping)
    assert is_whole(draft)
    check_values(draft, MODEL)
    return draft


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(draft: Draft) -> list[str]:
    """What is to be mended, each with its place."""
    return [f"{problem.place.locator}: {problem.message}" for problem in draft.problems]


def test_rows_become_records_by_kind(tmp_path: Path) -> None:
    draft = read(tmp_path, TRACKER, ISSUES)

    opportunity = values(one(draft, "Opportunity", "Show price"))
    assert opportunity == {"name": "Show price", "key": "N-1", "status": "IN_PROGRESS"}
    assert str(values(one(draft, "Solution", "Price tag"))["launchedOn"]) == "2026-03-03"
    assert linked(draft, "tags") == [("Show price", "fast"), ("Show price", "cheap")]
    assert linked(draft, "opportunities") == [("Price tag", "Show price")]
    assert left(draft)["Renew certificate"] == "No table of the mapping takes its row."


def test_headings_and_what_stands_above_count(tmp_path: Path) -> None:
    rows = [
        "Board",
        "Frame",
        "Look",
        "Steps",
        "<p>Search</p>",
        "Frame",
        "Buy",
        "Steps",
        "Search",
        "Quotes",
        '"Dear!"',
    ]
    draft = read(tmp_path, BOARD, table(*([row] for row in rows)))

    assert linked(draft, "journey") == [("Look", "M"), ("Buy", "M")]
    assert linked(draft, "phase") == [("Search", "Look"), ("Search", "Buy")]
    assert names(draft, "Quote") == ["Dear!"]
    assert left(draft) == {"Board": "No table of the mapping takes its row."}


def test_rows_of_one_key_are_one_record(tmp_path: Path) -> None:
    text = "columns: {Url: quotes.key, Text: quotes.text, Tag: [tags.name, quotes.tags], Day: quotes.saidOn}"
    rows = (
        ("Url", "Text", "Tag", "Day"),
        ("u1", "Dear", "Pain", "2026-01-01"),
        ("u1", "Dear", "Buy", "2026-01-02"),
    )
    draft = read(tmp_path, text, table(*rows, ("u2", "Dear", "Pain", "2026-01-03")))

    assert [values(record)["key"] for record in draft.records_of("Quote")] == ["u1", "u2"]
    assert names(draft, "Tag") == ["Pain", "Buy"]
    assert linked(draft, "tags") == [("Dear", "Pain"), ("Dear", "Buy"), ("Dear", "Pain")]
    assert left(draft) == {"2026-01-02": "Another saidOn of 'Dear' stands at walk!D2."}


def test_scores_follow_their_scale(tmp_path: Path) -> None:
    text = "columns: {Pain: insights.name, Mood: {to: insights.impact, scale: 1..5}}"
    draft = read(tmp_path, text, table(("Pain", "Mood"), ("Slow", 2), ("Dear", "4,5"), ("Far", 7)))

    assert [values(record).get("impact") for record in draft.records_of("Insight")] == [-1.0, 1.5, None]
    assert problems(draft) == ["walk!B4: It is not on the scale 1-5. Correct it, or the scale."]


def test_cells_part_into_items(tmp_path: Path) -> None:
    text = "columns: {Who: personas.name, Needs: {to: personas.needs, split: /}, At: insights.steps}"
    draft = read(tmp_path, text, table(("Who", "Needs", "At"), ("Mia", "calm / cheap", "Search, Pay")))

    assert values(one(draft, "Persona", "Mia"))["needs"] == ["calm", "cheap"]
    assert left(draft) == {"Search, Pay": "Nothing names the Insight of its row."}


def test_lists_of_objects_are_tables(tmp_path: Path) -> None:
    data: Any = {"format": "V1", "items": [{"title": "Slow", "meta": {"type": "Pain"}, "tags": ["a", "b"]}]}
    text = """
sheet: items
columns:
  title: insights.name
  meta.type: {to: insights.kind, values: {Gain: GAIN, "*": OBSERVATION}}
  tags: [tags.name, insights.tags]
"""
    draft = read(tmp_path, text, Content("a.json", "0" * 64, data=data))

    assert values(one(draft, "Insight", "Slow")) == {"name": "Slow", "kind": "OBSERVATION"}
    assert linked(draft, "tags") == [("Slow", "a"), ("Slow", "b")]
    assert left(draft) == {"V1": "The mapping names no table of it."}


NESTED: Any = {
    "routes": [
        {
            "id": "r-1",
            "name": "Borrow",
            "stops": [{"do": "Find", "by": ["List"]}, {"do": "Book", "by": ["List", "Mail"]}],
        },
        {
            "id": "r-2",
            "name": "Return",
            "stops": [{"do": "Clean", "by": list[str]()}, {"do": "Drop", "by": ["Box"]}],
        },
    ]
}


def test_lists_in_lists_belong_together(tmp_path: Path) -> None:
    text = """
sheet: routes
columns:
  id: journeys.key
  name: [journeys.name, phases.name, phases.journey, steps.phase]
  stops.do: steps.name
  stops.by: [touchpoints.name, steps.touchpoints]
fixed: {steps.layer: CUSTOMER}
"""
    draft = read(tmp_path, text, Content("a.json", "0" * 64, data=NESTED))

    assert linked(draft, "touchpoints") == [
        ("Find", "List"),
        ("Book", "List"),
        ("Book", "Mail"),
        ("Drop", "Box"),
    ]
    assert [end for _, end in linked(draft, "phase")] == ["Borrow", "Borrow", "Return", "Return"]
    assert {values(step)["layer"] for step in draft.records_of("Step")} == {"CUSTOMER"}
    assert left(draft) == {}


def test_list_in_lists_is_a_table(tmp_path: Path) -> None:
    text = """
sheet: routes.stops
columns:
  do: steps.name
  by: [touchpoints.name, steps.touchpoints]
  routes.name: [journeys.name, phases.name, phases.journey, steps.phase]
"""
    draft = read(tmp_path, text, Content("a.json", "0" * 64, data=NESTED))

    assert linked(draft, "touchpoints") == [
        ("Find", "List"),
        ("Book", "List"),
        ("Book", "Mail"),
        ("Drop", "Box"),
    ]
    assert linked(draft, "journey") == [("Borrow", "Borrow"), ("Return", "Return")]
    assert set(left(draft)) == {"r-1", "r-2"}


def test_lists_side_by_side_are_refused(tmp_path: Path) -> None:
    data: Any = {"routes": [{"stops": ["Find", "Book"], "by": ["List", "Mail"]}]}
    text = "columns: {stops: steps.name, by: [touchpoints.name, steps.touchpoints]}\nsheet: routes"

    draft = read(tmp_path, text, Content("a.json", "0" * 64, data=data))

    assert linked(draft, "touchpoints") == []
    assert [text.partition(":")[0] for text in problems(draft)] == ["routes[0].by[0]", "routes[0].by[1]"]
    assert "their lists stand side by side" in problems(draft)[0]


def test_series_in_objects_are_measurements(tmp_path: Path) -> None:
    data: Any = {
        "series": [{"name": "Calls", "points": [{"at": "2026-01", "n": 3}, {"at": "2026-02", "n": 4}]}]
    }
    text = """
sheet: series
columns:
  name: [metrics.name, measurements.metric]
  points.at: [measurements.startsOn]
  points.n: measurements.value
fixed: {metrics.method: COUNT}
"""
    draft = mapped_draft(Content("a.json", "0" * 64, data=data), read_mapping(_file(tmp_path, text), MODEL))

    found = [(values(item)["startsOn"], values(item)["value"]) for item in draft.records_of("Measurement")]
    assert found == [("2026-01", 3), ("2026-02", 4)]
    assert [end for _, end in linked(draft, "metric")] == ["Calls", "Calls"]


def test_sheet_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    draft = read(
        tmp_path, "columns: {A: tags.name}\nsheet: Responses", table(("A",), ("x",), title="Answers")
    )

    assert problems(draft) == [
        "map.yaml sheet: No sheet or list is called so in walk.csv; there is 'Answers'."
    ]


def test_rows_are_ordered_by_a_number(tmp_path: Path) -> None:
    text = "columns: {Name: phases.name}\nfixed: {journeys.name: M, phases.journey: M}\norder: Pos"
    rows = (("Name", "Pos"), ("C", "100.5"), ("A", "-3"), ("B", "7"), ("D", 900))

    draft = read(tmp_path, text, table(*rows))

    assert names(draft, "Phase") == ["A", "B", "C", "D"]
    assert left(draft) == {}


def test_row_without_a_number_is_a_problem(tmp_path: Path) -> None:
    text = "columns: {Name: tags.name}\norder: Pos"

    draft = read(tmp_path, text, table(("Name", "Pos"), ("A", "first"), ("B", 1)))

    assert problems(draft) == ["walk!B2: Pos gives no number to order by."]


def test_fractions_as_positions_order_records(tmp_path: Path) -> None:
    text = "columns: {Name: phases.name, Pos: phases.position}\nfixed: {journeys.name: M, phases.journey: M}"

    draft = read(tmp_path, text, table(("Name", "Pos"), ("B", 900), ("A", "100.5"), ("C", "")))

    assert names(draft, "Phase") == ["A", "B", "C"]
    assert [values(phase) for phase in draft.records_of("Phase")] == [{"name": name} for name in "ABC"]


def test_answers_in_the_same_words_are_apart(tmp_path: Path) -> None:
    rows = [("At", "Why?", "Branch"), ("9:14", "Too slow", "North"), ("9:15", "Too slow", "South")]
    rows += [("9:16", "n/a", "North"), ("9:17", "-", "South")]
    text = "columns:\n  Why?: quotes.text\n  Branch: [tags.name, quotes.tags]\n"

    draft, moved = (read(tmp_path, text, table(*some)) for some in (rows, [rows[0], *reversed(rows[1:])]))

    assert linked(draft, "tags") == [("Too slow", "North"), ("Too slow", "South")]
    assert {left(draft)["n/a"], left(draft)["-"]} == {"It says that there is nothing to say."}
    scopes = [{record.scope: record.name for record in some.records_of("Quote")} for some in (draft, moved)]
    assert scopes[0] == scopes[1]
    assert len(scopes[0]) == 2


def test_fixed_values_give_way_to_cells(tmp_path: Path) -> None:
    text = "columns: {What: insights.name, Kind: insights.kind}\nfixed: {insights.kind: PAIN}"
    draft = read(tmp_path, text, table(("What", "Kind"), ("Slow", ""), ("Quick", "GAIN"), ("", "GAIN")))

    assert [values(record)["kind"] for record in draft.records_of("Insight")] == ["PAIN", "GAIN"]
    assert left(draft) == {"GAIN": "Nothing names the Insight of its row."}


def test_what_a_file_lacks_is_said(tmp_path: Path) -> None:
    text = "columns: {Titel: opportunities.name, State: {to: opportunities.status, values: {open: OPEN}}}"
    draft = read(tmp_path, text, table(("Title", "State"), ("Show price", "blocked")))

    assert problems(draft) == [
        "walk!B2: columns.State.values does not say what 'blocked' means. Add it, or `*`.",
        "map.yaml columns.Titel: No column is called so in walk.csv. Is 'Title' meant?",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colums: {A: tags.name}", "colums: It means nothing here. Is 'columns' meant?"),
        ("columns: {A: tag.name}", "columns.A: Say entity and field; 'tag' is no entity; is it 'tags'?"),
        ("columns: {A: name}", "columns.A: Say entity and field; '' is no entity"),
        ("columns: {A: tags.title}", "columns.A: tags has no column 'title'"),
        ("columns: {A: steps.opportunities}", "columns.A: Links are kept at their start"),
        ("columns: {A: {split: ;}}", "columns.A: Say which field it fills"),
        (
            "columns: {A: {to: tags.name, scal: 1..5}}",
            "columns.A.scal: It means nothing here. Is 'scale' meant?",
        ),
        ("columns: {A: {to: tags.name, scale: 1..5}}", "columns.A.scale: name has no bounds. Take it out."),
        ("columns: {A: {to: insights.impact, scale: high}}", "columns.A.scale: Give its ends, such as 1..5."),
        ("columns: {A: {to: tags.name, values: 3}}", "columns.A.values: It must be names and values"),
        ("columns: {A: tags.name}\nheader: top", "header: Give the number of a row, from 1"),
        ("columns: {A: tags.name}\nabove: tags.name", "above: It is no link"),
        ("columns: {A: tags.name}\nonly: 3", "only: It must be names and values"),
        ("tables: 3", "tables: It must be a list of tables."),
        ("tables: [{columns: [A]}]", "tables[0].columns: It must be names and values"),
    ],
)
def test_mistakes_in_mappings_have_a_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(text, encoding="utf-8")

    found = [f"{problem.place.locator}: {problem.message}" for problem in read_mapping(path, MODEL).problems]

    assert any(problem.startswith(told) for problem in found), found


def test_what_is_no_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"none.yaml: There is no such file"):
        read_mapping(tmp_path / "none.yaml", MODEL)
    (tmp_path / "map.yaml").write_text("columns:\n  A: [tags.name\n", encoding="utf-8")
    with pytest.raises(Invalid, match=r"map.yaml is no YAML from line 3 on: "):
        read_mapping(tmp_path / "map.yaml", MODEL)
    (tmp_path / "map.yaml").write_text("just words", encoding="utf-8")

    (problem,) = read_mapping(tmp_path / "map.yaml", MODEL).problems[:1]

    assert problem.message.startswith("It must be names and values: a mapping has columns")


def test_quotes_hold_no_addresses(tmp_path: Path) -> None:
    rows = (("Why",), ("Mail ann@example.org or call +49 170 1234567",))

    draft = read(tmp_path, "columns: {Why: quotes.text}", table(*rows))

    assert names(draft, "Quote") == ["Mail [e-mail] or call [phone]"]
    assert [remark.message for remark in draft.remarks] == ["What leads to a person was taken out of it."]
