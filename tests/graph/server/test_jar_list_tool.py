"""The developer tool writes what a registry publishes, without what the server never loads."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from jgo.maven import MavenContext

from graph.server import jar_list
from graph.server.jar_list_tool import write_lock_file
from tests.graph.server.registry import Registry, serving

POM = """<project>
<modelVersion>4.0.0</modelVersion>
<groupId>{group}</groupId><artifactId>{name}</artifactId><version>1</version>
<dependencies>{dependencies}</dependencies>
</project>"""
DEPENDENCY = """<dependency>
<groupId>{}</groupId><artifactId>{}</artifactId><version>1</version>
</dependency>"""


def published(group: str, name: str, *needs: tuple[str, str]) -> dict[str, bytes]:
    """The files of version 1 of an artifact that needs others."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as stream:
        stream.writestr(f"{name}.txt", name * 100)
    dependencies = "".join(DEPENDENCY.format(*need) for need in needs)
    pom = POM.format(group=group, name=name, dependencies=dependencies)
    base = f"{group.replace('.', '/')}/{name}/1/{name}-1"
    return {f"{base}.pom": pom.encode(), f"{base}.jar": archive.getvalue()}


@pytest.fixture
def published_server() -> Iterator[Registry]:
    """A registry with a server of three jars, one of them for tests alone."""
    contents = {
        **published("org.neo4j", "neo4j", ("org.neo4j", "neo4j-kernel"), ("junit", "junit")),
        **published("org.neo4j", "neo4j-kernel"),
        **published("junit", "junit"),
    }
    with serving(contents) as registry:
        yield registry


def test_closure_is_locked_without_tools(published_server: Registry, tmp_path: Path) -> None:
    context = MavenContext(repo_cache=tmp_path / "m2", remote_repos={"here": published_server.address})

    write_lock_file(context, "1", tmp_path / "lock.json")

    lock = jar_list.read_lock_file(tmp_path / "lock.json")
    assert [jar.coordinate for jar in lock.jars] == ["org.neo4j:neo4j-kernel:1", "org.neo4j:neo4j:1"]
    assert all(jar.fits(next((tmp_path / "m2").rglob(jar.file))) for jar in lock.jars)


def test_broken_jar_is_not_locked(published_server: Registry, tmp_path: Path) -> None:
    context = MavenContext(repo_cache=tmp_path / "m2", remote_repos={"here": published_server.address})
    published_server.spoilt.add("neo4j-kernel-1.jar")

    with pytest.raises(zipfile.BadZipFile):
        write_lock_file(context, "1", tmp_path / "lock.json")

    assert not (tmp_path / "lock.json").exists()
