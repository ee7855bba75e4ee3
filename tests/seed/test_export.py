"""An export seeded into an empty home gives the same portfolio, in every form."""

import csv
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import Invalid
from graph.model import MODEL
from seed.columns import sheet_forms
from seed.export import export, portfolio_sheets
from seed.files.file_reader import read_content
from seed.files.sheet_writers import WRITERS, write_folder
from tests.seed.home import SMALL, Home, changed, done, messages, only

# A small portfolio that has every kind of record and link.
FOUR_JOURNEYS = Path(__file__).parent / "four-journeys.json"
FORMS = ("out.xlsx", "out.json", "out.yaml", "out")

# What files, formulas, paths and YAML might trip over.
AWKWARD = [
    "=1+1",
    "'=1+1",
    "-1",
    "@home",
    "no",
    "null",
    "~",
    "007",
    "1e5",
    "2026-01-01",
    "a; b",
    "c:\\d\\",
    "A / B",
    "24/7",
    'say "x", then\ny',
    "{x: 1}",
    "- a",
    "# b",
    "_x0041_",
    "𝄞 é",
    "true",
]


@pytest.mark.parametrize("name", FORMS)
async def test_portfolio_survives_the_round_trip(home: Home, name: str) -> None:
    await home.seed(FOUR_JOURNEYS)
    first = await home.sheets()

    await export(home.database, MODEL, home.folder / name)
    await home.clear()
    report = await home.seed(home.folder / name)

    assert messages(report) == []
    assert await home.sheets() == first
    assert report.files[0].leftovers == []


@pytest.mark.parametrize("name", FORMS)
async def test_awkward_texts_survive_the_round_trip(home: Home, name: str) -> None:
    data = changed(SMALL, "journeys", 0, description="\n".join(AWKWARD), unitCost=0.1 + 0.2)
    data["personas"] = [{"name": text, "needs": AWKWARD, "key": f"k{text}"} for text in AWKWARD]
    data["quotes"] = [{"text": text, "key": text} for text in AWKWARD]
    data["insights"][0]["personas"] = [
        f"k{text}".replace("\\", "\\\\").replace("/", "\\/") for text in AWKWARD
    ]
    assert messages(await home.seed(data)) == []
    first = await home.sheets()

    await export(home.database, MODEL, home.folder / name)
    await home.clear()
    report = await home.seed(home.folder / name)

    assert messages(report) == []
    assert await home.sheets() == first
    assert len(first["insights"][0]["personas"]) == len(AWKWARD)


@pytest.mark.parametrize("name", FORMS)
async def test_emptied_cells_clear_in_every_form(home: Home, name: str) -> None:
    first, second = home.folder / name, home.folder / "second" / name
    (home.folder / "second").mkdir()
    emptied = changed(SMALL, "insights", 0, impact=None, personas=[])
    emptied["opportunities.steps"].pop()
    for out, data in ((first, SMALL), (second, emptied)):
        WRITERS.get(out.suffix, write_folder)(out, sheet_forms(MODEL), data)

    counts = [only(await home.seed(out)) for out in (first, first, second)]
    pruned = only(await home.seed(second, prune=True))
    again = only(await home.seed(second, prune=True))

    assert [bool(done(found)) for found in counts] == [True, False, False]
    assert done(pruned) == {
        "Insight": {"update": 1},
        "FELT_BY": {"remove": 1},
        "ADDRESSES": {"remove": 1},
    }
    assert done(again) == {}


async def test_seeding_an_export_leaves_no_trace(home: Home) -> None:
    await home.seed(SMALL)
    await export(home.database, MODEL, home.folder / "out.json")
    before = await home.state()

    report = await home.seed(home.folder / "out.json")

    assert report.imports == []
    assert await home.state() == before


