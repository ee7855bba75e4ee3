"""Mermaid's `journey`: a phase for each section, a step for each task, an insight for each score.

An actor becomes a persona, be it a person, a department or a system; its role is not said and stays empty.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.entities import Model
from seed.content import Content
from seed.draft import Cell, Draft, DraftRecord, Place
from seed.draft_builder import StepPaths, UniqueRecords
from seed.formats.format_guide import FormatGuide
from seed.formats.mermaid.diagram import (
    Diagram,
    DiagramStatement,
    StatementKind,
    opens_diagram,
    parse_diagrams,
)
from seed.values.items import plain_line
from seed.values.references import normal_name
from seed.values.scales import FIVE, ScoreScale, are_counts, are_unscored, likely_scale

NAME: str = "mermaid"

GUIDE: FormatGuide = FormatGuide(
    "journeys of Mermaid",
    "Diagrams that begin with `journey`, alone or among other text, between fences of Markdown or in HTML; "
    "several in one file.",
    (
        ("`title`", "the journey; without one the heading above, else the name of the file"),
        ("`section`", "a phase"),
        ("a task", "a step"),
        ("its score", "an observation at the step, with raw score and scale"),
        ("its actors", "personas who make the journey and feel the score"),
    ),
    "comments, settings, diagrams of other kinds, text around the diagrams.",
    """
journey
    title Switch supplier
    section Realise
      Open the yearly bill: 2: Anna
""",
)

_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,}|:{3,}(?=\s*mermaid\b))\s*(?P<info>[^`]*)", re.IGNORECASE)
_MERMAID = re.compile(r"[{.]*\s*(?:mermaid|mmd)\b", re.IGNORECASE)
_ELEMENT = re.compile(
    r"<(?P<mark>pre|div)\b[^>]*\bclass=[\"'][^\"']*\bmermaid\b[^>]*>(?P<info>.*)", re.IGNORECASE
)
# In characters; what is longer is a picture or another file inside of a text, and no statement.
_LONGEST_LINE = 20_000
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.+?)\s*#*")
_QUOTE_MARKS = re.compile(r"(?:>\s?)+")
_SWAPPED = (
    "The keyword of the diagram. Its columns are swapped, and were read so: what stands first in a task is "
    "who acts and comes back from section to section, what stands last are the steps."
)

# The example in the documentation of Mermaid, which people copy to begin with.
_EXAMPLE_TITLE = "my working day"
_EXAMPLE_TASKS = frozenset({"make tea", "go upstairs", "do work", "go downstairs", "sit down"})


@dataclass(slots=True)
class _Text:
    """A text taken apart: its diagrams, their marks, and each other line with the reason it is none."""

    diagrams: list[Diagram] = field(default_factory=list[Diagram])
    marks: list[int] = field(default_factory=list[int])
    outside: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    fenced: bool = False


def recognise(content: Content, model: Model) -> float:
    """Sure of a text that begins with the keyword, less so of one with diagrams among other things."""
    if content.text is None or "journey" not in content.text.lower():
        return 0.0
    text = _parse_text(content.text)
    if not any(
        diagram.statements_of(StatementKind.TASK, StatementKind.SECTION, StatementKind.TITLE)
        for diagram in text.diagrams
    ):
        return 0.0
    return 0.55 if text.fenced else 0.95


def read(content: Content, model: Model) -> Draft:
    """A journey for each diagram; what stands around the diagrams is left over."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    lines = (content.text or "").split("\n")
    cells = {
        number: draft.add_cell(Place(row=number), line.strip())
        for number, line in enumerate(lines, 1)
        if line.strip()
    }
    text = _parse_text(content.text or "")
    draft.place(*(cells[number] for number in text.marks))
    journeys = _Journeys(draft, UniqueRecords(draft), cells, content.stem)
    for diagram in text.diagrams:
        journeys.add(diagram)
    for number, reason in text.outside:
        draft.leave(cells[number], reason)
    draft.leave_rest(f"It is no part of a diagram, or a line of more than {_LONGEST_LINE:,} characters.")
    return draft


def read_fenced_diagrams(
    draft: Draft, once: UniqueRecords, cells: Mapping[int, Cell], text: str, stem: str
) -> None:
    """Take in the diagrams between fences of a text; `cells` are its lines by number, headings among them."""
    found = _fenced_text(_plain_lines(text), _MERMAID)
    draft.place(*(cells[number] for number in found.marks))
    journeys = _Journeys(draft, once, cells, stem)
    for diagram in found.diagrams:
        journeys.add(diagram)


