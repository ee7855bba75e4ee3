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

from graph.local.jars import Jar

TIMEOUT_SECONDS = 30


class Counter:
    """Bytes fetched so far by all threads together; raises in them once `stopped` is set."""

    def __init__(self, total: int, progress: Callable[[int, int], None]) -> None:
        self.stopped = threading.Event()
        self._total = total
        self._progress = progress
        self._done = 0
        self._lock = threading.Lock()

    def add(self, count: int) -> None:
        """Count bytes that came, or with a negative number bytes that turned out wrong."""
        if self.stopped.is_set():
            raise InterruptedError("The fetch was stopped.")
        with self._lock:
            self._done += count
            self._progress(self._done, self._total)


class Source:
    """Fetches one jar at a time into `folder`; what it leaves there is not checked yet."""

    def __init__(self, folder: Path, repository: str | None, counter: Counter) -> None:
        self._counter = counter
        self._context = MavenContext(
            resolver=PythonResolver(progress_callback=self._watched),
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
        """Where `jar` came to lie, and what went wrong on the way, if anything did."""
        artifact = self._artifact(jar)
        path = self._context.repo_cache / artifact.component.path_prefix / jar.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if self._copied(jar, artifact, path):
            return path, None
        try:
            artifact.resolve()
        except InterruptedError:
            raise
        except Exception as error:  # jgo lets through what any of its layers raises
            return path, _reason(error)
        return path, None

    def refuse(self, path: Path) -> None:
        """Delete a file that is not what it should be, and take its bytes off the count."""
        if path.exists():
            self._counter.add(-path.stat().st_size)
            path.unlink()

    def _artifact(self, jar: Jar) -> Artifact:
        group, name, version, *classifier = jar.coordinate.split(":")
        return self._context.project(group, name).at_version(version).artifact("".join(classifier))

    def _copied(self, jar: Jar, artifact: Artifact, path: Path) -> bool:
        mine = default_maven_repo() / artifact.component.path_prefix / jar.file
        if not jar.fits(mine):
            return False
        shutil.copyfile(mine, path)
        self._counter.add(jar.size)
        return True

    @contextmanager
    def _watched(self, _file: str, _size: int) -> Generator[Callable[[int], None]]:
        yield self._counter.add


def _reason(error: Exception) -> str:
    """Why a fetch failed, for people; the error's own text may hold the password of a mirror."""
    kind = type(error).__name__
    if "Timeout" in kind:
        return f"no answer within {TIMEOUT_SECONDS} seconds"
    if "Connection" in kind or "SSL" in kind or "Proxy" in kind:
        return "no connection"
    if "Chunked" in kind or "Protocol" in kind:
        return "the connection broke in the middle of the file"
    if isinstance(error, RuntimeError):
        return "it is not there"
    return kind
