"""What people decided about possible duplicates, kept in a file that the next run reads."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from graph.errors import Invalid
from seed.files.file_reader import read_content
from seed.files.sheet_writers import replace_file, yaml_text
from seed.importing.record_match import Decisions, Duplicate
from seed.values.references import normal_name

_HEAD = """\
# Possible duplicates. Write `same` where the record of the file is the candidate, `different` where it is
# another one, and name this file again: throughline seed FILE --decisions THIS
"""
_DECISION_WORDS = {"same": True, "different": False}


def read_decisions(path: Path) -> Decisions:
    """The decisions in a file, none if it is not there yet. Raises Invalid where it says something else."""
    found: dict[tuple[str, str], dict[str, bool]] = {}
    for item in _entries(path):
        word = str(item.get("decision") or "")
        if word and word not in _DECISION_WORDS:
            raise Invalid(f"{path.name}: the decision about {item.get('name')!r} must be same or different.")
        if word:
            key = (str(item.get("kind")), normal_name(str(item.get("name"))))
            found.setdefault(key, {})[str(item.get("candidate"))] = _DECISION_WORDS[word]
    return found


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
