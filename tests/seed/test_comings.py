"""Whatever a file of any format holds comes in once, shows its changes as what they are, and goes again."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import MODEL
from seed.files.sheet_writers import yaml_text
from seed.importing.plan import PlannedState
from seed.importing.run_report import FileReport
from seed.importing.undo import undo
from tests.seed.formats.drafts import DATA
from tests.seed.home import Home, messages, only

# Phase, step, score of a step.
Row = tuple[str, str, int]

NAMES = st.text("abcdef", min_size=3, max_size=5)
ROWS = st.lists(
    st.tuples(st.sampled_from(("Look", "Pay", "Use")), NAMES, st.integers(1, 5)),
    min_size=1,
    max_size=5,
    unique_by=lambda row: row[1],
).map(lambda rows: sorted(rows, key=lambda row: row[0]))


def diagram(rows: list[Row]) -> str:
    """The rows as a Mermaid diagram."""
    lines = ["journey", "title Day"]
    for phase in dict.fromkeys(phase for phase, _, _ in rows):
        lines.append(f"section {phase}")
        lines += [f"{name}: {score}: Me" for at, name, score in rows if at == phase]
    return "\n".join(lines)


def matrix(rows: list[Row]) -> str:
    """The rows as a table."""
    lines = ["Journey,Phase,Step,Mood (1-5)", *(f"Day,{phase},{name},{score}" for phase, name, score in rows)]
    return "\n".join(lines)


def workbook(rows: list[Row]) -> str:
    """The rows as a native workbook in YAML."""
    sheets = {
        "journeys": [{"name": "Day"}],
        "phases": [{"journey": "Day", "name": phase} for phase in dict.fromkeys(row[0] for row in rows)],
        "steps": [{"phase": phase, "name": name} for phase, name, _ in rows],
        "insights": [
            {"key": name, "name": f"Mood: {name}", "impact": score - 3, "steps": [name]}
            for _, name, score in rows
        ],
    }
    return yaml_text(sheets)


def keyed(rows: list[Row], names: dict[str, str]) -> str:
    """The rows as a native workbook whose steps bear keys, some under new names."""
    sheets = {
        "journeys": [{"name": "Day"}],
        "phases": [{"journey": "Day", "name": phase} for phase in dict.fromkeys(row[0] for row in rows)],
        "steps": [
            {"key": name, "phase": phase, "name": names.get(name, name), "durationSeconds": score}
            for phase, name, score in rows
        ],
    }
    return yaml_text(sheets)


def markdown(rows: list[Row]) -> str:
    """The rows as a table in Markdown, among prose."""
    table = [f"| {phase} | **{name}** | {score} |" for phase, name, score in rows]
    return "\n".join(["# Day", "", "We met.", "", "| Phase | Step | Mood (1-5) |", "|---|---|---|", *table])


FORMS: list[Callable[[list[Row]], str]] = [diagram, matrix, workbook, markdown]
FEW = settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(form=st.sampled_from(FORMS), before=ROWS, added=ROWS)
async def test_any_file_comes_and_goes(
    home: Home, form: Callable[[list[Row]], str], before: list[Row], added: list[Row]
) -> None:
    await home.clear()
    file = home.file(form(before), "day.txt")
    first = await home.seed(file)
    content = await home.content()
    assert messages(first) == []
    assert (await home.seed(file)).imports == []

    after = _changed(before, added)
    file.write_text(form(after))
    second = await home.seed(file)

    _holds(only(second), before, after)
    rows = await home.rows("MATCH (p:Phase)-->(s:Step) RETURN p.name, s.name ORDER BY p.name, s.position")
    named = {(phase, name) for phase, name, _ in after}
    assert [tuple(row) for row in rows if tuple(row) in named] == [(row[0], row[1]) for row in after]
    for report, left in ((second, content), (first, [])):
        for identifier in report.imports:
            assert (await undo(home.database, MODEL, identifier)).written
        assert await home.content() == left


SERIES = "Month,Channel,NPS,Waiting (min)\n2026-01,Phone,31,12.5\n2026-01,Web,40,1\n2026-02,Phone,33,11"
WORTHS = "Phase,Step,Opportunity,Value,Effort\nLook,go,Run,H,2\nLook,sit,Wait,M,3"


@pytest.mark.parametrize(
    "source",
    [
        *("ferry-blueprint.csv", "repair-notes.md", "choir-tree.md", "allotment-journey.md", "qualtrics.csv"),
        *(SERIES, WORTHS),
    ],
)
async def test_file_of_each_kind_comes_once_and_goes(home: Home, source: str) -> None:
    path = DATA / source
    file = path if len(source) < 40 else home.file(source, "table.csv")
    before = await home.content()

    first = await home.seed(file)
    second = await home.seed(file)

    assert messages(first) == messages(second) == []
    assert second.imports == []
    counts = only(first).document()["cells"]
    assert counts["read"] == counts["placed"] + counts["leftover"]
    for identifier in first.imports:
        assert (await undo(home.database, MODEL, identifier)).written
    assert await home.content() == before


@FEW
@given(before=ROWS, added=ROWS, data=st.data())
async def test_keys_tell_what_has_changed(
    home: Home, before: list[Row], added: list[Row], data: st.DataObject
) -> None:
    await home.clear()
    file = home.file(keyed(before, {}), "day.txt")
    await home.seed(file)
    after = _changed(before, added)
    kept = {name for _, name, _ in before} & {name for _, name, _ in after}
    renamed = data.draw(st.sets(st.sampled_from(sorted(kept)))) if kept else set[str]()
    ids = dict(await home.rows("MATCH (s:Step) RETURN s.key, s.id"))

    file.write_text(keyed(after, {name: f"{name} anew" for name in renamed}))
    planned = only(await home.seed(file, dry_run=True))
    await home.seed(file)

    assert _keys(planned, PlannedState.CREATE) == {name for _, name, _ in after} - kept
    assert _fields(planned, "name") == renamed
    rows = await home.rows("MATCH (p:Phase)-->(s:Step) RETURN s.key, s.id, p.name, s.name")
    found = {key: rest for key, *rest in rows}
    assert {key: found[key][0] for key in ids} == ids
    for phase, name, _ in after:
        assert found[name][1:] == [phase, f"{name} anew" if name in renamed else name]
    gone = {name for _, name, _ in before} - kept
    assert {found[name][2] for name in gone} == gone


def _keys(found: FileReport, state: PlannedState) -> set[str]:
    assert found.plan is not None
    return {
        str(item.record.values["key"].value)
        for item in found.plan.records
        if (item.label, item.state) == ("Step", state)
    }


def _fields(found: FileReport, name: str) -> set[str]:
    """The keys of the steps of which a field is to be changed."""
    assert found.plan is not None
    updates = (
        item for item in found.plan.records if item.state is PlannedState.UPDATE and name in item.after
    )
    return {str(item.record.values["key"].value) for item in updates}


def _changed(before: list[Row], added: list[Row]) -> list[Row]:
    """The rows without the first, some under other phases, and further ones."""
    kept = before[1:] or before
    moved = [(new[0], name, score) for (_, name, score), new in zip(kept, added, strict=False)]
    names = {name for _, name, _ in before}
    rows = [*moved, *kept[len(moved) :], *(row for row in added if row[1] not in names)]
    return sorted(rows, key=lambda row: row[0])


def _holds(found: FileReport, before: list[Row], after: list[Row]) -> None:
    """Check that what was planned is what has changed: new steps, and those under other phases."""
    phases = {name: phase for phase, name, _ in before}
    new = {name for _, name, _ in after if name not in phases}
    moved = {name for phase, name, _ in after if name in phases and phases[name] != phase}
    assert _named(found, "Step", PlannedState.CREATE) == new
    assert moved <= _named(found, "Step", PlannedState.UPDATE) <= {name for _, name, _ in after} - new
    assert {name.partition(": ")[2] for name in _named(found, "Insight", PlannedState.CREATE)} == new
    assert _named(found, "Insight", PlannedState.UPDATE) == set()


def _named(found: FileReport, label: str, state: PlannedState) -> set[str]:
    assert found.plan is not None
    return {item.record.name for item in found.plan.records if (item.label, item.state) == (label, state)}
