"""The exports of Trello, CSV and JSON: cards in lists, as issues or as the steps of a journey."""

import re
from collections.abc import Mapping
from typing import Any, cast

from graph.entities import Model
from seed.content import Content, Sheet
from seed.draft import Draft
from seed.draft_builder import UniqueRecords
from seed.formats.boards.board_reader import BoardReader
from seed.formats.boards.sticky import Sticky, StickyBoard
from seed.formats.boards.sticky_lanes import NOTE_LANES
from seed.formats.cards.issue import Issue, IssueLink, Relation
from seed.formats.cards.issue_reader import IssueReader
from seed.formats.cards.trello_card import TrelloBoard, TrelloCard
from seed.formats.cards.trello_data import read_board
from seed.formats.format_guide import FormatGuide
from seed.formats.headed_rows import HeadedRow, has_heads, headed_table, leave_other_sheets, sheet_heads
from seed.formats.matrix.lanes import LaneKind, sure_lane
from seed.values.items import plain_line
from seed.values.states import state_of
from seed.values.truths import truth

NAME: str = "trello"

GUIDE: FormatGuide = FormatGuide(
    "cards of Trello",
    "The CSV (`Card ID`, `Card Name`, `List Name` and more) and the JSON that Trello exports.",
    (
        ("lists that are called like states (`To do`, `Doing`, `Done`)", "the status of their cards"),
        ("a card labelled `opportunity`, `solution`, `pain`, `need`, or in a list called so", "that"),
        ("a card that is attached to another", "what a solution resolves, what an insight reveals"),
        ("lists of a board without states", "phases, with a remark"),
        (
            "their cards",
            "steps in the order of the board; where some are labelled `step`, the others are notes",
        ),
        ("a checklist called `Pains`, `Ideas` or the like (JSON)", "that, at the step of its card"),
        ("the id of a card or list", "the key, so that what is renamed stays the same record"),
        ("the description", "the description"),
        ("other labels", "tags"),
    ),
    "archived lists and cards, names of people, checklists, comments and the log of the board, settings.",
    """
Card ID,Card Name,Labels,List Name,Board Name,Archived
5f1,Check the flat,,Arrive,Moving in,false
5f2,Keys are missing,pain (red),Arrive,Moving in,false
""",
)

_WANTED = ("card id", "card name", "list name")
_COLOUR = re.compile(r"\([a-z_]{1,30}\)$")
_PEOPLE = "Names of people are not kept."
_REASONS = {
    "members": _PEOPLE,
    "list id": "Trello's own number of the list.",
    "board id": "Trello's own number of the board.",
    "due date": "Due days are not kept.",
    "due complete": "Due days are not kept.",
    "last activity date": "Throughline keeps its own times of changes.",
}
_USED = frozenset(
    {"card id", "card name", "card description", "card url", "labels", "list name", "board name", "archived"}
    | {"start date"}
)


def recognise(content: Content, model: Model) -> float:
    """Sure of the headings of the CSV, and of data with cards in lists."""
    data: Any = content.data
    names = cast("Mapping[str, Any]", data).keys() if isinstance(data, dict) else set[str]()
    if {"lists", "cards"} <= names and not names.isdisjoint(
        ("idOrganization", "shortUrl", "labelNames", "prefs")
    ):
        return 0.95
    return 0.95 if has_heads(content, *_WANTED) else _bare_likeness(names)


