"""Backups: all data of a home in one file, and back from it, whole or not at all.

An archive is a compressed tar file: first a list of what follows, then each file of the list in its order.
Paths are those below the home, so that the password travels with the accounts it belongs to.
"""

import gzip
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from graph.errors import Invalid
from graph.server.errors import LocalServerError

LIST = "throughline.json"
FORM = 1
PARTS = ("neo4j/data", "password")
LONGEST_CONTENTS = 50_000_000
CHUNK = 1 << 20
# Fast, and half as large as without.
COMPRESSION = 3

# What reading raises where bytes are wrong, and where the list holds something else than it should.
_BROKEN = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: the server's version, the time it was made, each path with size and SHA-256."""

    form: int
    neo4j: str
    made: str
    files: tuple[tuple[str, int, str], ...]


def back_up(home: Path, out: Path, version: str) -> int:
    """Write the data of a home, whose server must not run, to `out`; the size of the archive in bytes.

    A file at `out` is replaced when the new one is complete, and not before.
    """
    draft = out.with_name(f".{out.name}.partial")
    with _explain_failures(out):
        paths = [path for part in PARTS for path in _files(home / part)]
        if not paths:
            raise Invalid(f"{home} holds no data yet. `throughline up` fills it.")
        listed = ((path.relative_to(home).as_posix(), path.stat().st_size, _digest(path)) for path in paths)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        contents = Contents(FORM, version, made, tuple(listed))
        try:
            _write(draft, home, contents)
            draft.replace(out)
        finally:
            draft.unlink(missing_ok=True)
        return out.stat().st_size


def unpack(source: Path, home: Path, version: str) -> Contents:
    """Lay an archive ready beside the data of a home, every byte compared; `commit` puts it in place.

    Raises Invalid for a file that is no whole archive, or one of a server newer than `version`.
    """
    staged = _staging_folder(home)
    with _explain_failures(source):
        shutil.rmtree(staged, ignore_errors=True)
        try:
            with tarfile.open(source, "r|gz") as archive:
                contents = _contents(archive.next(), archive)
                _refuse_newer(source, contents, version)
                for path, size, digest in contents.files:
                    _extract(archive, staged / path, (path, size, digest))
                if archive.next() is not None:
                    raise ValueError("more than is listed")
        except BaseException as error:
            shutil.rmtree(staged, ignore_errors=True)
            if isinstance(error, _BROKEN):
                raise Invalid(
                    f"{source} is no backup of Throughline, or is damaged. Use another one."
                ) from None
            raise
    return contents


def commit(home: Path) -> None:
    """Put what was unpacked in place of the data of a home, whose server must not run."""
    _staging_folder(home).rename(_whole_folder(home))
    settle(home)


def settle(home: Path) -> None:
    """Finish a `commit` that was interrupted; else nothing. Before the server of the home is started."""
    whole = _whole_folder(home)
    if not whole.exists():
        return
    for part in PARTS:
        if (whole / part).exists():
            discard(home / part)
            (home / part).parent.mkdir(mode=0o700, exist_ok=True)
            (whole / part).rename(home / part)
    shutil.rmtree(whole)


def discard(path: Path) -> None:
    """Delete a file, or a folder with all that is in it, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _staging_folder(home: Path) -> Path:
    return home / "restoring"


def _whole_folder(home: Path) -> Path:
    return home / "restored"


@contextmanager
def _explain_failures(place: Path) -> Generator[None]:
    """What the system refuses, such as a full disk, in one line."""
    try:
        yield
    except OSError as error:
        at = error.filename or place
        raise LocalServerError(f"{at} cannot be used: {error.strerror or error}. Mend that first.") from error


def _files(part: Path) -> list[Path]:
    if part.is_file():
        return [part]
    return sorted(path for path in part.rglob("*") if path.is_file() and not path.is_symlink())


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write(draft: Path, home: Path, contents: Contents) -> None:
    """Write the archive to a file that only the user can read, and have it on the disk."""
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=COMPRESSION) as archive:
            listed = json.dumps(asdict(contents)).encode()
            archive.addfile(_header(LIST, len(listed)), BytesIO(listed))
            for path, size, _ in contents.files:
                with (home / path).open("rb") as source:
                    archive.addfile(_header(path, size), source)
        stream.flush()
        os.fsync(stream.fileno())


def _header(path: str, size: int) -> tarfile.TarInfo:
    header = tarfile.TarInfo(path)
    header.size, header.mode = size, 0o600
    return header


def _contents(header: tarfile.TarInfo | None, archive: tarfile.TarFile) -> Contents:
    stream = archive.extractfile(header) if header and header.name == LIST else None
    if header is None or stream is None or header.size > LONGEST_CONTENTS:
        raise ValueError("no list")
    contents = Contents(**json.loads(stream.read()))
    paths = [_checked_path(path) for path, _, _ in contents.files]
    if contents.form != FORM or "password" not in paths or len(set(paths)) != len(paths):
        raise ValueError("another form")
    return contents


def _checked_path(path: str) -> str:
    """The path, if it lies in a part of the home."""
    pure = PurePosixPath(path)
    if pure.as_posix() != path or ".." in pure.parts:
        raise ValueError(path)
    if path not in PARTS and not path.startswith(f"{PARTS[0]}/"):
        raise ValueError(path)
    return path


def _refuse_newer(source: Path, contents: Contents, version: str) -> None:
    if _numbers(contents.neo4j) > _numbers(version):
        raise Invalid(
            f"{source} was made with Neo4j {contents.neo4j}, and here is {version}. Update Throughline first."
        )


def _numbers(version: str) -> list[int]:
    return [int(number) for number in version.split(".")]


def _extract(archive: tarfile.TarFile, target: Path, listed: tuple[str, int, str]) -> None:
    path, size, digest = listed
    header = archive.next()
    stream = archive.extractfile(header) if header else None
    if header is None or stream is None or (header.name, header.size) != (path, size):
        raise ValueError(path)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with stream, open(descriptor, "wb") as written:
        if _copy_digest(stream, written) != digest:
            raise ValueError(path)
        written.flush()
        os.fsync(written.fileno())


def _copy_digest(source: IO[bytes], target: IO[bytes]) -> str:
    """The SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()
