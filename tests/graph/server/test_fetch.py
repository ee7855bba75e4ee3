"""What is fetched is whole and right, whatever the network, the disk or another process does."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.server.errors import FetchFailed
from graph.server.fetch import fetch_jars
from graph.server.jar_list import JarSet, lock_file_text
from tests.graph.server.conftest import content, place
from tests.graph.server.registry import Registry

Fetch = Callable[[], Path]

FETCH = """
import sys
import time
from pathlib import Path
from graph.server.fetch import fetch_jars
from graph.server.jar_list import read_lock_file
lock, cache = read_lock_file(Path(sys.argv[1])), Path(sys.argv[2])
fetch_jars(lock, cache, repository=sys.argv[3], say=print, progress=lambda *_: None)
"""


@pytest.fixture
def fetch(lock: JarSet, registry: Registry, tmp_path: Path) -> Fetch:
    """Fetches the set from the registry into a cache of the test."""
    return lambda: fetch_jars(
        lock, tmp_path / "cache", repository=registry.address, say=ignore, progress=ignore
    )


def ignore(*_: object) -> None:
    """Whoever listens to nothing."""


def eventually(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether the condition becomes true in time."""
    deadline = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return met


def jars_asked(registry: Registry) -> dict[str, int]:
    """How often each jar was asked for; checksums do not count."""
    return {file: times for file, times in registry.asked.items() if file.endswith(".jar")}


def test_whole_set_is_fetched_and_announced(lock: JarSet, registry: Registry, tmp_path: Path) -> None:
    said: list[str] = []
    steps: list[tuple[int, int]] = []

    folder = fetch_jars(
        lock,
        tmp_path / "cache",
        repository=registry.address + "/",
        say=said.append,
        progress=lambda done, total: steps.append((done, total)),
    )

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        jar.file: content(jar.coordinate) for jar in lock.jars
    }
    assert said == [f"Fetching Example 1.0 (GPLv3): 6 of 6 files, 1 MB, into {tmp_path / 'cache'}."]
    assert steps[-1] == (lock.size, lock.size)
    assert all(0 <= done <= total == lock.size for done, total in steps)


def test_fetched_set_needs_no_network(fetch: Fetch, registry: Registry) -> None:
    first = fetch()
    registry.asked.clear()

    assert fetch() == first
    assert registry.asked == {}


def test_maven_cache_of_user_is_taken(fetch: Fetch, lock: JarSet, registry: Registry, tmp_path: Path) -> None:
    for jar in lock.jars:
        (tmp_path / "m2" / place(jar)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "m2" / place(jar)).write_bytes(content(jar.coordinate))
    wrong = lock.jars[2]
    (tmp_path / "m2" / place(wrong)).write_bytes(b"x" * wrong.size)

    folder = fetch()

    assert all(jar.fits(folder / jar.file) for jar in lock.jars)
    assert jars_asked(registry) == {wrong.file: 1}


def test_cut_download_is_fetched_again(fetch: Fetch, lock: JarSet, registry: Registry) -> None:
    cut = lock.jars[1]
    registry.cut.add(cut.file)

    folder = fetch()

    assert cut.fits(folder / cut.file)
    assert jars_asked(registry)[cut.file] == 2


def test_wrong_byte_is_never_accepted(fetch: Fetch, lock: JarSet, registry: Registry, tmp_path: Path) -> None:
    spoilt = lock.jars[3]
    registry.spoilt.add(spoilt.file)

    with pytest.raises(FetchFailed, match=rf"{spoilt.file} .*bytes are not those of the lock file"):
        fetch()

    assert not (tmp_path / "cache" / lock.folder).exists()
    assert list((tmp_path / "cache").rglob(spoilt.file)) == []


def test_next_run_fetches_only_the_rest(fetch: Fetch, lock: JarSet, registry: Registry) -> None:
    missing = lock.jars[-1]
    registry.withheld.add(missing.file)
    with pytest.raises(FetchFailed, match="does not give that file"):
        fetch()
    arrived = set(jars_asked(registry))
    registry.withheld.clear()
    registry.asked.clear()

    folder = fetch()

    assert all(jar.fits(folder / jar.file) for jar in lock.jars)
    assert missing.file in registry.asked
    assert not arrived & set(jars_asked(registry))


@pytest.mark.parametrize("harm", [b"", b"x" * 200_000])
def test_damaged_set_is_mended(fetch: Fetch, lock: JarSet, registry: Registry, harm: bytes) -> None:
    damaged, gone = lock.jars[0], lock.jars[1]
    folder = fetch()
    registry.asked.clear()
    (folder / damaged.file).write_bytes(harm)
    (folder / gone.file).unlink()

    assert fetch() == folder
    assert all(jar.fits(folder / jar.file) for jar in lock.jars)
    assert jars_asked(registry) == {damaged.file: 1, gone.file: 1}


def test_no_network_names_both_ways_out(lock: JarSet, registry: Registry, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = f"127.0.0.1:{probe.getsockname()[1]}"

    with pytest.raises(FetchFailed) as caught:
        fetch_jars(
            lock,
            tmp_path / "cache",
            repository=f"http://user:secret@{closed}/maven",
            say=ignore,
            progress=ignore,
        )

    message = caught.value.message
    assert f"from http://{closed}/maven: no connection." in message
    assert any(f"{jar.file} ({jar.coordinate})" in message for jar in lock.jars)
    assert "THROUGHLINE_MAVEN_REPOSITORY" in message
    assert "NEO4J_URI" in message
    assert "secret" not in message


def test_mirror_without_address_is_told(lock: JarSet, registry: Registry, tmp_path: Path) -> None:
    with pytest.raises(FetchFailed, match="that is not an address"):
        fetch_jars(lock, tmp_path / "cache", repository="mirror", say=ignore, progress=ignore)


def test_killed_fetch_is_taken_up(fetch: Fetch, lock: JarSet, registry: Registry, tmp_path: Path) -> None:
    registry.stalled.add(lock.jars[0].file)
    (tmp_path / "lock.json").write_text(lock_file_text("Example", "1.0", "GPLv3", lock.jars), "utf-8")
    other = subprocess.Popen(
        [sys.executable, "-c", FETCH, tmp_path / "lock.json", tmp_path / "cache", registry.address],
        stdout=subprocess.DEVNULL,
    )
    partial = tmp_path / "cache" / f"{lock.folder}.part"
    assert eventually(lambda: any(file.stat().st_size for file in partial.rglob(lock.jars[0].file)))
    other.kill()
    other.wait()
    registry.stalled.clear()

    folder = fetch()

    assert all(jar.fits(folder / jar.file) for jar in lock.jars)


def test_processes_share_one_fetch(lock: JarSet, registry: Registry, tmp_path: Path) -> None:
    registry.stalled.add(lock.jars[0].file)
    (tmp_path / "lock.json").write_text(lock_file_text("Example", "1.0", "GPLv3", lock.jars), "utf-8")
    said: list[str] = []
    arguments = [tmp_path / "lock.json", tmp_path / "cache", registry.address]
    with subprocess.Popen([sys.executable, "-c", FETCH, *arguments], stdout=subprocess.DEVNULL) as other:
        assert registry.stalling.wait(30)

        def hear(sentence: str) -> None:
            said.append(sentence)
            registry.going_on.set()

        fetch_jars(lock, tmp_path / "cache", repository=registry.address, say=hear, progress=ignore)

    assert other.returncode == 0
    assert said == [f"Waiting for process {other.pid}, which is fetching Example 1.0."]
    assert jars_asked(registry) == {jar.file: 1 for jar in lock.jars}
