"""Gets the jars of a lock file into our cache folder, whole and checked, or not at all."""

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

from graph.server.errors import FetchFailed
from graph.server.file_lock import hold_lock
from graph.server.jar_list import Jar, JarSet

if TYPE_CHECKING:
    from graph.server.jar_source import JarSource

FETCH_ATTEMPTS = 3
PAUSE_SECONDS = 0.5
AT_ONCE = 8
LONGEST_FETCH_SECONDS = 3600


def fetch_jars(
    lock: JarSet,
    cache: Path,
    *,
    repository: str | None = None,
    say: Callable[[str], None],
    progress: Callable[[int, int], None],
) -> Path:
    """The folder holding every jar of `lock` to the byte; fetches what is missing or wrong.

    `repository` is the address of a mirror; without one, the registry `jgo` knows.
    Raises FetchFailed. Processes that ask at the same time wait for one of them.
    """
    complete = cache / lock.folder
    if not _wrong(lock, complete):
        return complete
    busy = f"Waiting for process {{}}, which is fetching {lock.product} {lock.version}."
    with hold_lock(
        cache / f"{lock.folder}.lock",
        wait_seconds=LONGEST_FETCH_SECONDS,
        waiting=lambda pid: say(busy.format(pid or "unknown")),
    ):
        folder = complete if complete.is_dir() else cache / f"{lock.folder}.part"
        if wrong := _wrong(lock, folder):
            _announce(lock, wrong, folder, say)
            _fetch_all(wrong, folder, repository, progress)
        if folder != complete:
            folder.replace(complete)
    return complete


def _wrong(lock: JarSet, folder: Path) -> list[Jar]:
    """The jars that `folder` lacks or holds with other bytes."""
    if not folder.is_dir():
        return list(lock.jars)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        right = pool.map(Jar.fits, lock.jars, (folder / jar.file for jar in lock.jars))
        return [jar for jar, fits in zip(lock.jars, right, strict=True) if not fits]


def _announce(lock: JarSet, wrong: list[Jar], folder: Path, say: Callable[[str], None]) -> None:
    megabytes = sum(jar.size for jar in wrong) / 1_000_000
    say(
        f"Fetching {lock.product} {lock.version} ({lock.license}): "
        f"{len(wrong)} of {len(lock.jars)} files, {megabytes:.0f} MB, into {folder.parent}."
    )


def _fetch_all(
    jars: list[Jar], folder: Path, repository: str | None, progress: Callable[[int, int], None]
) -> None:
    from graph.server.jar_source import ByteCounter, JarSource  # half a second to import, and rarely needed

    incoming = folder / "incoming"
    shutil.rmtree(incoming, ignore_errors=True)
    incoming.mkdir(parents=True)
    counter = ByteCounter(sum(jar.size for jar in jars), progress)
    source = JarSource(incoming, repository, counter)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        futures = [pool.submit(_place, jar, folder / jar.file, source) for jar in jars]
        try:
            for future in as_completed(futures):
                future.result()
        finally:
            counter.stopped.set()
            pool.shutdown(cancel_futures=True)
            shutil.rmtree(incoming)


def _place(jar: Jar, target: Path, source: "JarSource") -> None:
    """Fetch `jar`, check it, and only then give it its name in the set."""
    reason = None
    for attempt in range(FETCH_ATTEMPTS):
        time.sleep(attempt * PAUSE_SECONDS)
        path, reason = source.fetch(jar)
        if jar.fits(path):
            path.replace(target)
            return
    raise FetchFailed(
        f"Could not fetch {jar.file} ({jar.coordinate}) from {source.address}: "
        f"{reason or 'its bytes are not those of the lock file'}. "
        "Try again when there is a network, set THROUGHLINE_MAVEN_REPOSITORY to the address of a mirror, "
        "or set NEO4J_URI to a Neo4j server that runs already."
    )
