"""Developer tool: writes the lock file from the published closure (`python -m graph.local.lock [FOLDER]`)."""

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jgo.maven import Artifact, MavenContext

from graph.local.jars import LOCK_FILE, Jar, text

VERSION = "2026.08.1"

# Groups the closure names and the server never loads: tools for tests and annotations for compilers,
# file formats of the bulk import.
UNUSED = (
    "blue.strategic.parquet",
    "com.google.errorprone",
    "junit",
    "net.bytebuddy",
    "org.apache.hadoop",
    "org.apache.parquet",
    "org.hamcrest",
    "org.mockito",
    "org.objenesis",
    "org.xerial.snappy",
)


def closure(version: str, folder: Path) -> list[Artifact]:
    """The artifacts a server of `version` loads, resolved with `folder` as the local repository."""
    context = MavenContext(repo_cache=folder)
    root = context.create_dependency(f"org.neo4j:neo4j:{version}")
    inputs, transitive = context.resolver.resolve([root])
    artifacts = [dependency.artifact for dependency in (*inputs, *transitive)]
    return [artifact for artifact in artifacts if artifact.groupId not in UNUSED]


def locked(artifact: Artifact) -> Jar:
    """What the lock file says of `artifact`; fetches it to know its bytes."""
    content = artifact.resolve().read_bytes()
    parts = (artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier)
    coordinate = ":".join(part for part in parts if part)
    return Jar(coordinate, artifact.filename, len(content), hashlib.sha256(content).hexdigest())


def main(folder: Path) -> None:
    """Resolve, fetch and write the lock file."""
    with ThreadPoolExecutor(8) as pool:
        jars = list(pool.map(locked, closure(VERSION, folder)))
    if len({jar.file for jar in jars}) != len(jars):
        raise ValueError("Two jars of the closure bear one file name; they cannot share a folder.")
    LOCK_FILE.write_text(text("Neo4j Community", VERSION, "GPLv3", jars), "utf-8")
    sys.stdout.write(f"{LOCK_FILE}: {len(jars)} jars, {sum(jar.size for jar in jars)} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "jars-to-lock"))
