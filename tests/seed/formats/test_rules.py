"""What holds for every file that is read: nothing is lost, nothing is random, and names outlive changes."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import MODEL
from seed.content import CellValue, Content
from seed.draft import Draft
from seed.formats.matrix import matrix_reader
from seed.formats.mermaid import mermaid_reader
from seed.importing.draft_values import check_values
from tests.seed.formats.drafts import identities, is_whole, linked, names, table, text, values

WORD = st.text("abcdefgh ÄÖß é日", min_size=1, max_size=8).filter(lambda word: word.strip() != "")
ODD = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t"), max_size=20)
SCORE = st.sampled_from(["1", "5", "4.5", "9", "-2", "x", "", "3/5", "four", " ２ "])
ACTORS = st.lists(WORD, max_size=3).map(", ".join)
TASK = st.tuples(WORD, SCORE, ACTORS).map(":".join)
LINE = st.one_of(
    TASK,
    TASK,
    WORD.map("section {}".format),
    WORD.map("title {}".format),
    ODD,
    ODD.map("%% {}".format),
    st.sampled_from(
        ["", "journey", "---", "```", "```mermaid", "accDescr {", "}", "%%{init: {", "}%%", "# a", ";", ":"]
    ),
    st.tuples(TASK, TASK).map("; ".join),
)

HEADS = [
    "Step",
    "Phase",
    "Persona",
    "Touchpoints",
    "Pains",
    "Mood",
    "Quotes",
    "Owner",
    "KPIs",
    "Weather",
    "Average",
]
CELL: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    WORD,
    st.integers(-3, 9),
    st.floats(-2, 5),
    st.booleans(),
    st.dates(),
    st.sampled_from(
        ["-", "a; b", "• a\n• b", "“a” “b”", "1. A", "Total", "a · web", "3 – so", "😡", "a, b", '"']
    ),
    ODD.filter(lambda odd: odd.strip() != ""),
)


@st.composite
def sheets(draw: st.DrawFn) -> list[list[CellValue]]:
    """A sheet that looks like a matrix, either way round, with anything in its cells."""
    heads: list[CellValue] = list(draw(st.permutations(HEADS)))
    width = draw(st.integers(1, 5))
    rows = [heads, *(draw(st.lists(CELL, min_size=len(heads), max_size=len(heads))) for _ in range(width))]
    if draw(st.booleans()):
        rows = [list(column) for column in zip(*rows, strict=True)]
    above = draw(st.lists(st.lists(CELL, max_size=3), max_size=2))
    return [*above, *rows, *draw(st.lists(st.lists(CELL, max_size=3), max_size=2))]


BLOCKS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 3), st.integers(0, 3)).map(
        lambda block: (block[0], block[1], block[0] + block[2], block[1] + block[3])
    ),
    max_size=3,
)


def told(draft: Draft) -> list[tuple[str, str, dict[str, object]]]:
    """All that a draft says of its records."""
    return [(record.label, record.scope, values(record)) for record in draft.records]


@given(st.lists(LINE, max_size=15))
def test_lines_are_placed_or_left(lines: list[str]) -> None:
    content = text("journey", *lines)

    first, second = mermaid_reader.read(content, MODEL), mermaid_reader.read(content, MODEL)

    assert is_whole(first)
    assert told(first) == told(second)
    assert [left.cell.raw for left in first.leftovers] == [left.cell.raw for left in second.leftovers]


@given(st.lists(LINE, max_size=15))
def test_prose_is_placed_or_left(lines: list[str]) -> None:
    draft = mermaid_reader.read(text("Prose.", *lines, "```mermaid", "journey", *lines), MODEL)

    assert is_whole(draft)
    assert max(identities(draft).values(), default=1) == 1 or _only_parts_twice(draft)


@given(sheets(), BLOCKS)
@settings(max_examples=200)
def test_cells_are_placed_or_left(
    rows: list[list[CellValue]], merged: list[tuple[int, int, int, int]]
) -> None:
    content = table(*rows, merged=merged)

    first, second = matrix_reader.read(content, MODEL), matrix_reader.read(content, MODEL)

    assert is_whole(first)
    assert told(first) == told(second)
    assert linked(first, "steps") == linked(second, "steps")
    assert max(identities(first).values(), default=1) == 1 or _only_parts_twice(first)


@given(sheets())
def test_values_of_a_matrix_fit(rows: list[list[CellValue]]) -> None:
    draft = matrix_reader.read(table(*rows), MODEL)

    check_values(draft, MODEL)

    assert draft.problems == []


STEPS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.text("defgh", min_size=2, max_size=4), st.integers(1, 5)),
    min_size=2,
    max_size=8,
    unique_by=lambda step: step[1],
)


@given(STEPS, st.data())
def test_tasks_keep_their_identity(steps: list[tuple[str, str, int]], data: st.DataObject) -> None:
    count = data.draw(st.integers(1, len(steps) - 1))

    before, after = (_diagram(some) for some in (steps[:count], data.draw(st.permutations(steps))))

    assert _lasting(before) <= _lasting(after)


@given(STEPS, st.integers(0, 99))
def test_rows_keep_their_identity(steps: list[tuple[str, str, int]], seed: int) -> None:
    moved = random.Random(seed).sample(steps, len(steps))

    before, after = (matrix_reader.read(_long(some), MODEL) for some in (steps[:-1], moved))

    assert _lasting(before) <= _lasting(after)


@given(STEPS, st.integers(0, 99))
def test_columns_keep_their_identity(steps: list[tuple[str, str, int]], seed: int) -> None:
    moved = random.Random(seed).sample(steps, len(steps))

    before, after = (matrix_reader.read(_wide(some), MODEL) for some in (steps[:-1], moved))

    if len(steps) > 2:
        assert _lasting(before) <= _lasting(after)
    assert len(names(after, "Step")) == len(steps)


@given(
    STEPS.map(lambda steps: list({phase: (phase, *rest) for phase, *rest in steps}.values())),
    st.integers(0, 2),
)
def test_deeds_added_to_a_stage_keep_identities(stages: list[tuple[str, str, int]], place: int) -> None:
    place %= len(stages)
    told = [name for _, name, _ in stages]
    more = [f"{name}\nwalk home" if at == place else name for at, name in enumerate(told)]

    before, after = (
        matrix_reader.read(
            table(
                ("Phase", *(phase for phase, _, _ in stages), "Z"),
                ("Actions", *deeds, "leave"),
                ("Mood", *(score for _, _, score in stages), 3),
                ("Quotes", *(f"“{name} it”" for name in told), ""),
            ),
            MODEL,
        )
        for deeds in (told, more)
    )

    assert _lasting(before) <= _lasting(after)


def _only_parts_twice(draft: Draft) -> bool:
    """Whether none but parts and measurements, which tell themselves apart, share an identity."""
    twice = {identity[0] for identity, count in identities(draft).items() if count > 1}
    return twice <= {"Phase", "Step", "Measurement"}


def _lasting(draft: Draft) -> set[tuple[str, str, str]]:
    return set(identities(draft))


def _diagram(steps: list[tuple[str, str, int]]) -> Draft:
    """The draft of a diagram with these steps, section by section."""
    lines = ["journey", "title Day"]
    for section in dict.fromkeys(section for section, _, _ in steps):
        lines.append(f"section {section}")
        lines += [f"{name}: {score}: Me" for at, name, score in steps if at == section]
    return mermaid_reader.read(text(*lines), MODEL)


def _long(steps: list[tuple[str, str, int]]) -> Content:
    """A table with a row for each step."""
    rows = [(phase, name, "Ada", score, f"pain of {name}") for phase, name, score in steps]
    return table(("Phase", "Step", "Persona", "Mood (1-5)", "Pains"), *rows)


def _wide(steps: list[tuple[str, str, int]]) -> Content:
    """A table with a column for each step, those of a phase side by side."""
    ordered = sorted(steps, key=lambda step: [phase for phase, _, _ in steps].index(step[0]))
    phases = [phase for phase, _, _ in ordered]
    heads = ["" if place and phases[place - 1] == phase else phase for place, phase in enumerate(phases)]
    return table(
        ("Phase", *heads),
        ("Step", *(name for _, name, _ in ordered)),
        ("Mood (1-5)", *(score for _, _, score in ordered)),
        ("Pains", *(f"pain of {name}" for _, name, _ in ordered)),
    )
