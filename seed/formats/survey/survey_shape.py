"""Which tool a table of answers comes from, where its answers begin, and what its columns are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from seed.content import CellValue, Sheet
from seed.values.answers import answer_score
from seed.values.numbers import number


class ColumnUse(Enum):
    """What a column of answers holds."""

    KEY = auto()
    DAY = auto()
    LANGUAGE = auto()
    STATE = auto()
    FINISHED = auto()
    PERSONAL = auto()
    TECHNICAL = auto()
    TEXT = auto()
    SCORE = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column: what it holds, and the question that it answers."""

    use: ColumnUse
    question: str


@dataclass(slots=True)
class SurveyShape:
    """A table of answers: its tool, how many rows head it, and its columns."""

    tool: str
    head_rows: int
    columns: list[SurveyColumn] = field(default_factory=list[SurveyColumn])


# What tools call the columns that are no questions.
_USES = (
    (ColumnUse.KEY, "responseid|response id|respondent id|token|uuid|#|antwort id|id"),
    (
        ColumnUse.DAY,
        "recordeddate|recorded date|submit date|submitted at|submit date utc|date submitted|end date|enddate|"
        "timestamp|created at|zeitstempel|horodateur|marca temporal|carimbo de data hora|submission date|"
        "informazioni cronologiche|tijdstempel|タイムスタンプ|completion time|date|datum",
    ),
    (ColumnUse.LANGUAGE, "userlanguage|user language|language|locale|sprache"),
    (ColumnUse.STATE, "status|response type|distributionchannel preview"),
    (ColumnUse.FINISHED, "finished|completed|stage"),
    (
        ColumnUse.PERSONAL,
        "ip|ipaddress|ip address|email|e mail|email address|recipientemail|recipient email|e mail adresse|"
        "recipientfirstname|recipientlastname|recipient first name|recipient last name|first name|last name|"
        "name|full name|vorname|nachname|your name|phone|phone number|telephone|mobile|telefon|telefonnummer|"
        "address|street|street address|postal address|zip|zip code|postcode|username|user name|user|"
        "locationlatitude|locationlongitude|location latitude|location longitude|nombre|nom|prénom|"
        "correo electrónico|adresse e mail|externalreference|external reference|"
        "externaldatareference|external data reference",
    ),
    (
        ColumnUse.TECHNICAL,
        "startdate|start date|start date utc|stage date utc|collector id|custom data \\d*|progress|"
        "duration in seconds|duration|distributionchannel|distribution channel|network id|user agent|referer|"
        "referrer|page|device|browser|os|ending|tags|start time|last modified time|hostname|"
        ".* first click|.* last click|.* page submit|.* click count|.*nps group",
    ),
)
_SCORE_WORDS = re.compile(
    r"recommend|weiterempfehl|satisf|zufried|effort|aufwand|easy|ease|einfach|trust|vertrau|likely|rate\b|rating|"
    r"score|how (?:good|helpful|happy|well)|quality|agree|nps|csat|ces\b|effective|efficien|transparen|"
    r"reasonable|treated|helpful",
    re.IGNORECASE,
)
_TEXT_WORDS = re.compile(
    r"\bwhy\b|warum|pourquoi|por qué|perché|comment|feedback|tell us|describe|improve|anything else|"
    r"in your own|"
    r"other\b|reason|explain|suggest|kommentar|verbesser|sonstig|thoughts|what (?:did|do|would|could|can|was|"
    r"is|else|made|went)|_text$|open.ended|remark|message",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(
    r"open.ended response|offene antwort|réponse ouverte|respuesta abierta", re.IGNORECASE
)
_IMPORT_ID = re.compile(r"\{\s*\"ImportId\"")
_AGENCY = re.compile(r"\btrust\b", re.IGNORECASE)
_DRIVERS = (
    "effective",
    "ease",
    "easy",
    "efficien",
    "transparen",
    "humanity",
    "employee",
    "helpful",
    "reasonable amount",
)
# Rows that are looked through to tell words from scores.
_SAMPLE = 2_000


def survey_shape(sheet: Sheet) -> SurveyShape | None:
    """The shape of a table of answers; None where it is none that is known."""
    if len(sheet.rows) < 2 or not sheet.rows[0] or sheet.hidden:
        return None
    heads = [_folded(value) for value in sheet.rows[0]]
    tool, head_rows = _tool(sheet, heads)
    if not tool:
        return None
    shape = SurveyShape(tool, head_rows)
    width = max(map(len, sheet.rows))
    for column in range(width):
        shape.columns.append(_column(sheet, column, heads, head_rows, tool))
    uses = {column.use for column in shape.columns}
    return shape if uses & {ColumnUse.TEXT, ColumnUse.SCORE} else None


def _tool(sheet: Sheet, heads: list[str]) -> tuple[str, int]:
    """The tool that the heads tell of, and how many rows of heads it writes; nothing where none does."""
    known = set(heads)
    if len(known & _QUALTRICS) > 3:
        return "Qualtrics", _qualtrics_rows(sheet)
    if {"respondent id", "collector id"} <= known:
        second = sheet.rows[1]
        return "SurveyMonkey", 2 if second and second[0] is None else 1
    if "submit date utc" in known or {"#", "network id"} <= known:
        return "Typeform", 1
    if _is_agency_form(heads):
        return "the customer feedback of US agencies (A-11)", 1
    asks = any(isinstance(value, str) and value.strip().endswith(("?", "？")) for value in sheet.rows[0])
    return ("a form", 1) if asks and re.fullmatch(_USES[1][1], heads[0]) else ("", 0)


def _qualtrics_rows(sheet: Sheet) -> int:
    """How many rows stand above the answers: names, questions, and in most exports their keys."""
    third = sheet.rows[2] if len(sheet.rows) > 2 else ()
    return 3 if any(_IMPORT_ID.match(str(value)) for value in third) else 2


def _is_agency_form(heads: list[str]) -> bool:
    drivers = sum(any(word in head for head in heads) for word in _DRIVERS)
    return drivers > 2 and any(map(_AGENCY.search, heads))


_QUALTRICS = frozenset(
    {"startdate", "enddate", "status", "ipaddress", "progress", "finished", "recordeddate", "responseid"}
    | {"distributionchannel", "userlanguage", "duration in seconds"}
    | {"start date", "end date", "response type", "ip address", "recorded date", "response id"}
)


def _column(sheet: Sheet, column: int, heads: list[str], head_rows: int, tool: str) -> SurveyColumn:
    titles = [
        str(row[column]).strip()
        for row in sheet.rows[:head_rows]
        if column < len(row) and row[column] is not None
    ]
    titles = [title for title in titles if not _IMPORT_ID.match(title)]
    question = titles[-1] if tool == "Qualtrics" and titles else titles[0] if titles else ""
    head = heads[column] if column < len(heads) else ""
    for use, pattern in _USES:
        if re.fullmatch(pattern, head):
            return SurveyColumn(use, question)
    values = [
        row[column] for row in sheet.rows[head_rows:_SAMPLE] if column < len(row) and row[column] is not None
    ]
    open_ended = any(map(_OPEN_ENDED.search, titles))
    return SurveyColumn(_use(" ".join(titles), values, open_ended=open_ended), question)


def _use(title: str, values: Sequence[CellValue], *, open_ended: bool) -> ColumnUse:
    """Whether a question is answered in words, in scores, or by a choice."""
    if not title:
        return ColumnUse.CHOICE
    found = [value for item in values if isinstance(value := number(item), int | float)]
    texts = [str(item) for item in values]
    if not open_ended and 2 * len(found) > len(values):
        return ColumnUse.SCORE if _asks_score(title, found) else ColumnUse.CHOICE
    if not open_ended and 2 * sum(map(_is_answer, texts)) > len(texts):
        return ColumnUse.SCORE
    spoken = open_ended or _TEXT_WORDS.search(title) or _are_sentences(texts)
    return ColumnUse.TEXT if spoken else ColumnUse.CHOICE


def _asks_score(title: str, found: Sequence[float]) -> bool:
    """Whether numbers are scores: by the words of the question, or as it asks and all are short."""
    short = all(item == int(item) and 0 <= item <= 10 for item in found)
    return _SCORE_WORDS.search(title) is not None or (short and "?" in title)


def _are_sentences(texts: Sequence[str]) -> bool:
    """Whether texts are of four words or more, and hardly any comes back."""
    words = sum(len(text.split()) for text in texts)
    return words >= 4 * max(len(texts), 1) and len(set(texts)) * 5 >= len(texts) * 4


def _is_answer(text: str) -> bool:
    return answer_score(text) is not None


def _folded(value: CellValue) -> str:
    text = "" if value is None else str(value)
    return re.sub(r"[\s_()/-]+", " ", text.casefold()).strip() if text.strip() != "#" else "#"
