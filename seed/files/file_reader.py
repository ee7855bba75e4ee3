"""Reads files of users, each in a child process with limits, so that no file can harm the program."""

import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from graph.errors import Invalid
from seed.content import Content, FaultyCell, MergedBlock, Sheet
from seed.files.unpacker import FILE_SECONDS

# The answer of the child may be longer than what it read, never by much.
_ANSWER = 256 * 1024 * 1024
_CHILD = "import sys; sys.path.insert(0, sys.argv.pop(1)); from seed.files.unpacker import main; main()"
# The child is held to seconds of work; on a busy machine those take longer, and the file is not to blame.
_PATIENCE = 5 * FILE_SECONDS
_TOO_LONG = f"It could not be read within {FILE_SECONDS} seconds of work. Split it into several files."
_TOO_MUCH = "It holds more than can be read at once. Delete what stands far from the rest, or split it."


def read_content(path: Path) -> Content:
    """What a file holds, or all CSV files of a folder together. Raises Invalid, in one line."""
    try:
        if path.is_dir():
            return _folder(path)
        if not path.is_file():
            raise Invalid("There is no such file.")
        (found,) = _unpack_files([path])
        if "refusal" in found:
            raise Invalid(found["refusal"])
        return _content(path, found)
    except OSError as error:
        raise Invalid(f"It cannot be opened: {error.strerror}.") from None


def _folder(path: Path) -> Content:
    files = sorted(item for item in path.iterdir() if item.suffix.lower() == ".csv" and item.is_file())
    if not files:
        raise Invalid("The folder holds no CSV files. Name the files themselves.")
    contents = [_content(item, found) for item, found in zip(files, _unpack_files(files), strict=True)]
    told = "\n".join(f"{content.name} {content.sha256}" for content in contents)
    sheets = tuple(sheet for content in contents for sheet in content.sheets)
    guesses = "\n".join(f"{content.name}: {content.guess}" for content in contents if content.guess)
    digest = hashlib.sha256(told.encode()).hexdigest()
    return Content(path.resolve().name, digest, sheets=sheets, guess=guesses or None)


def _content(path: Path, found: dict[str, Any]) -> Content:
    if "refusal" in found:
        raise Invalid(f"{path.name}: {found['refusal']}")
    return Content(
        name=path.name,
        sha256=_digest(path),
        text=found.get("text"),
        sheets=tuple(_sheet(item) for item in found.get("sheets", ())),
        data=found.get("data"),
        guess=found.get("guess"),
    )


def _unpack_files(paths: Sequence[Path]) -> list[dict[str, Any]]:
    command = [sys.executable, "-c", _CHILD, str(Path(__file__).parents[2]), *map(str, paths)]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise Invalid(_TOO_LONG) from None
    if ended.returncode == -signal.SIGXCPU:
        raise Invalid(_TOO_LONG)
    if ended.returncode != 0 or len(ended.stdout) > _ANSWER:
        raise Invalid(_TOO_MUCH)
    return json.loads(ended.stdout)


def _sheet(found: dict[str, Any]) -> Sheet:
    rows = tuple(tuple(_value(value) for value in row) for row in found["rows"])
    merged = tuple(MergedBlock(*block) for block in found["merged"])
    faults = tuple(FaultyCell(*fault) for fault in found["faults"])
    return Sheet(found["name"], rows, merged, found["hidden"], faults, found.get("guess"))


def _value(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind, text = cast(Iterable[str], value)
    return datetime.fromisoformat(text) if kind == "time" else date.fromisoformat(text)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
