"""Records to be created that may be there already, where a person would wonder."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from rapidfuzz import fuzz, process

from graph.writing.bulk import RecordIdentity, identity_properties
from seed.importing.decisions import Decisions, Duplicate
from seed.importing.known_records import Register
from seed.importing.record_match import Matcher
from seed.values.references import normal_name

# Names as alike as this, of 100, may mean the same.
ALIKE = 88.0
# A whole may be one that is there with so many parts called alike, and so large a share of its parts.
_FEWEST_PARTS = 3
_SHARE = 0.6

# The normalised names of records that may be meant, by id.
_Names = Mapping[str, str]


def possible_duplicates(matcher: Matcher, decisions: Decisions) -> Iterator[Duplicate]:
    """New records with names like those of others that were there before; each with its likest.

    Parts are compared within their whole, wholes by their parts too. A record with a scope, such as what is
    felt at one step, is told apart by that; one that another record of the file is has no likes either.
    """
    register, used = matcher.register, set(matcher.ids.values())
    labels = {record.label for record in matcher.new}
    groups = _names_by_place(register, labels, used)
    wholes = _Wholes(register, used)
    for record in matcher.new:
        named = identity_properties(register.model[record.label]) == ("name",)
        if not record.name or record.scope or not named:
            continue
        known = register.known[matcher.ids[record]]
        names = groups.get(_place(register, known), {})
        if decisions.about(record):
            others = {item: register.known[item] for item in names}
            names = {
                item: name for item, name in names.items() if not decisions.has_decided(record, others[item])
            }
        found = _likest_by_name(register, known, names) or wholes.likest(known.id, names)
        if found:
            yield Duplicate(record, found[0], register.known[found[0]].name, round(found[1], 2))


def _place(register: Register, item: RecordIdentity) -> tuple[str, str | None]:
    """The kind of a record, and the whole that it is a part of."""
    return item.label, register.root(item.owner) if item.owner else None


def _names_by_place(
    register: Register, labels: Collection[str], used: Collection[str]
) -> dict[tuple[str, str | None], dict[str, str]]:
    found: dict[tuple[str, str | None], dict[str, str]] = {}
    for label in labels:
        for item in register.records_of(label):
            if item.id not in used:
                found.setdefault(_place(register, item), {})[item.id] = normal_name(item.name)
    return found


def _likest_by_name(register: Register, known: RecordIdentity, names: _Names) -> tuple[str, float] | None:
    """The one with the likest name; other numbers in the name and other keys tell two apart."""
    wanted = normal_name(known.name)
    for name, score, item in process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5):
        keys = known.unique.get("key"), register.known[item].unique.get("key")
        apart = all(keys) and keys[0] != keys[1]
        if not apart and re.findall(r"\d+", wanted) == re.findall(r"\d+", name):
            return item, score / 100
    return None


class _Wholes:
    """How many parts of a new whole are called as those of wholes that are there."""

    def __init__(self, register: Register, used: Collection[str]) -> None:
        self._parts: dict[str, set[tuple[str, str]]] = {}
        self._bearers: dict[tuple[str, str], set[str]] = {}
        for item in register.known.values():
            if item.owner is None:
                continue
            root, part = register.root(item.owner), (item.label, normal_name(item.name))
            self._parts.setdefault(root, set()).add(part)
            if root not in used:
                self._bearers.setdefault(part, set()).add(root)

    def likest(self, whole: str, names: _Names) -> tuple[str, float] | None:
        """The whole with most of the parts of a new one, and the share of them."""
        parts = self._parts.get(whole, set())
        counts = Counter(root for part in parts for root in self._bearers.get(part, ()))
        for root, count in counts.most_common():
            if root in names and count >= _FEWEST_PARTS and count >= _SHARE * len(parts):
                return root, count / len(parts)
        return None