async def test_namesakes_are_told_apart(home: Home) -> None:
    data = changed(SMALL, "journeys", 0)
    data["steps"].append({"phase": "Pay", "name": "Search"})
    data["insights"][0]["steps"] = ["Pay / Search"]
    data["insights"] += [{"name": "Slow", "key": "s2"}]
    data["opportunities"][0] |= {"key": "Big", "parent": "opp_01kkgmccm0e008000000000009"}
    data["opportunities"][1] |= {"id": "opp_01kkgmccm0e008000000000009"}
    assert messages(await home.seed(data)) == []

    first = await home.sheets()

    assert first["insights"][0]["steps"] == ["Buy a car / Pay / Search"]
    await export(home.database, MODEL, home.folder / "out.json")
    await home.clear()
    await home.seed(home.folder / "out.json")
    assert await home.sheets() == first


@pytest.mark.parametrize("name", ["out.xlsx", "out.json"])
async def test_renamed_row_changes_its_name_alone(home: Home, name: str) -> None:
    await home.seed(SMALL)
    rows = await portfolio_sheets(home.database, MODEL)
    step = next(row for row in rows["steps"] if row["name"] == "Compare")
    step["name"] = "Compare offers"
    WRITERS[Path(name).suffix](home.folder / name, sheet_forms(MODEL), rows)

    found = only(await home.seed(home.folder / name))

    assert done(found) == {"Step": {"update": 1}}
    assert found.plan is not None
    assert [item.after for item in found.plan.records if item.after] == [{"name": "Compare offers"}]


async def test_namesake_of_a_later_import_blocks_no_export(home: Home) -> None:
    await home.seed(SMALL)
    await export(home.database, MODEL, home.folder / "out.json")
    other = {
        "journeys": [{"name": "Buy a house"}],
        "phases": [{"journey": "Buy a house", "name": "View"}],
        "steps": [{"phase": "Buy a house / View", "name": "Search"}],
    }
    assert messages(await home.seed(other)) == []

    report = await home.seed(home.folder / "out.json")

    assert messages(report) == []
    assert report.imports == []


async def test_links_of_an_export_are_named_for_people(home: Home) -> None:
    await home.seed(changed(SMALL, "personas", 0, key="mia"))

    [row] = (await portfolio_sheets(home.database, MODEL))["insights"]

    assert (row["personas"], row["# personas"]) == (["mia"], ["Mia"])
    assert row["# steps"] == ["Buy a car / Look / Search", "Buy a car / Look / Compare"]
    assert [item[:4] for item in row["steps"]] == ["stp_", "stp_"]


TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS.map(str.strip).filter(bool), min_size=1, max_size=6))
@pytest.mark.parametrize("ending", ["xlsx", "json", "yaml", ""])
def test_cells_hold_no_formula(tmp_path: Path, ending: str, names: list[str]) -> None:
    out = tmp_path / f"out{len(list(tmp_path.iterdir()))}{ending and '.'}{ending}"
    rows: list[dict[str, Any]] = [{"id": str(n), "name": name} for n, name in enumerate(names)]

    (WRITERS[f".{ending}"] if ending else write_folder)(out, sheet_forms(MODEL), {"tags": rows})

    content = read_content(out)
    if content.data is not None:
        assert content.data == {"tags": rows}
    else:
        assert [row[1] for row in content.sheets[0].rows[1:]] == names
    if ending == "xlsx":
        with zipfile.ZipFile(out) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    elif not ending:
        with (out / "tags.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [cell for row in csv.reader(file) for cell in row if cell[0] in "=+-@\t\r"] == []


async def test_export_refuses_what_it_cannot_write(home: Home) -> None:
    await home.seed(changed(SMALL, "personas", 0, description="x"))
    (home.folder / "full").mkdir()
    (home.folder / "full" / "a.txt").write_text("mine")

    for name, told in (("out.pdf", "ends in .xlsx"), ("full", "no empty folder")):
        with pytest.raises(Invalid, match=told):
            await export(home.database, MODEL, home.folder / name)

    assert (home.folder / "full" / "a.txt").read_text() == "mine"