def _plain_lines(text: str) -> list[tuple[int, str]]:
    return [
        (number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if len(line) <= _LONGEST_LINE and line.strip()
    ]


def _parse_text(text: str) -> _Text:
    lines = _plain_lines(text)
    whole = parse_diagrams(lines)
    if whole and not _has_preamble(whole[0]):
        return _Text(whole)
    found = (_fenced_text(lines, _MERMAID), _fenced_text(lines, re.compile("$")))
    return next((text for text in found if text.diagrams), None) or _loose_text(lines)


def _has_preamble(diagram: Diagram) -> bool:
    """Whether anything but front matter, settings and comments stands before the keyword."""
    for statement in diagram.statements:
        if statement.says is StatementKind.KEYWORD:
            return False
        if statement.says not in (StatementKind.MARK, StatementKind.OTHER_TITLE, StatementKind.NOTHING):
            return True
        if statement.says is StatementKind.NOTHING and statement.text.startswith("#"):
            return True
    return True


def _fenced_text(lines: list[tuple[int, str]], wanted: re.Pattern[str]) -> _Text:
    """Diagrams between fences of Markdown or in elements of HTML, each under the nearest heading above it."""
    text = _Text(fenced=True)
    heading: tuple[int, str] | None = None
    block: list[tuple[int, str]] = []
    opening, closing, journey = 0, re.compile(""), False
    for number, line in lines:
        bare = _QUOTE_MARKS.sub("", line.strip(), 1) if line.lstrip().startswith(">") else line.strip()
        if opening and not closing.fullmatch(bare):
            block.append((number, bare))
            continue
        if opening:
            _close(text, heading, journey, [opening, number], block)
            opening = 0
        elif found := _FENCE.fullmatch(bare) or _ELEMENT.fullmatch(bare):
            opening, mark = number, found["mark"]
            element = mark[0] not in "`~:"
            journey = element or wanted.match(found["info"]) is not None
            ending = f".*</{mark}>.*" if element else f"{mark}{mark[0]}*"
            closing = re.compile(ending, re.IGNORECASE)
            block = [(number, found["info"])] if element and found["info"] else []
        else:
            if found := _HEADING.fullmatch(bare):
                heading = number, plain_line(re.sub(r"[*_`]{1,3}", "", found["text"]))
            text.outside.append((number, "It stands outside of the diagrams."))
    if opening:
        _close(text, heading, journey, [opening], block)
    return text


def _close(
    text: _Text,
    heading: tuple[int, str] | None,
    journey: bool,
    marks: list[int],
    block: list[tuple[int, str]],
) -> None:
    """Take in what stood between two fences."""
    diagrams = parse_diagrams(block, heading) if journey else []
    if diagrams and not _has_preamble(diagrams[0]):
        text.diagrams.extend(diagrams)
        text.marks.extend(marks)
        return
    reason = "A diagram or program of another kind."
    text.outside.extend((number, reason) for number in (*marks, *(number for number, _ in block)))


def _loose_text(lines: list[tuple[int, str]]) -> _Text:
    """Diagrams that stand in a text without fences: from a keyword as far as lines are statements."""
    text = _Text(fenced=True)
    block: list[tuple[int, str]] = []
    for number, line in lines:
        if opens_diagram(line) or (block and _continues(line)):
            block.append((number, line))
            continue
        text.diagrams.extend(parse_diagrams(block))
        block = []
        text.outside.append((number, "It stands outside of the diagrams."))
    text.diagrams.extend(parse_diagrams(block))
    return text


def _continues(line: str) -> bool:
    statements = [
        statement
        for diagram in parse_diagrams([(1, "journey"), (2, line)])
        for statement in diagram.statements
    ]
    return all(s.says is not StatementKind.TASK or s.score is not None for s in statements)


class _Journeys:
    """Turns diagrams into records of one draft."""

    def __init__(self, draft: Draft, once: UniqueRecords, cells: Mapping[int, Cell], stem: str) -> None:
        """Nothing has been turned yet; an untitled journey takes its heading's name, or the stem."""
        self._draft = draft
        self._cells = cells
        self._stem = stem
        self._once = once
        self._names: Counter[str] = Counter()
        self._seen: dict[tuple[tuple[StatementKind, str, str, tuple[str, ...]], ...], int] = {}
        self._shared: set[int] = set()

    def add(self, diagram: Diagram) -> None:
        """Ask for a journey with all that stands in it, unless the very same stands above."""
        says = tuple((s.says, s.text, s.raw_score, s.actors) for s in diagram.statements)
        line = diagram.statements[0].line
        if (first := self._seen.setdefault(says, line)) != line:
            for statement in diagram.statements:
                self._draft.leave(
                    self._cells[statement.line], f"The same diagram stands from line {first} on."
                )
            return
        shared = Counter(statement.line for statement in diagram.statements)
        self._shared = {line for line, count in shared.items() if count > 1}
        swapped = _is_swapped(diagram)
        journey = self._journey(diagram, swapped=swapped)
        self._surroundings(diagram, journey, swapped=swapped)
        self._steps(diagram, journey, swapped=swapped)

    def _journey(self, diagram: Diagram, *, swapped: bool) -> DraftRecord:
        titles, other = (
            diagram.statements_of(StatementKind.TITLE),
            diagram.statements_of(StatementKind.OTHER_TITLE),
        )
        plain = (
            diagram.statements_of(StatementKind.SECTION, StatementKind.TASK)
            if swapped
            else diagram.statements_of(StatementKind.KEYWORD)
        )
        title = titles[-1] if titles else other[0] if other else None
        line, name = diagram.heading or (plain[0].line, self._stem)
        line, name = (title.line, title.text) if title else (line, name)
        count = self._names[normal_name(name)] + 1
        while self._once.find_record("Journey", name if count == 1 else f"{name} ({count})"):
            count += 1
        self._names[normal_name(name)] = count
        cell = self._cells[line]
        if _is_example(name, diagram):
            self._draft.remark(
                cell, "This is the example of Mermaid's documentation; leave it out if it was copied."
            )
        journey = self._once.record("Journey", cell, name if count == 1 else f"{name} ({count})")
        for statement in (*titles, *other):
            if statement is not title:
                self._leave(statement, statement.reason or "Another title of the diagram stands below.")
        return journey

    def _surroundings(self, diagram: Diagram, journey: DraftRecord, *, swapped: bool) -> None:
        """Place or leave what is neither title, section nor task."""
        told = "\n".join(
            statement.text for statement in diagram.statements_of(StatementKind.DESCRIPTION) if statement.text
        )
        for statement in diagram.statements_of(
            StatementKind.KEYWORD, StatementKind.MARK, StatementKind.DESCRIPTION, StatementKind.NOTHING
        ):
            if statement.says is StatementKind.NOTHING:
                self._leave(statement, statement.reason)
            elif statement.says is StatementKind.KEYWORD and swapped:
                self._leave(statement, _SWAPPED)
            elif statement.says is StatementKind.DESCRIPTION and told:
                self._draft.set(journey, "description", told, self._cells[statement.line])
            else:
                self._draft.place(self._cells[statement.line])

    def _leave(self, statement: DiagramStatement, reason: str) -> None:
        """Leave a line, or what stood in a part of it."""
        cell = self._cells[statement.line]
        if statement.part is not None or statement.line in self._shared:
            value = statement.part or statement.text or statement.says.name.lower()
            cell = self._draft.add_cell(cell.place, value)
        self._draft.leave(cell, reason)

    def _steps(self, diagram: Diagram, journey: DraftRecord, *, swapped: bool) -> None:
        scale = self._scale(diagram)
        unscored = are_unscored(_plain_scores(diagram))
        places = StepPaths(journey)
        phase: DraftRecord | None = None
        for statement in diagram.statements_of(StatementKind.SECTION, StatementKind.TASK):
            cell = self._cells[statement.line]
            self._draft.place(cell)
            section = statement.says is StatementKind.SECTION
            name = statement.text if section else "Steps"
            if phase is None or (section and normal_name(name) != normal_name(phase.name)):
                phase = self._once.part("Phase", cell, name, journey, "journey")
            if section:
                continue
            steps, personas = self._task(statement, journey, phase, swapped=swapped)
            if statement.score is not None and unscored:
                self._draft.remark(cell, "No score was read from it: all scores of the diagram are 0.")
            elif statement.score is not None:
                place = places.new_path(phase, steps[0].name)
                insight = self._insight(statement, scale, steps[0].name, place)
                for field_name, ends in (("steps", steps), ("personas", personas)):
                    for end in ends:
                        self._once.link(insight, field_name, end, cell)

    def _task(
        self, statement: DiagramStatement, journey: DraftRecord, phase: DraftRecord, *, swapped: bool
    ) -> tuple[list[DraftRecord], list[DraftRecord]]:
        """Ask for the steps of a task and for who acts there."""
        cell = self._cells[statement.line]
        names, actors = (statement.text,), statement.actors
        if swapped:
            names, actors = actors, names
        steps = [self._once.part("Step", cell, name, phase, "phase") for name in names]
        personas = [self._once.record("Persona", cell, actor) for actor in actors]
        for persona in personas:
            self._once.link(journey, "personas", persona, cell)
        if statement.remark:
            self._draft.remark(cell, statement.remark)
        return steps, personas

    def _insight(
        self, statement: DiagramStatement, scale: ScoreScale | None, name: str, path: str
    ) -> DraftRecord:
        """The score as an insight that is the step's own, also where steps bear the same name."""
        assert statement.score is not None
        cell = self._cells[statement.line]
        scale = statement.score.scale or scale
        insight = self._once.record("Insight", cell, f"Score: {name}", path)
        insight.aspect = "Score"
        values: dict[str, str | float | None] = {"kind": "OBSERVATION", "voice": "VOB", "basis": "OPINION"}
        values["rawScore"] = statement.raw_score
        score = self._draft.decide(statement.score.number, cell, scale.holds if scale else lambda _: True)
        if score is not None and scale is FIVE and 0 <= score < 1:
            self._draft.remark(
                cell, f"The score {statement.raw_score} is below the scale 1-5; it counts as 1."
            )
            score = 1
        impact = scale.impact(score) if scale and score is not None else None
        if scale and impact is not None:
            values |= {"rawScale": scale.text, "impact": impact}
        elif score is not None:
            why = (
                f"it is not on the scale {scale.text}"
                if scale
                else "the numbers of the diagram count something"
            )
            self._draft.remark(cell, f"No value was read from the score {statement.raw_score}: {why}.")
        for item, value in values.items():
            self._draft.set(insight, item, value, cell)
        return insight

    def _scale(self, diagram: Diagram) -> ScoreScale | None:
        """One to five as Mermaid draws it, with a nought below; a wider scale where all scores are on one."""
        scores = _plain_scores(diagram)
        if all(0 <= score <= 5 for score in scores):
            return FIVE
        if likely := likely_scale(scores):
            first = next(task for task in diagram.statements_of(StatementKind.TASK) if task.score)
            message = (
                f"The scores of the diagram were taken for a scale of {likely.text}: all of them are on it."
            )
            self._draft.remark(self._cells[first.line], message)
            return likely
        return None if are_counts(scores) else FIVE


def _plain_scores(diagram: Diagram) -> list[float]:
    """The scores that come without a scale of their own."""
    given = [
        task.score.number
        for task in diagram.statements_of(StatementKind.TASK)
        if task.score and task.score.scale is None
    ]
    return [score for score in given if isinstance(score, int | float)]


def _is_example(name: str, diagram: Diagram) -> bool:
    tasks = {normal_name(task.text) for task in diagram.statements_of(StatementKind.TASK)}
    return normal_name(name) == _EXAMPLE_TITLE or len(tasks & _EXAMPLE_TASKS) > 2


def _is_swapped(diagram: Diagram) -> bool:
    """Whether few names come back in the place of tasks, and those in the place of actors hardly ever do."""
    tasks = diagram.statements_of(StatementKind.TASK)
    names = Counter(normal_name(task.text) for task in tasks)
    actors = Counter(normal_name(actor) for task in tasks for actor in task.actors)
    if (
        len(tasks) < 4
        or len(diagram.statements_of(StatementKind.SECTION)) < 2
        or not all(task.actors for task in tasks)
    ):
        return False
    seldom = sum(1 for count in actors.values() if count == 1)
    return (
        min(names.values()) > 1
        and len(names) * 2 <= len(tasks)
        and len(names) * 2 <= len(actors)
        and seldom >= 0.8 * len(actors)
    )
