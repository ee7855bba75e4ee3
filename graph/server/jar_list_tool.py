"""Developer tool: writes the list of jars from what is published (`python -m graph.server.jar_list_tool`)."""

import hashlib
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from jgo.maven import Artifact, MavenContext

from graph.server.jar_list import LOCK_FILE, Jar, lock_file_text

VERSION = "2026.08.1"

# What the closure names and the server never loads: tools for tests, annotations for compilers, the file
# formats of the bulk import, XML binding for HTTP, certificates for TLS. Tried with every kind of index and
# statement, with dump, load and check. Groups, or group:artifact.
UNUSED = {
    "blue.strategic.parquet",
    "com.google.errorprone",
    "com.profesorfalken:jPowerShell",
    "com.sun.istack",
    "com.sun.xml.fastinfoset",
    "commons-pool",
    "junit",
    "net.bytebuddy",
    "org.apache.hadoop",
    "org.apache.parquet",
    "org.bouncycastle",
    "org.glassfish.jaxb",
    "org.hamcrest",
    "org.jvnet.staxex",
    "org.locationtech.jts",
    "org.mockito",
    "org.objenesis",
    "org.scala-lang:scala-reflect",
    "org.xerial.snappy",
}


def closure(context: MavenContext, version: str) -> list[Artifact]:
    """The artifacts a server of `version` loads."""
    root = context.create_dependency(f"org.neo4j:neo4j:{version}")
    inputs, transitive = context.resolver.resolve([root])
    artifacts = [dependency.artifact for dependency in (*inputs, *transitive)]
    return [
        artifact
        for artifact in artifacts
        if UNUSED.isdisjoint((artifact.groupId, f"{artifact.groupId}:{artifact.artifactId}"))
    ]


def locked_jar(artifact: Artifact) -> Jar:
    """What the lock file says of `artifact`; fetches it to know its bytes. Raises BadZipFile."""
    path = artifact.resolve()
    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            raise zipfile.BadZipFile(f"{path} came broken. Delete it and run this again.")
    content = path.read_bytes()
    parts = (artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier)
    coordinate = ":".join(part for part in parts if part)
    return Jar(coordinate, artifact.filename, len(content), hashlib.sha256(content).hexdigest())


def write_lock_file(context: MavenContext, version: str, target: Path) -> None:
    """Resolve the closure, fetch it and write the lock file `target`. Raises ValueError, BadZipFile."""
    with ThreadPoolExecutor(8) as pool:
        jars = list(pool.map(locked_jar, closure(context, version)))
    if len({jar.file for jar in jars}) != len(jars):
        raise ValueError("Two jars of the closure bear one file name; they cannot share a folder.")
    target.write_text(lock_file_text("Neo4j Community", version, "GPLv3", jars), "utf-8")


if __name__ == "__main__":
    with TemporaryDirectory() as fresh:
        write_lock_file(MavenContext(repo_cache=Path(fresh)), VERSION, LOCK_FILE)
