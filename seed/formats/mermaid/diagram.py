"""The syntax of Mermaid's `journey`: where diagrams stand in a text, and what each of their lines says.

It takes in what Mermaid draws and what people write that Mermaid refuses: colons in names, full-width marks.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from seed.values.items import plain_line
from seed.values.scales import Score, score


class StatementKind(Enum):
    """What a line or a part of it says."""

    KEYWORD = auto()
    TITLE = auto()
    SECTION = auto()
    TASK = auto()
    OTHER_TITLE = auto()
    DESCRIPTION = auto()
    MARK = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class DiagramStatement:
    """One statement of a diagram. Of a task: its score as written and read, its actors; else only `text`.

    `line` counts from 1; `part` is what stood there, where it is less than the line; `reason`: why it becomes
    nothing; `remark`: what was made of it that wants a look.
    """

    says: StatementKind
    line: int
    text: str = ""
    score: Score | None = None
    raw_score: str = ""
    actors: tuple[str, ...] = ()
    part: str | None = None
    reason: str = ""
    remark: str = ""


@dataclass(slots=True)
class Diagram:
    """One diagram: the heading that it stands under, with its line, and its statements in order."""

    heading: tuple[int, str] | None = None
    statements: list[DiagramStatement] = field(default_factory=list[DiagramStatement])

    def statements_of(self, *says: StatementKind) -> list[DiagramStatement]:
        """Its statements of some kinds."""
        return [statement for statement in self.statements if statement.says in says]


_KEYWORD = re.compile(
    r"journey\s*(?:$|;\s*(?:$|(?=(?:title|section|acc\w+)\b|[^;]*:\s*\d))"
    r"|(?=\s(?:title|section|acctitle|accdescr)\b))",
    re.IGNORECASE,
)
_TITLE = re.compile(r"title(?:\s*:\s*|\s+)(.+)", re.IGNORECASE)
_SECTION = re.compile(r"section(?:\s*:\s*|\s+)(.+)", re.IGNORECASE)
_ACCESS = re.compile(r"acc(title|descr)\s*[:：]\s*(.*)", re.IGNORECASE)
_DESCRIPTION = re.compile(r"accdescr\s*\{", re.IGNORECASE)
_RULE = re.compile(r"^-{3,}$")
_YAML = re.compile(r"[\w\"'-]+\s*:|-\s|#|[}\]]")
_SETTING_END = re.compile(r"\}%%")
_CLOSING = re.compile(r"\}")
_STYLING = re.compile(r"(?:classDef|class|style|linkStyle|click|direction)\s", re.IGNORECASE)
_CLASS = re.compile(r"(?<=\S):::[\w-]+")
_ENTITY = re.compile(r"#\w+;|&#?\w+;")
_COMMENT = re.compile(r"(?:^|\s)(?:%%.*|#(?:\s.*|$))")
_CLOCK_TIME = re.compile(r"(?<=\d):(?=[0-5]\d(?!\d)[^:]*:)")
# A score behind an arrow in place of a colon, `Make tea -> 3: Me`.
_ARROW = r"\s*(?:-+>|=+>|[→⇒])\s*"
_BEHIND_ARROW = re.compile(rf"{_ARROW}([+-]?\d+(?:[.,]\d+)?)\s*(?:{_ARROW}|[:：]|$)")
_UNSCORED = frozenset({"", "x", "-", "–", "?", "n/a", "na", "nan", "tbd", "none", "null", "_"})
# Characters that no text has stand for entities and clock times while a line is taken apart.
_STAND_IN = 0xF0000
# Lines that a block of settings or of description may have; what goes on for longer was never closed.
_BLOCK = 200


def parse_diagrams(lines: list[tuple[int, str]], heading: tuple[int, str] | None = None) -> list[Diagram]:
    """The diagrams that these numbered lines hold, one for each keyword; blank lines do not matter."""
    diagrams: list[Diagram] = []
    held: list[DiagramStatement] = []
    holding = True
    for statement in _statements([(number, text.strip()) for number, text in lines if text.strip()]):
        if statement.says is StatementKind.KEYWORD:
            diagrams.append(Diagram(heading, held))
            held, holding = [], False
        elif statement.says is StatementKind.MARK and statement.text:
            holding = True
        (held if holding else diagrams[-1].statements).append(statement)
    if diagrams:
        diagrams[-1].statements.extend(held)
    return diagrams


def opens_diagram(text: str) -> bool:
    """Whether a line is the keyword that begins a diagram."""
    return _KEYWORD.match(text.strip()) is not None


def _statements(lines: list[tuple[int, str]]) -> Iterator[DiagramStatement]:
    place = 0
    while place < len(lines):
        number, text = lines[place]
        end = place + 1
        if (
            _RULE.fullmatch(text)
            and (end := _block_end(lines, place, _RULE))
            and _are_settings(lines[place + 1 : end - 1])
        ):
            yield from _front_matter(lines[place:end])
        elif _RULE.fullmatch(text):
            end = place + 1
            yield DiagramStatement(StatementKind.NOTHING, number, text, reason="A line that divides.")
        elif text.startswith("%%{"):
            end = _block_end(lines, place, _SETTING_END) or place + 1
            reason = "A setting of how the diagram is drawn."
            yield from (
                DiagramStatement(StatementKind.NOTHING, line, said, reason=reason)
                for line, said in lines[place:end]
            )
        elif _DESCRIPTION.match(text):
            end = _block_end(lines, place, _CLOSING) or place + 1
            said = "\n".join(said for _, said in lines[place:end])
            yield DiagramStatement(
                StatementKind.DESCRIPTION, number, said.partition("{")[2].partition("}")[0].strip()
            )
            yield from (DiagramStatement(StatementKind.MARK, line) for line, _ in lines[place + 1 : end])
        else:
            yield from _line(number, text)
        place = end


def _block_end(lines: list[tuple[int, str]], start: int, closing: re.Pattern[str]) -> int:
    """The place after the line that closes what begins at `start`; 0 where there is none."""
    first = start + 1 if closing is _RULE else start
    last = min(len(lines), start + _BLOCK)
    return next((place + 1 for place in range(first, last) if closing.search(lines[place][1])), 0)


def _are_settings(lines: list[tuple[int, str]]) -> bool:
    """Whether lines between two rules are front matter, and no diagram."""
    return not any(opens_diagram(text) for _, text in lines) and all(_YAML.match(text) for _, text in lines)


def _front_matter(lines: list[tuple[int, str]]) -> Iterator[DiagramStatement]:
    for number, text in lines:
        if _RULE.fullmatch(text):
            yield DiagramStatement(StatementKind.MARK, number, text)
        elif found := re.fullmatch(r"title\s*:\s*(.+)", text):
            title = plain_line(re.sub(r"^([\"'])(.*)\1$", r"\2", found[1].strip()))
            yield DiagramStatement(
                StatementKind.OTHER_TITLE, number, title, reason="The diagram has a title of its own."
            )
        else:
            yield DiagramStatement(
                StatementKind.NOTHING, number, text, reason="A setting of how the diagram is drawn."
            )


def _line(number: int, text: str) -> Iterator[DiagramStatement]:
    """The statements of one line: one, or several with `;` between them."""
    bare, hidden = _hide(text)
    comment = _COMMENT.search(bare)
    said = bare[: comment.start()].strip() if comment else bare
    for part in _CLASS.findall(said):
        reason = "A setting of how the diagram is drawn."
        yield DiagramStatement(StatementKind.NOTHING, number, part, part=part, reason=reason)
    said = _CLASS.sub("", said)
    if comment and not said:
        yield DiagramStatement(StatementKind.NOTHING, number, text, reason="A comment.")
        return
    if found := _KEYWORD.match(said):
        yield DiagramStatement(StatementKind.KEYWORD, number)
        said = said[found.end() :].strip()
    for piece in _pieces(said):
        yield from _piece(number, piece, hidden)
    if comment:
        part = _reveal(comment[0].strip(), hidden)
        yield DiagramStatement(StatementKind.NOTHING, number, part, part=part, reason="A comment.")


def _pieces(text: str) -> list[str]:
    pieces = [piece.strip() for piece in re.split(r"[;；]", text) if piece.strip()]
    if len(pieces) > 1 and not all(_is_statement(piece) for piece in pieces):
        return [text.rstrip(";； ")]
    return pieces


def _is_statement(piece: str) -> bool:
    """Whether a piece is a statement by itself, and no part of one with a `;` in a name."""
    keywords = (_TITLE, _SECTION, _ACCESS)
    return any(word.match(piece) for word in keywords) or _score_place(_columns(piece)) is not None


def _piece(number: int, piece: str, hidden: list[str]) -> Iterator[DiagramStatement]:
    columns = _columns(piece)
    place, remark = _score_place(columns), ""
    if place is None and _BEHIND_ARROW.search(piece):
        columns = _columns(_BEHIND_ARROW.sub(r":\1:", piece, count=1))
        place = _score_place(columns)
        remark = "Its score was read behind an arrow; Mermaid wants a colon there."
    if found := _ACCESS.fullmatch(piece):
        title = found[1].lower() == "title"
        text = plain_line(_reveal(found[2], hidden))
        reason = "A title for those who do not see the diagram." if title else ""
        yield DiagramStatement(
            StatementKind.OTHER_TITLE if title else StatementKind.DESCRIPTION, number, text, reason=reason
        )
    elif (found := _TITLE.fullmatch(piece)) and (place is None or len(columns) < 3):
        yield DiagramStatement(StatementKind.TITLE, number, plain_line(_reveal(found[1], hidden)))
    elif (found := _SECTION.fullmatch(piece)) and (place is None or len(columns) < 3):
        yield DiagramStatement(
            StatementKind.SECTION, number, plain_line(_reveal(found[1].rstrip(": "), hidden))
        )
    elif _STYLING.match(piece) and place is None:
        text = _reveal(piece, hidden)
        yield DiagramStatement(
            StatementKind.NOTHING, number, text, reason="A setting of how the diagram is drawn."
        )
    elif re.fullmatch(r"(?:title|section)\s*:?", piece, re.IGNORECASE):
        yield DiagramStatement(StatementKind.NOTHING, number, piece, reason="It names nothing.")
    else:
        yield from _task(number, columns, place, hidden, remark)


def _task(
    number: int, columns: list[str], place: int | None, hidden: list[str], remark: str
) -> Iterator[DiagramStatement]:
    """The task in these columns; entities are read once its actors are told apart."""
    if place is None:
        name, raw, people = _unscored_task(columns)
        rest: list[str] = []
    else:
        name, raw = ":".join(columns[:place]), columns[place].strip()
        people, *rest = columns[place + 1 :] or [""]
    name, raw = plain_line(_reveal(name, hidden)), _reveal(raw, hidden)
    if not re.search(r"\w", name):
        text = _reveal(":".join(columns), hidden).strip()
        yield DiagramStatement(
            StatementKind.NOTHING, number, text, reason="A task without a name; write it before the score."
        )
        return
    given = score(raw) if place is not None else None
    actors = tuple(dict.fromkeys(plain_line(_reveal(actor, hidden)) for actor in _people_of(people)))
    yield DiagramStatement(StatementKind.TASK, number, name, given, raw, actors, remark=remark)
    for part in (plain_line(_reveal(part, hidden)) for part in rest):
        if part:
            yield DiagramStatement(
                StatementKind.NOTHING, number, part, part=part, reason="It stands after the actors of a task."
            )
    if place is None and raw.casefold() not in _UNSCORED:
        reason = "It stands where the score belongs and is no number; the step has no score."
        yield DiagramStatement(StatementKind.NOTHING, number, raw, part=raw, reason=reason)


def _unscored_task(columns: list[str]) -> tuple[str, str, str]:
    """Name, what stands in place of a score, and actors, of a task of which no column is a number."""
    if len(columns) == 1:
        return columns[0], "", ""
    if len(columns) == 2:
        short = all(len(actor.split()) <= 3 for actor in _people_of(columns[1]))
        if columns[1].strip().casefold() in _UNSCORED:
            return columns[0], "", ""
        return (columns[0], "", columns[1]) if short else (":".join(columns), "", "")
    middle = columns[-2].strip()
    if len(middle.split()) <= 1:
        return ":".join(columns[:-2]), middle, columns[-1]
    return ":".join(columns[:-1]), "", columns[-1]


def _columns(piece: str) -> list[str]:
    """What stands between the colons; full-width ones count where they lead to a score and others do not."""
    columns = _CLOCK_TIME.sub(chr(_STAND_IN - 1), piece).split(":")
    wide = re.split("[:：]", _CLOCK_TIME.sub(chr(_STAND_IN - 1), piece))
    if len(wide) > len(columns) and (
        _score_place(columns) is None and (_score_place(wide) or len(columns) == 1)
    ):
        columns = wide
    return [column.replace(chr(_STAND_IN - 1), ":") for column in columns]


def _score_place(columns: list[str]) -> int | None:
    """Which column is the score: the last number with no more than the actors behind it, else the first."""
    numbers = [place for place, column in enumerate(columns) if place and score(column.strip()) is not None]
    late = [place for place in numbers if place >= len(columns) - 2]
    return late[-1] if late else numbers[0] if numbers else None


def _people_of(text: str) -> tuple[str, ...]:
    """The names in a list with commas of any width, each once."""
    names = (plain_line(name).strip(" .") for name in re.split(r"[,，、;；]", text))
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() not in _UNSCORED))


def _hide(text: str) -> tuple[str, list[str]]:
    """The text with stand-ins for entities, whose marks would cut it."""
    hidden: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        hidden.append(_entity_character(found[0]))
        return chr(_STAND_IN + len(hidden) - 1)

    return _ENTITY.sub(stand_in, text), hidden


def _reveal(text: str, hidden: list[str]) -> str:
    for place, character in enumerate(hidden):
        text = text.replace(chr(_STAND_IN + place), character)
    return text


def _entity_character(text: str) -> str:
    """The character that an entity stands for: Mermaid's `#35;` and `#quot;` or HTML's `&amp;`."""
    name = text.strip("#&;")
    if text.startswith("#") and name.isdigit():
        return html.unescape(f"&#{name};")
    if text.startswith("#"):
        shown = html.unescape(f"&{name};")
        return text if shown == f"&{name};" else shown
    return html.unescape(text)
