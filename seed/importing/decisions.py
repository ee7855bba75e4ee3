"""What people decided about possible duplicates, kept in a file that the next run reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from graph.errors import Invalid
from graph.writing.bulk import RecordIdentity
from seed.draft import DraftRecord
from seed.files.file_reader import read_content
from seed.files.sheet_writers import replace_file, yaml_text
from seed.importing.known_records import Register
from seed.values.references import normal_name

_HEAD = """\
# Possible duplicates. Write `same` where the record of the file is the candidate, `different` where it is
# another one, and name this file again: throughline seed FILE --decisions THIS
"""
_DECISION_WORDS = {"same": True, "different": False}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record to be created that may be there already under a similar name; score from 0 to 1."""

    record: DraftRecord
    candidate: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a record of a file and a candidate: whether they are the same."""

    candidate: str
    candidate_name: str
    same: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided about possible duplicates, by kind and normalised name of the record."""

    made: Mapping[tuple[str, str], list[Decision]] = field(
        default_factory=dict[tuple[str, str], list[Decision]]
    )

    def about(self, record: DraftRecord) -> list[Decision]:
        """The decisions about a record."""
        return self.made.get((record.label, normal_name(record.name)), [])

    def same_record(self, record: DraftRecord, register: Register) -> str | None:
        """The id of the record that it was said to be; one that is not written yet is found by its name."""
        for decision in self.about(record):
            if decision.same and decision.candidate in register.known:
                return decision.candidate
            found = register.find(record.label, decision.candidate_name) if decision.same else []
            if len(found) == 1:
                return found[0]
        return None

    def has_decided(self, record: DraftRecord, other: RecordIdentity) -> bool:
        """Whether somebody decided about this pair."""
        name = normal_name(other.name)
        return any(
            item.candidate == other.id or normal_name(item.candidate_name) == name
            for item in self.about(record)
        )


def read_decisions(path: Path) -> Decisions:
    """The decisions in a file, none if it is not there yet. Raises Invalid where it says something else."""
    found: dict[tuple[str, str], list[Decision]] = {}
    for item in _entries(path):
        word = str(item.get("decision") or "")
        if word and word not in _DECISION_WORDS:
            raise Invalid(f"{path.name}: the decision about {item.get('name')!r} must be same or different.")
        if word:
            key = (str(item.get("kind")), normal_name(str(item.get("name"))))
            candidate, name = str(item.get("candidate")), str(item.get("candidateName") or "")
            found.setdefault(key, []).append(Decision(candidate, name, _DECISION_WORDS[word]))
    return Decisions(found)


def write_decisions(path: Path, duplicates: Iterable[Duplicate]) -> int:
    """Add what is still to be decided to the file; how many that are."""
    entries = _entries(path)
    known = {(item.get("kind"), item.get("name"), item.get("candidate")) for item in entries}
    new = [
        {
            "kind": item.record.label,
            "name": item.record.name,
            "candidate": item.candidate,
            "candidateName": item.name,
            "score": item.score,
            "decision": None,
        }
        for item in duplicates
        if (item.record.label, item.record.name, item.candidate) not in known
    ]
    if new:
        replace_file(path, (_HEAD + yaml_text({"duplicates": [*entries, *new]})).encode())
    return len(new)


def _entries(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    data: Any = read_content(path).data
    entries: Any = cast("dict[str, Any]", data).get("duplicates") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(
        isinstance(item, dict) for item in cast("list[Any]", entries)
    ):
        raise Invalid(f"{path.name} is no file of decisions. Name another, or one that is not there yet.")
    return cast("list[dict[str, Any]]", entries)
