"""A small set of jars and a registry that has them, for the tests of fetching."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.server.jar_list import Jar, JarSet
from tests.graph.server.registry import Registry, serving

SIZE = 200_000


@pytest.fixture
def lock() -> JarSet:
    """Six jars, one of them with a classifier."""
    coordinates = [f"org.example:part-{number}:1.0" for number in range(5)]
    coordinates.append("org.example:part-0:1.0:linux-x86_64")
    return JarSet("Example", "1.0", "GPLv3", tuple(_jar(coordinate) for coordinate in coordinates))


@pytest.fixture
def registry(lock: JarSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    """A registry that has the jars of `lock`; the user's own Maven cache is empty."""
    monkeypatch.setenv("M2_REPO", str(tmp_path / "m2"))
    with serving({place(jar): content(jar.coordinate) for jar in lock.jars}) as registry:
        yield registry


def place(jar: Jar) -> str:
    """Where a registry keeps `jar`, below its address."""
    group, name, version, *_ = jar.coordinate.split(":")
    return f"{group.replace('.', '/')}/{name}/{version}/{jar.file}"


def content(coordinate: str) -> bytes:
    """The bytes of the jar: the same ones each time, other ones for each coordinate."""
    return (coordinate.encode() * SIZE)[:SIZE]


def _jar(coordinate: str) -> Jar:
    _, *rest = coordinate.split(":")
    digest = hashlib.sha256(content(coordinate)).hexdigest()
    return Jar(coordinate, f"{'-'.join(rest)}.jar", SIZE, digest)
