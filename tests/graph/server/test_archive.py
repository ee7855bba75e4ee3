"""Archives hold a home whole; what is broken, foreign or newer is refused, and leaves a home as it was."""

import json
import stat
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from graph.errors import Invalid
from graph.server import HomeInUse, LocalServer, archive
from graph.server.errors import LocalServerError
from graph.server.process_identity import process_identity
from graph.server.state_file import ServerState, write_state

VERSION = "2026.08.1"
FILES = {
    "neo4j/data/databases/neo4j/block.x1.db": bytes(range(256)) * 5_000,
    "neo4j/data/databases/system/database_lock": b"",
    "neo4j/data/transactions/neo4j/neostore.transaction.db.0": b"log",
    "password": b"hush",
}


def laid(home: Path, **files: bytes) -> Path:
    """A home with the files of a server, and others by name."""
    for name, content in (FILES | files).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    (home / "neo4j" / "logs").mkdir()
    return home


def holding(home: Path) -> dict[str, bytes]:
    """Every file of a home, with its bytes."""
    paths = [path for path in home.rglob("*") if path.is_file()]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that a server has left."""
    return laid(tmp_path / "home")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another home, with data of its own."""
    return laid(tmp_path / "Zweites Zuhause", **{"neo4j/data/databases/neo4j/old": b"kept", "password": b"x"})


@pytest.fixture
def made(home: Path, tmp_path: Path) -> Path:
    """A backup of the home."""
    out = tmp_path / "made.tar.gz"
    archive.back_up(home, out, VERSION)
    return out


def test_archives_bring_everything_back(made: Path, other: Path) -> None:
    contents = archive.unpack(made, other, VERSION)
    archive.commit(other)

    assert holding(other) == FILES
    assert (contents.neo4j, len(contents.files)) == (VERSION, len(FILES))


def test_archives_are_for_their_user(made: Path, home: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "made.tar.gz"]
    assert holding(home) == FILES


def test_interrupted_commits_are_finished(made: Path, other: Path) -> None:
    archive.unpack(made, other, VERSION)
    (other / "restoring").rename(other / "restored")
    archive.discard(other / "neo4j" / "data" / "databases")

    archive.settle(other)

    assert holding(other) == FILES
    assert not (other / "restored").exists()


def test_prepared_archives_change_nothing(made: Path, other: Path) -> None:
    before = holding(other)

    archive.unpack(made, other, VERSION)
    archive.settle(other)

    assert {path: content for path, content in holding(other).items() if "restoring" not in path} == before


def rewritten(made: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Change the members of an archive; None leaves one out."""
    with tarfile.open(made) as before:
        members = [(member, before.extractfile(member)) for member in before]
        kept = [(member, change(member.name, stream.read())) for member, stream in members if stream]
    with tarfile.open(made, "w:gz") as after:
        for member, content in kept:
            if content is not None:
                member.size = len(content)
                after.addfile(member, BytesIO(content))


def truncated(made: Path) -> None:
    """Cut the file in the middle."""
    made.write_bytes(made.read_bytes()[: made.stat().st_size // 2])


def garbled(made: Path) -> None:
    """Change one byte of one file."""
    rewritten(made, lambda name, content: content.replace(b"log", b"lag"))


def shortened(made: Path) -> None:
    """Leave one file out."""
    rewritten(made, lambda name, content: None if name.endswith("lock") else content)


def escaping(made: Path) -> None:
    """Name a path above the home."""
    rewritten(made, lambda name, content: content.replace(b"neo4j/data/transactions", b"neo4j/data/../../up"))


def strange(made: Path) -> None:
    """A list with other things in it than paths."""
    content = json.dumps({"form": 1, "neo4j": 5, "made": None, "files": [["password", 1, "x"]]})
    rewritten(made, lambda name, old: content.encode() if name == archive.LIST else old)


def foreign(made: Path) -> None:
    """A tar file of something else."""
    with tarfile.open(made, "w:gz") as other:
        other.addfile(tarfile.TarInfo("notes.txt"), BytesIO(b""))


def prose(made: Path) -> None:
    """A text."""
    made.write_text("Monday", "utf-8")


def emptied(made: Path) -> None:
    """Nothing at all."""
    made.write_bytes(b"")


@pytest.mark.parametrize(
    "damage", [truncated, garbled, shortened, escaping, strange, foreign, prose, emptied]
)
def test_broken_archives_are_refused(damage: Callable[[Path], None], made: Path, other: Path) -> None:
    before = holding(other)
    damage(made)

    with pytest.raises(Invalid, match=r"made\.tar\.gz is no backup of Throughline, or is damaged"):
        LocalServer(other).restore(made)

    assert {path: holding(other)[path] for path in before} == before
    assert set(holding(other)) - set(before) == {"server.lock"}


def test_newer_archives_are_refused(home: Path, other: Path, tmp_path: Path) -> None:
    archive.back_up(home, tmp_path / "newer", "2027.01.0")

    with pytest.raises(Invalid, match=r"Neo4j 2027\.01\.0, and here is 2026\.08\.1\. Update Throughline"):
        archive.unpack(tmp_path / "newer", other, VERSION)


def test_empty_homes_have_no_backup(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="holds no data yet"):
        archive.back_up(tmp_path, tmp_path / "out", VERSION)

    assert list(tmp_path.iterdir()) == []


def test_unusable_places_are_told(home: Path, tmp_path: Path) -> None:
    with pytest.raises(LocalServerError, match=r"No such file or directory\. Mend that first\."):
        archive.back_up(home, tmp_path / "absent" / "out", VERSION)
    with pytest.raises(LocalServerError, match=r"absent cannot be used"):
        archive.unpack(tmp_path / "absent", home, VERSION)


def test_served_homes_are_left_alone(made: Path, other: Path, tmp_path: Path) -> None:
    before, owner = holding(other), 1
    # Its server has been killed, and the program that owns it is about to start it again.
    write_state(
        other / "server.json", ServerState(999_999_999, "gone", 7687, VERSION, owner, process_identity(owner))
    )

    with pytest.raises(HomeInUse, match=r"Process 1 serves .* End it before a backup is restored\."):
        LocalServer(other).restore(made)
    with pytest.raises(HomeInUse, match=r"End it before it is backed up\."):
        LocalServer(other).back_up(tmp_path / "out")

    assert {path: holding(other)[path] for path in before} == before
    assert not (tmp_path / "out").exists()
