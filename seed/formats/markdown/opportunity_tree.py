"""Opportunity solution trees in headings: goals, the opportunities below them, the solutions below those."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import UniqueRecords
from seed.formats.markdown.document import MarkdownDocument, MarkdownHeading, MarkdownSection, plain_text
from seed.formats.matrix.lanes import LaneKind, heading_words, sure_lane
from seed.values.items import plain_line
from seed.values.states import state_names, state_of

_LABELS = {
    LaneKind.GOAL: "Goal",
    LaneKind.JOB: "Goal",
    LaneKind.OPPORTUNITY: "Opportunity",
    LaneKind.SOLUTION: "Solution",
}
_EXPERIMENT = "Experiment"
_WORDS = {
    "Goal": """outcome outcomes objective objectives okr goal goals ergebnis ergebnisse ziel ziele
        résultat résultats resultado resultados risultato risultati rezultat rezultaty""",
    _EXPERIMENT: """experiment experiments test tests assumption assumptions hypothesis hypotheses annahme
        annahmen hypothese hypothesen expérience experimento experimentos esperimento
        esperimenti eksperyment""",
}
_QUALIFIERS = frozenset(
    ("desired", "business", "product", "target", "sub", "potential", "the", "our", "top", "proposed")
)
_BRACKETED = re.compile(r"[\[(【](?P<kind>[^\])】]{2,40})[\])】]\s*[:–—-]?\s*(?P<name>.+)")
_LABELLED = re.compile(r"(?P<kind>[^:：–—]{2,40}?)\s*#?\d*\s*(?:[:：]|\s[–—-])\s*(?P<name>.+)")
_BULLET = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_MARK = re.compile(r"(?<![\w@])@(?P<word>[\w-]{1,40})")
_STATE_LINE = re.compile(
    r"[-*+]?\s*(?:status|state|stand|statut|estado|stato|stan)\s*[:：]\s*(?P<word>.+)", re.IGNORECASE
)
_FIGURE = re.compile(
    r"[-*+]?\s*(?:start|baseline|current|now|target|goal|today|ist|soll|zielwert|ausgangswert|aktuell)\s*[:：=]"
    r"\s*[^\s:].{0,40}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Node:
    """A heading of the tree: its kind, its name without marks, and the words behind `@` in it.

    Without a name it only heads such, as `Solutions` does.
    """

    heading: MarkdownHeading
    kind: str
    name: str
    marks: tuple[str, ...]


@dataclass(slots=True)
class _Open:
    """A node that is being read: its level, and its record where it is one."""

    node: _Node
    record: DraftRecord | None


def holds_tree(document: MarkdownDocument) -> bool:
    """Whether headings name opportunities, and goals above or solutions below them."""
    kinds = {node.kind for _, node in _nodes(document) if node and node.name}
    return "Opportunity" in kinds and bool(kinds & {"Goal", "Solution"})


def read_tree(
    draft: Draft, once: UniqueRecords, document: MarkdownDocument, lines: Mapping[int, Cell]
) -> None:
    """Take in the tree; `lines` are the cells of headings and of the lines below them."""
    reader = _TreeReader(draft, once, lines)
    for section, node in _nodes(document):
        reader.read(section, node)


def _nodes(document: MarkdownDocument) -> Iterator[tuple[MarkdownSection, _Node | None]]:
    """Each section with a heading, and what that is in the tree; what stands below `Solutions` is one."""
    path: list[tuple[int, _Node | None]] = []
    for section in document.sections:
        if (heading := section.heading) is None:
            continue
        path = [item for item in path if item[0] < heading.level]
        above = path[-1][1] if path else None
        node = _node(heading)
        if node is None and above and not above.name:
            marks, name = _marked(heading.text)
            node = _Node(heading, above.kind, name, marks)
        path.append((heading.level, node))
        yield section, node


class _TreeReader:
    """Reads section after section, each below those with a heading of a lower level."""

    def __init__(self, draft: Draft, once: UniqueRecords, lines: Mapping[int, Cell]) -> None:
        self._draft = draft
        self._once = once
        self._lines = lines
        self._path: list[_Open] = []

    def read(self, section: MarkdownSection, node: _Node | None) -> None:
        """Ask for the record of a section with what is said below it, or for those that it lists."""
        if section.heading is None:
            return
        self._path = [item for item in self._path if item.node.heading.level < section.heading.level]
        if node is None:
            return
        cell = self._lines[node.heading.number]
        record = None
        if node.kind == _EXPERIMENT:
            self._leave_experiment(section, cell)
        elif not node.name:
            self._list(section, node, cell)
        else:
            record = self._once.record(node.kind, cell, node.name)
            self._link(record, cell)
            self._marks(record, node, cell)
            self._texts(record, section)
        self._path.append(_Open(node, record))

    def _list(self, section: MarkdownSection, node: _Node, cell: Cell) -> None:
        """Ask for a record for each bullet below `Solutions` in a branch; elsewhere it is prose."""
        self._draft.place(cell)
        for line in section.lines if any(item.record for item in self._path) else ():
            if found := _BULLET.match(line.text):
                item = self._lines[line.number]
                marks, name = _marked(plain_text(line.text[found.end() :]))
                record = self._once.record(node.kind, item, name)
                self._link(record, item)
                self._marks(record, _Node(node.heading, node.kind, name, marks), item)

    def _leave_experiment(self, section: MarkdownSection, cell: Cell) -> None:
        reason = "Experiments are not kept; write it into the description of its solution."
        self._draft.leave_rest(reason, [cell, *(self._lines[line.number] for line in section.lines)])

    def _link(self, record: DraftRecord, cell: Cell) -> None:
        """Join a record to the nearest above that it can belong to."""
        above = [item.record for item in reversed(self._path) if item.record and item.record is not record]
        nearest = {other.label: other for other in reversed(above)}
        opportunity, goal = nearest.get("Opportunity"), nearest.get("Goal")
        if record.label == "Goal":
            field, end = "parent", goal
        elif opportunity:
            field, end = "opportunities" if record.label == "Solution" else "parent", opportunity
        else:
            field, end = "goals", goal
        if end and not (field == "parent" and self._once.has_link(record, "parent")):
            self._once.link(record, field, end, cell)

    def _marks(self, record: DraftRecord, node: _Node, cell: Cell) -> None:
        """Take the words behind `@` for the status, and leave those that name none."""
        for mark in node.marks:
            if not self._set_status(record, mark, cell):
                part = self._draft.add_cell(cell.place, f"@{mark}")
                self._draft.leave(
                    part, f"It is none of the states that are known: {', '.join(state_names(record.label))}."
                )

    def _set_status(self, record: DraftRecord, word: str, cell: Cell) -> bool:
        found = state_of(record.label, word)
        if found and "status" not in record.values:
            self._draft.set(record, "status", found, cell)
            self._draft.remark(cell, f"{word!r} was taken for the status {found}.")
        return found is not None

    def _texts(self, record: DraftRecord, section: MarkdownSection) -> None:
        """Take what stands below the heading for its description, but for its status and its figures."""
        told: list[str] = []
        first: Cell | None = None
        for line in section.lines:
            cell = self._lines[line.number]
            said = _STATE_LINE.fullmatch(plain_text(line.text))
            if said and self._set_status(record, said["word"].strip(" @"), cell):
                self._draft.place(cell)
            elif _FIGURE.fullmatch(plain_text(line.text)):
                self._draft.leave(cell, "A figure without its day; give it in a table of measurements.")
            else:
                first = first or cell
                self._draft.place(cell)
                told.append(plain_line(_BULLET.sub("• ", plain_text(line.text), count=1)))
        if first:
            before = record.values.get("description")
            self._draft.set(
                record, "description", "\n".join([*([before.value] if before else []), *told]), first
            )


def _node(heading: MarkdownHeading) -> _Node | None:
    """What a heading names in the tree by the kind that it says; None where it says no kind."""
    marks, text = _marked(heading.text)
    for pattern in (_BRACKETED, _LABELLED):
        found = pattern.fullmatch(text)
        kind = _kind(found["kind"]) if found else None
        if found and kind and re.search(r"\w", found["name"]):
            return _Node(heading, kind, found["name"].strip(), marks)
    alone = _kind(text.rstrip(" :"))
    return _Node(heading, alone, "", marks) if alone else None


def _marked(text: str) -> tuple[tuple[str, ...], str]:
    """The words behind `@` in a text, and the text without them."""
    return tuple(found["word"] for found in _MARK.finditer(text)), plain_line(_MARK.sub("", text))


def _kind(text: str) -> str | None:
    """The kind that a label means: `Desired outcome`, `Sub-opportunity 2`, `Solution`."""
    words = [word for word in heading_words(text).split() if word not in _QUALIFIERS]
    for kind, known in _WORDS.items():
        if words and words[-1] in known.split() and len(words) < 3:
            return kind
    lane = sure_lane(" ".join(words)) if words else None
    return _LABELS.get(lane) if lane else None