def read(content: Content, model: Model) -> Draft:
    """Issues, or a journey, for each board."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    if isinstance(content.data, dict):
        board = read_board(draft, cast("Mapping[str, Any]", content.data))
        _read_cards(draft, UniqueRecords(draft), board, content.stem)
        return draft
    sheets = [sheet for sheet in content.sheets if sheet_heads(sheet).issuperset(_WANTED)]
    for sheet in sheets:
        _read_sheet(draft, sheet, content.stem)
    leave_other_sheets(draft, content, {sheet.name for sheet in sheets})
    return draft


def _bare_likeness(names: Any) -> float:
    """Less sure of lists and cards alone."""
    return 0.4 if {"lists", "cards"} <= set(names) else 0.0


def _read_sheet(draft: Draft, sheet: Sheet, stem: str) -> None:
    table = headed_table(draft, sheet)
    boards: dict[str, TrelloBoard] = {}
    for row in table.rows:
        name, title, list_name = row.first("card name"), row.first("board name"), row.first("list name")
        if name is None or list_name is None:
            draft.leave_rest("Its row has no card or no list.", row)
        elif truth(row.text("archived")):
            draft.leave_rest("It is archived.", row)
        else:
            called = title.raw.strip() if title else ""
            board = boards.setdefault(called, TrelloBoard(called, title or name, [], {}))
            board.lists.setdefault(list_name.raw.strip(), list_name)
            board.cards.append(_card(row))
    once = UniqueRecords(draft)
    for board in boards.values():
        _read_cards(draft, once, board, stem)
    for row in table.rows:
        draft.place(*row.all("archived", "board name"))
    table.leave_rest(draft, _USED, _REASONS, "A column of Trello that is not kept: {head}.")


def _card(row: HeadedRow) -> TrelloCard:
    name, listed = row.first("card name"), row.first("list name")
    assert name is not None
    assert listed is not None
    labels = row.first("labels")
    return TrelloCard(
        name,
        listed.raw.strip(),
        row.first("card id"),
        row.first("card description"),
        row.first("card url"),
        row.first("start date"),
        [(_COLOUR.sub("", text).strip(), labels) for text in labels.raw.split(",") if text.strip()]
        if labels
        else [],
        beside=[listed],
    )


def _read_cards(draft: Draft, once: UniqueRecords, board: TrelloBoard, stem: str) -> None:
    """Cards as issues where a list is called like a state or a kind, else as the steps of a journey."""
    names = {card.list_name for card in board.cards}
    states = any(state_of("Solution", name) or state_of("Opportunity", name) for name in names)
    if states or (names and all(sure_lane(name) in NOTE_LANES for name in names)):
        IssueReader(draft, [_issue(card) for card in board.cards]).read()
        points = (cell for card in board.cards for _, cell in card.points)
        draft.leave_rest("Checklists of issues are not read.", points)
    else:
        _read_journey(draft, once, board, stem)
    draft.leave_rest("No record comes of the list itself.", (*board.lists.values(), *board.keys.values()))
    draft.leave(board.cell, "No record comes of the board itself.")


def _read_journey(draft: Draft, once: UniqueRecords, board: TrelloBoard, stem: str) -> None:
    """Lists as phases, cards as steps in their order; as notes too, where some are labelled as steps."""
    labels = {label for card in board.cards for label, _ in card.labels}
    sorted_by_label = any(sure_lane(label) is LaneKind.STEP for label in labels)
    if not board.cards:
        return
    message = "Its lists were taken for phases and its cards for steps"
    kinds = sorted(label for label in labels if sure_lane(label) in NOTE_LANES)
    if sorted_by_label:
        message += ", where they are labelled so"
    elif kinds:
        message += f"; labels such as {kinds[0]!r} for tags, for no card is labelled as a step"
    draft.remark(board.cell, f"{message}.")
    stickies = [each for card in board.cards for each in _stickies(draft, card, by_label=sorted_by_label)]
    titles = {plain_line(name): cell for name, cell in board.lists.items()}
    keys = {plain_line(name): cell for name, cell in board.keys.items()}
    whole = StickyBoard(plain_line(board.name) or stem, board.cell, stickies, titles, keys)
    BoardReader(draft, once, whole).read()


def _issue(card: TrelloCard) -> Issue:
    listed = card.beside[-1] if card.beside else card.name
    lane = sure_lane(card.list_name)
    if card.url is not None:
        names = [(card.url.raw.strip(), card.url)]
    else:
        names = []
    if card.key is not None:
        names.insert(0, (card.key.raw.strip(), card.key))
    state = state_of("Solution", card.list_name) or state_of("Opportunity", card.list_name)
    return Issue(
        card.name.raw,
        card.name,
        names,
        kind=(card.list_name, listed) if lane and not state else None,
        status=(card.list_name, listed) if state else None,
        description=(card.description.raw.strip(), card.description) if card.description else None,
        url=card.url,
        starts_on=card.starts_on,
        labels=card.labels,
        links=[IssueLink(Relation.RELATES, url, cell) for url, cell in card.others],
        beside=card.beside,
    )


def _stickies(draft: Draft, card: TrelloCard, *, by_label: bool) -> list[Sticky]:
    """The card as a sticky of a board, and the points of its checklists that are called like a lane."""
    lanes = {sure_lane(label) for label, _ in card.labels}
    step = not by_label or LaneKind.STEP in lanes
    rest = [cell for cell in (card.url, card.starts_on) if cell]
    draft.leave_rest("Solutions alone keep an address and a start.", rest)
    draft.leave_rest("Cards of steps are not linked.", (cell for _, cell in card.others))
    frames = (plain_line(card.list_name),)
    sticky = Sticky(
        card.name.raw,
        card.name,
        LaneKind.STEP if step else None,
        frames,
        key=card.key,
        more=(card.description.raw.strip(), card.description) if card.description else None,
        tags=card.labels,
        beside=card.beside,
    )
    found = [sticky]
    for title, cell in card.points:
        lane = sure_lane(title)
        if step and lane in NOTE_LANES and lane is not LaneKind.STEP:
            found.append(Sticky(cell.raw, cell, lane, frames, at=sticky))
        else:
            draft.leave(cell, f"No lane is known by the checklist {title[:60]!r}.")
    return found
