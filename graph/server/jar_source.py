"""Where jars come from: the user's Maven cache, else a registry, through `jgo`'s artifact API."""

import logging
import shutil
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from jgo.constants import default_maven_repo
from jgo.maven import Artifact, MavenContext, PythonResolver

from graph.server.jar_list import Jar

TIMEOUT_SECONDS = 15

# What a part of the name of an error means, first match first.
REASONS = {
    "Timeout": f"no answer within {TIMEOUT_SECONDS} seconds",
    "Chunked": "the connection broke in the middle of the file",
    "Connection": "no connection",
    "Proxy": "no connection",
    "SSL": "no connection that can be trusted",
    "Schema": "that is not an address",
    "URL": "that is not an address",
}


class ByteCounter:
    """Bytes fetched so far by all threads together; raises in them once `stopped` is set."""

    def __init__(self, total: int, progress: Callable[[int, int], None]) -> None:
        self.stopped = threading.Event()
        self._total = total
        self._progress = progress
        self._done: dict[str, int] = {}
        self._lock = threading.Lock()

    def put(self, file: str, done: int) -> None:
        """So many bytes of `file` are there: none again when they turned out wrong."""
        if self.stopped.is_set():
            raise InterruptedError("The fetch was stopped.")
        with self._lock:
            self._done[file] = done
            self._progress(sum(self._done.values()), self._total)


class JarSource:
    """Fetches one jar at a time into `folder`; what it leaves there is not checked yet."""

    def __init__(self, folder: Path, repository: str | None, counter: ByteCounter) -> None:
        self._counter = counter
        self._context = MavenContext(
            resolver=PythonResolver(progress_callback=self._count_bytes),
            repo_cache=folder,
            remote_repos={"mirror": repository.rstrip("/")} if repository else None,
            timeout=TIMEOUT_SECONDS,
        )
        # A wrong checksum is found by our own, stronger one; jgo would print its finding.
        logging.getLogger("jgo").setLevel(logging.ERROR)

    @property
    def address(self) -> str:
        """The registry asked, without a name or password that its address may carry."""
        parts = urlsplit(next(iter(self._context.remote_repos.values())))
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()

    def fetch(self, jar: Jar) -> tuple[Path, str | None]:
        """Where `jar` came to lie, if it did, and what went wrong on the way, if anything did."""
        artifact = self._artifact(jar)
        place = artifact.component.path_prefix / jar.file
        path = self._context.repo_cache / place
        path.unlink(missing_ok=True)  # jgo would take what an attempt before left for the whole
        self._counter.put(jar.file, 0)
        reason = None
        if jar.fits(default_maven_repo() / place):
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(default_maven_repo() / place, path)
        else:
            reason = _failure(artifact)
        if reason is None:
            self._counter.put(jar.file, jar.size)
        return path, reason

    def _artifact(self, jar: Jar) -> Artifact:
        group, name, version, *classifier = jar.coordinate.split(":")
        return self._context.project(group, name).at_version(version).artifact("".join(classifier))

    @contextmanager
    def _count_bytes(self, file: str, _size: int) -> Generator[Callable[[int], None]]:
        done = 0

        def add(count: int) -> None:
            nonlocal done
            done += count
            self._counter.put(file, done)

        yield add


def _failure(artifact: Artifact) -> str | None:
    """Fetch; why that failed, for people: the error's own text may hold the password of a mirror."""
    try:
        artifact.resolve()
    except InterruptedError:
        raise
    except Exception as error:  # jgo lets through what any of its layers raises
        return _reason(error)
    return None


def _reason(error: Exception) -> str:
    kind = type(error).__name__
    if isinstance(error, OSError) and error.errno:
        return error.strerror or kind
    if isinstance(error, RuntimeError):
        return "it does not give that file"
    for part, reason in REASONS.items():
        if part in kind:
            return reason
    return kind
