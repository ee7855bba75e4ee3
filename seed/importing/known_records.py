"""The records there are, in the graph and in what is planned, by all that people may call them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import normalize

from graph.entities import Model
from graph.writing.bulk import RecordIdentity
from seed.values.references import normal_name, path, plain


@dataclass(slots=True)
class Register:
    """Finds records by id, key, name, path, or derived key."""

    model: Model
    known: dict[str, RecordIdentity] = field(default_factory=dict[str, RecordIdentity])
    unique: dict[tuple[str, str, Any], str] = field(default_factory=dict[tuple[str, str, Any], str])
    _names: dict[tuple[str, str], dict[str, None]] = field(
        default_factory=dict[tuple[str, str], dict[str, None]]
    )
    _stored: dict[str, dict[str, None]] = field(default_factory=dict[str, dict[str, None]])
    _computed: dict[str, dict[str, None]] = field(default_factory=dict[str, dict[str, None]])
    _parts: dict[str, dict[str, None]] = field(default_factory=dict[str, dict[str, None]])

    def add(self, found: Iterable[RecordIdentity]) -> None:
        """Take records in, owners before their parts; a later one takes the place of the one with its id."""
        for item in found:
            if item.id in self.known:
                self._forget(self.known[item.id])
            self.known[item.id] = item
            for name, value in item.unique.items():
                if value is not None:
                    self.unique[item.label, name, value] = item.id
            self._names.setdefault((item.label, normal_name(item.name)), {})[item.id] = None
            if item.derived_key:
                self._stored.setdefault(item.derived_key, {})[item.id] = None
            self._computed.setdefault(self.key_of(item), {})[item.id] = None
            if item.owner:
                self._parts.setdefault(item.owner, {})[item.id] = None

    def forget(self, identifier: str) -> None:
        """Leave a record out, which is to be deleted."""
        if identifier in self.known:
            self._forget(self.known.pop(identifier))

    def key_of(self, item: RecordIdentity, scope: str = "") -> str:
        """The derived key: kind, place and normalised name; a part's place is the whole it belongs to."""
        place = self.root(item.owner) if item.owner else normal_name(scope)
        told = (*map(_identity_text, item.identity), *(end or "" for end in item.ends))
        return "|".join((item.label, place, *(normal_name(text) for text in told)))

    def root(self, identifier: str) -> str:
        """The whole that a record is a part of, over all levels; the record itself if it is no part."""
        found = self.known.get(identifier)
        return self.root(found.owner) if found and found.owner else identifier

    def ids_by_stored_key(self, derived_key: str) -> list[str]:
        """The records that bear a derived key."""
        return list(self._stored.get(derived_key, ()))

    def ids_by_computed_key(self, derived_key: str) -> list[str]:
        """The records whose present name and place give a derived key."""
        return list(self._computed.get(derived_key, ()))

    def parts_there(self, owner: str) -> list[RecordIdentity]:
        """The parts that a record has in the graph, in their order."""
        found = [self.known[part] for part in self._parts.get(owner, ())]
        return sorted((part for part in found if part.position is not None), key=_position)

    def path(self, identifier: str) -> list[str]:
        """The names from the whole down to the record."""
        item = self.known[identifier]
        return [*(self.path(item.owner) if item.owner else ()), item.name]

    def records_of(self, label: str) -> Iterator[RecordIdentity]:
        """All records of a kind."""
        return (item for item in self.known.values() if item.label == label)

    def find(self, label: str, text: str) -> list[str]:
        """The records of a kind that a text can mean: by id, key, name, or path."""
        text = normalize("NFC", text).strip()
        if text in self.known:
            return [text] if self.known[text].label == label else []
        for key in (text, plain(text)):
            if bearer := self.unique.get((label, "key", key)):
                return [bearer]
        found = self._ids_by_name(label, plain(text))
        if found:
            return found
        parts = path(text)
        return [] if not parts else self._below(self._ids_by_name(label, parts[-1]), parts[:-1])

    def _ids_by_name(self, label: str, name: str) -> list[str]:
        found = list(self._names.get((label, normal_name(name)), ()))
        exact = [item for item in found if self.known[item].name == name]
        return exact or found

    def _below(self, found: list[str], above: Sequence[str]) -> list[str]:
        """Those of the records over which the names stand in this order, with others between them or not."""
        wanted = [normal_name(name) for name in above]
        return [item for item in found if _in_order(wanted, map(normal_name, self.path(item)[:-1]))]

    def _forget(self, item: RecordIdentity) -> None:
        places = [self._names.get((item.label, normal_name(item.name)))]
        places += [self._stored.get(item.derived_key or ""), self._computed.get(self.key_of(item))]
        places += [self._parts.get(item.owner or "")]
        for found in places:
            if found:
                found.pop(item.id, None)


def _position(part: RecordIdentity) -> tuple[int, str]:
    return part.position or 0, part.id


def _identity_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _in_order(wanted: Sequence[str], names: Iterable[str]) -> bool:
    rest = iter(names)
    return all(name in rest for name in wanted)
