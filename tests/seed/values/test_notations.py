"""One text means one thing in every format: the file decides what is open, else a person does."""

from datetime import date
from pathlib import Path

import pytest

from graph.model import MODEL
from seed.columns import sheet_forms
from seed.content import CellValue, Content, Sheet
from seed.draft import Draft
from seed.files.file_reader import read_content
from seed.files.sheet_writers import WRITERS, write_folder
from seed.formats import native_workbook
from seed.formats.matrix import matrix_reader
from seed.importing.draft_values import check_values
from seed.mapping import read_mapping
from seed.mapping_reader import mapped_draft
from tests.seed.formats.drafts import is_whole, table, values

Rows = tuple[tuple[CellValue, ...], ...]

MAP: Rows = (("Phase", "Step", "Pain"), ("Arrive", "Find the door", "Hidden"), ("Leave", "Go", "Late"))


def content(**sheets: Rows) -> Content:
    """A workbook with these sheets."""
    return Content("w.xlsx", "0" * 64, sheets=tuple(Sheet(name, rows) for name, rows in sheets.items()))


def whole(draft: Draft) -> Draft:
    """A draft each cell of which is accounted for, with its values read."""
    assert is_whole(draft)
    check_values(draft, MODEL)
    assert is_whole(draft)
    return draft


def beside_matrix(*more: str) -> Draft:
    """A matrix beside a list of metrics with `12,500`, and in further rows what else was measured."""
    heads = ("Metric", "Period", "Value")
    rows = tuple(("Calls", f"2026-{month:02}", text) for month, text in enumerate(("12,500", *more), 1))
    return whole(matrix_reader.read(content(Map=MAP, Metrics=(heads, *rows)), MODEL))


def native(name: str, *texts: CellValue, sheet: str = "journeys") -> Draft:
    """A native workbook with one column of a property."""
    rows = tuple((f"Buy {place}", text) for place, text in enumerate(texts))
    return whole(native_workbook.read(content(**{sheet: (("name", name), *rows)}), MODEL))


def by_mapping(folder: Path, rule: str, *texts: str) -> Draft:
    """Any table with one column of texts, read with a rule of a mapping."""
    (folder / "map.yaml").write_text(f"columns: {{Pain: insights.name, Mood: {rule}}}", encoding="utf-8")
    rows = [(f"pain {place}", text) for place, text in enumerate(texts)]
    return whole(mapped_draft(table(("Pain", "Mood"), *rows), read_mapping(folder / "map.yaml", MODEL)))


def found(draft: Draft, label: str, name: str) -> list[object]:
    """The values of a property in the order of the draft."""
    return [values(record).get(name) for record in draft.records_of(label)]


def problems(draft: Draft) -> list[str]:
    """What is to be mended, each with its place."""
    return [f"{problem.place.locator}: {problem.message}" for problem in draft.problems]


def remarks(draft: Draft) -> list[str]:
    """What is to be looked at, each with its place."""
    return [f"{remark.place.locator}: {remark.message}" for remark in draft.remarks]


def test_open_number_beside_a_matrix_is_a_problem() -> None:
    draft = beside_matrix()

    assert found(draft, "Measurement", "value") == []
    assert problems(draft) == [
        "Metrics!C2: It can be read in two ways, as 12.5 or as 12500. Write it as one of these."
    ]


def test_column_decides_beside_a_matrix() -> None:
    draft = beside_matrix("1.234,5")

    assert found(draft, "Measurement", "value") == [12.5, 1234.5]
    assert problems(draft) == []
    assert remarks(draft) == [
        "Metrics!C2: It was read as 12.5, not as 12500: '1.234,5' in Metrics!C3 has a comma before decimals."
    ]


def test_contrary_columns_decide_nothing() -> None:
    draft = beside_matrix("1.234,5", "1,234.5")

    assert found(draft, "Measurement", "value") == [1234.5, 1234.5]
    assert len(problems(draft)) == 1


def in_german(*heads: str) -> Draft:
    """A matrix with these headings beside a German list with `12,500`."""
    rows = (heads, *MAP[1:])
    metrics = (("Kennzahl", "Monat", "Wert"), ("Anrufe", "2026-01", "12,500"))
    return whole(matrix_reader.read(content(Map=rows, Zahlen=metrics), MODEL))


def test_headings_tell_the_language() -> None:
    draft = in_german("Phase", "Schritt", "Schmerzpunkte")

    assert found(draft, "Measurement", "value") == [12.5]
    assert remarks(draft) == [
        "Zahlen!C2: It was read as 12.5, not as 12500: 'Schritt' in Map!B1 is German,"
        " which has a comma before decimals."
    ]


def test_headings_in_two_languages_tell_nothing() -> None:
    assert [text[:10] for text in problems(in_german("Phase", "Step", "Pain"))] == ["Zahlen!C2:"]


def test_open_number_in_native_workbooks_is_a_problem() -> None:
    assert problems(native("unitCost", "12,500")) == [
        "journeys!B2: unitCost can be read in two ways, as 12.5 or as 12500. Write it as one of these."
    ]


def test_column_decides_in_native_workbooks() -> None:
    draft = native("unitCost", "1.234", "12,5")

    assert found(draft, "Journey", "unitCost") == [1234.0, 12.5]
    assert len(remarks(draft)) == 1


