"""The JSON export of Trello: a board with its lists, cards, labels and checklists."""

from collections.abc import Mapping
from typing import Any, cast

from seed.content import CellValue
from seed.draft import Cell, Draft, Place
from seed.formats.cards.trello_card import TrelloBoard, TrelloCard

_NESTED = ("labels", "attachments", "idLabels")
_ARCHIVED = "It is archived."
_CARD_REASONS = {
    "due": "Due days are not kept.",
    "dateLastActivity": "Throughline keeps its own times of changes.",
    "idMembers": "Names of people are not kept.",
    "idMembersVoted": "Names of people are not kept.",
}
_BOARD_REASONS = {
    "actions": "The log of what was done on the board is not kept.",
    "members": "Names of people are not kept.",
    "memberships": "Names of people are not kept.",
    "customFields": "Custom fields of Trello are not read.",
}


def read_board(draft: Draft, data: Mapping[str, Any]) -> TrelloBoard:
    """The board of an export; each of its values is read, long logs as one."""
    return _BoardData(draft, data).board()


class _BoardData:
    """Goes through the values of an export."""

    def __init__(self, draft: Draft, data: Mapping[str, Any]) -> None:
        """Read what stands around the lists and cards."""
        self._draft = draft
        self._data = data
        self._lists: dict[str, tuple[str, float, Cell]] = {}
        self._closed: set[str] = set()
        self._keys: dict[str, Cell] = {}
        self._points: dict[str, list[tuple[str, Cell]]] = {}

    def board(self) -> TrelloBoard:
        """The cards of all lists that are open, list by list, in their order."""
        name = self._cell("name", self._data.get("name"))
        cell = name or self._draft.add_cell(Place(name="board"), "board")
        for number, item in enumerate(_objects(self._data.get("lists"))):
            self._read_list(f"lists[{number}]", item)
        for number, item in enumerate(_objects(self._data.get("checklists"))):
            self._read_checklist(f"checklists[{number}]", item)
        found: list[tuple[float, float, TrelloCard]] = []
        for number, item in enumerate(_objects(self._data.get("cards"))):
            if placed := self._card(f"cards[{number}]", item):
                found.append(placed)
        found.sort(key=lambda item: item[:2])
        self._leave_rest(name)
        lists = {name: cell for name, _, cell in self._lists.values()}
        title = str(name.value).strip() if name else ""
        return TrelloBoard(title, cell, [card for _, _, card in found], lists, self._keys)

    def _cell(self, where: str, value: Any) -> Cell | None:
        """A value of the export as a cell; None where it is empty. Lists and objects count as one."""
        if value is None or value == "" or value == [] or value == {}:
            return None
        if isinstance(value, str) and not value.strip():
            return None
        plain: CellValue = value if isinstance(value, str | int | float | bool) else _summary(value)
        return self._draft.add_cell(Place(name=where), plain)

    def _read_list(self, where: str, item: Mapping[str, Any]) -> None:
        cells = {name: self._cell(f"{where}.{name}", value) for name, value in item.items()}
        name, identifier = cells.get("name"), str(item.get("id"))
        if item.get("closed") is True or name is None:
            self._closed.add(identifier)
            self._draft.leave_rest(_ARCHIVED if name else "The list has no name.", _filled(cells))
            return
        self._lists[identifier] = (name.raw.strip(), _place(item.get("pos")), name)
        key = cells.get("id")
        if key is not None:
            self._keys[name.raw.strip()] = key
        self._draft.place(*(cell for cell in [cells.get("pos")] if cell))
        self._draft.leave_rest("A setting of the list.", (c for c in _filled(cells) if c not in (name, key)))

    def _read_checklist(self, where: str, item: Mapping[str, Any]) -> None:
        """Note the points of a checklist for its card, what heads them is left if nothing becomes of them."""
        title = str(item.get("name") or "").strip()
        for key, value in item.items():
            if key != "checkItems" and (cell := self._cell(f"{where}.{key}", value)):
                self._draft.leave(cell, "A setting of the checklist.")
        for number, point in enumerate(_objects(item.get("checkItems"))):
            for key, value in point.items():
                cell = self._cell(f"{where}.checkItems[{number}].{key}", value)
                if cell is not None and key == "name":
                    self._points.setdefault(str(item.get("idCard")), []).append((title, cell))
                elif cell is not None:
                    self._draft.leave(cell, "A setting of the checklist.")

    def _card(self, where: str, item: Mapping[str, Any]) -> tuple[float, float, TrelloCard] | None:
        """A card with the places of its list and of itself; None where it is archived or has no name."""
        cells = {
            key: self._cell(f"{where}.{key}", value) for key, value in item.items() if key not in _NESTED
        }
        labels = self._nested(where, "labels", item)
        attached = self._nested(where, "attachments", item)
        points = self._points.pop(str(item.get("id")), [])
        every = [*_filled(cells), *(cell for _, cell in (*labels, *attached, *points))]
        name, listed = cells.get("name"), str(item.get("idList"))
        archived = listed in self._closed or True in (item.get("closed"), item.get("isTemplate"))
        if name is None or archived or listed not in self._lists:
            reason = _ARCHIVED if archived else "The card has no name, or its list is not in the file."
            self._draft.leave_rest(reason, every)
            return None
        title, place, _ = self._lists[listed]
        url = cells.get("shortUrl") or cells.get("url")
        card = TrelloCard(name, title, cells.get("id"), cells.get("desc"), url, cells.get("start"))
        card.labels = [(text, cell) for text, cell in labels if text]
        card.others = [(text, cell) for text, cell in attached if "trello.com/c/" in text]
        card.points = points
        card.beside = _filled({key: cells.get(key) for key in ("pos", "idList")})
        self._leave_settings(card, cells, every)
        return place, _place(item.get("pos")), card

    def _nested(self, where: str, key: str, item: Mapping[str, Any]) -> list[tuple[str, Cell]]:
        """The labels or attachments of a card: what each is called or leads to, and its cell."""
        found: list[tuple[str, Cell]] = []
        for number, one in enumerate(_objects(item.get(key))):
            text = one.get("name") if key == "labels" else one.get("url")
            if cell := self._cell(f"{where}.{key}[{number}]", text or one):
                found.append((str(text or "").strip(), cell))
        return found

    def _leave_settings(self, card: TrelloCard, cells: Mapping[str, Cell | None], every: list[Cell]) -> None:
        """Leave all cells of a card that the card does not tell of."""
        known = {card.name, card.key, card.description, card.url, card.starts_on, *card.beside}
        known |= {cell for _, cell in (*card.labels, *card.others, *card.points)}
        for key, cell in cells.items():
            if cell is not None and cell not in known:
                self._draft.leave(cell, _CARD_REASONS.get(key, "A setting of the card."))
        self._draft.leave_rest(
            "An attachment or a label without a name.", (c for c in every if c not in known)
        )

    def _leave_rest(self, name: Cell | None) -> None:
        """Count and leave what stands around the lists and cards, each value of the board as one."""
        lost = (cell for points in self._points.values() for _, cell in points)
        self._draft.leave_rest("Its card is not in the file.", lost)
        for key, value in self._data.items():
            if key in ("lists", "cards", "checklists") or (key == "name" and name):
                continue
            if cell := self._cell(key, value):
                self._draft.leave(cell, _BOARD_REASONS.get(key, "A setting of the board."))


def _objects(value: Any) -> list[Mapping[str, Any]]:
    found = cast("list[Any]", value) if isinstance(value, list) else []
    return [cast("Mapping[str, Any]", item) for item in found if isinstance(item, dict)]


def _filled(cells: Mapping[str, Cell | None]) -> list[Cell]:
    return [cell for cell in cells.values() if cell is not None]


def _place(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _summary(value: Any) -> str:
    """How much a list or an object holds, which is said instead of all of it."""
    return f"{len(value)} {'entry' if len(value) == 1 else 'entries'}"
