"""The committed lock file names a closed set, and no place to get it from."""

import json
import re
from pathlib import Path

import pytest

from graph.server.jar_list import LOCK_FILE, Jar, JarSet, lock_file_text, read_lock_file


def test_committed_lock_is_complete() -> None:
    lock = read_lock_file()

    assert (lock.product, lock.version, lock.license) == ("Neo4j Community", "2026.08.1", "GPLv3")
    assert len({jar.file for jar in lock.jars}) == len(lock.jars)
    assert all(re.fullmatch("[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in lock.jars)
    assert f"org.neo4j:neo4j:{lock.version}" in {jar.coordinate for jar in lock.jars}


def test_committed_lock_names_no_registry() -> None:
    content = LOCK_FILE.read_text("utf-8")

    assert "://" not in content
    assert set(json.loads(content)["jars"][0]) == {"coordinate", "file", "size", "sha256"}


def test_unloaded_tools_are_left_out() -> None:
    groups = {jar.coordinate.partition(":")[0] for jar in read_lock_file().jars}

    assert groups.isdisjoint({"junit", "org.mockito", "net.bytebuddy", "org.hamcrest", "org.apache.hadoop"})


def test_lock_file_reads_as_written(lock: JarSet, tmp_path: Path) -> None:
    path = tmp_path / "lock.json"
    path.write_text(lock_file_text(lock.product, lock.version, lock.license, reversed(lock.jars)), "utf-8")

    again = read_lock_file(path)

    assert set(again.jars) == set(lock.jars)
    assert again.folder == lock.folder
    assert [jar.coordinate for jar in again.jars] == sorted(jar.coordinate for jar in lock.jars)


def test_another_set_has_another_folder(lock: JarSet) -> None:
    changed = Jar(lock.jars[0].coordinate, lock.jars[0].file, lock.jars[0].size, "0" * 64)

    assert JarSet(lock.product, lock.version, lock.license, (changed, *lock.jars[1:])).folder != lock.folder


@pytest.mark.parametrize(("content", "fits"), [(b"abc", True), (b"abd", False), (b"ab", False)])
def test_jar_fits_to_the_byte(tmp_path: Path, content: bytes, fits: bool) -> None:
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # of abc, from FIPS 180-2
    path = tmp_path / "a.jar"
    path.write_bytes(content)

    assert Jar("g:a:1", "a.jar", 3, digest).fits(path) is fits
    assert not Jar("g:a:1", "a.jar", 3, digest).fits(tmp_path)