def test_other_column_needs_both_signs() -> None:
    rows: Rows = (("name", "unitCost", "frequencyPerYear"), ("a", "12,500", "2.1"))
    signed: Rows = (*rows, ("b", None, "1.234,56"))

    weak, strong = (whole(native_workbook.read(content(journeys=each), MODEL)) for each in (rows, signed))

    assert len(problems(weak)) == 1
    assert found(strong, "Journey", "unitCost") == [12.5, None]


def test_bounds_decide_what_they_rule_out() -> None:
    draft = native("customerValue", "12,500", sheet="opportunities")

    assert found(draft, "Opportunity", "customerValue") == [12.5]
    assert remarks(draft) == [
        "opportunities!B2: It was read as 12.5, not as 12500: only that can stand here."
    ]


def test_days_with_points_are_read_everywhere() -> None:
    draft = native("validatedOn", "17.08.2026", "2026-08-17", "3/17/2026")

    assert found(draft, "Journey", "validatedOn") == [date(2026, 8, 17), date(2026, 8, 17), date(2026, 3, 17)]
    assert (problems(draft), remarks(draft)) == ([], [])


def test_open_day_is_a_problem() -> None:
    assert problems(native("validatedOn", "03/04/2026")) == [
        "journeys!B2: validatedOn can be read in two ways, as 2026-04-03 or as 2026-03-04."
        " Write it as one of these."
    ]


@pytest.mark.parametrize(
    ("other", "expected"), [("15/04/2026", date(2026, 4, 3)), ("04/15/2026", date(2026, 3, 4))]
)
def test_column_decides_the_order_of_days(other: str, expected: date) -> None:
    draft = native("validatedOn", "03/04/2026", other)

    assert found(draft, "Journey", "validatedOn") == [expected, date(2026, 4, 15)]
    assert len(remarks(draft)) == 1


def test_open_day_beside_a_quote_is_a_problem() -> None:
    rows = (("Step", "Quotes", "Pain", "Said on"), ("Find", "“Where?”", "Hidden", "03/04/2026"))

    draft = whole(matrix_reader.read(table(*rows), MODEL))

    assert problems(draft) == [
        "walk!D2: It can be read in two ways, as 2026-04-03 or as 2026-03-04. Write it as one of these."
    ]


@pytest.mark.parametrize("rule", ["insights.weight", "{to: insights.weight, scale: 0..100}"])
def test_mapping_reads_alike_with_a_scale(tmp_path: Path, rule: str) -> None:
    draft = by_mapping(tmp_path, rule, "1,500", "2,5", "3")

    assert problems(draft) == []
    assert found(draft, "Insight", "weight") == [1.5, 2.5, 3.0]
    assert remarks(draft) == [
        "walk!B2: It was read as 1.5, not as 1500: '2,5' in walk!B3 has a comma before decimals."
    ]


@pytest.mark.parametrize("rule", ["insights.weight", "{to: insights.weight, scale: 0..100}"])
def test_mapping_follows_its_column_off_the_scale(tmp_path: Path, rule: str) -> None:
    draft = by_mapping(tmp_path, rule, "1,500", "2.5")

    assert 1.5 not in found(draft, "Insight", "weight")
    assert [remark.partition(":")[2][:20] for remark in remarks(draft)] == [" It was read as 1500"]


def test_open_number_in_a_mapping_is_a_problem(tmp_path: Path) -> None:
    draft = by_mapping(tmp_path, "[insights.weight, metrics.target, metrics.name]", "200,500")

    assert problems(draft) == [
        "walk!B2: weight can be read in two ways, as 200.5 or as 200500. Write it as one of these.",
        "walk!B2: target can be read in two ways, as 200.5 or as 200500. Write it as one of these.",
    ]


@pytest.mark.parametrize("ending", ["", ".json", ".yaml"])
def test_fractions_come_back_from_every_form(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out{ending}"
    rows: list[dict[str, object]] = [{"name": "1.50", "unitCost": 12.125}, {"name": "b", "unitCost": 1234.5}]

    WRITERS.get(ending, write_folder)(out, sheet_forms(MODEL), {"journeys": rows})
    draft = whole(native_workbook.read(read_content(out), MODEL))

    assert [values(record) for record in draft.records_of("Journey")] == rows
    assert remarks(draft) == []


def test_numbers_of_yaml_are_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("journeys:\n- {name: 1.125, key: '1.125', unitCost: 1.125}\n")
    draft = whole(native_workbook.read(read_content(tmp_path / "a.yaml"), MODEL))

    assert [values(record) for record in draft.records_of("Journey")] == [
        {"name": "1.125", "key": "1.125", "unitCost": 1.125}
    ]


def test_truths_are_read_alike() -> None:
    words = ("oui", "sí", "ja", "✓", "nein", "non", "no", 0)
    rows = tuple((f"Step {place}", "Dull", word) for place, word in enumerate(words))

    lane = whole(matrix_reader.read(table(("Step", "Pain", "Moment of truth"), *rows), MODEL))
    sheet = native("momentOfTruth", *words, sheet="steps")

    assert found(lane, "Step", "momentOfTruth") == [True] * 4 + [False] * 4
    assert found(sheet, "Step", "momentOfTruth") == [True] * 4 + [False] * 4
