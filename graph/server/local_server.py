"""The Neo4j server of one home folder: start or reuse it, stop it, say how it is, delete its data."""

import atexit
import subprocess
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.server import archive, class_archive, jar_list, state_file
from graph.server.account import DATABASE, USERNAME, ServerAddress, is_answering, password
from graph.server.errors import HomeInUse, StartFailed
from graph.server.fetch import fetch_jars
from graph.server.file_lock import hold_lock
from graph.server.folders import default_cache
from graph.server.launch import UP_TUNING, Tuning, configure, console_log, free_port, launch, release
from graph.server.process_identity import end_process
from graph.server.state_file import ServerState

START_SECONDS = 180
GRACE_SECONDS = 30
LAUNCH_ATTEMPTS = 3


@dataclass(frozen=True)
class Status:
    """How the server of a home is; `owner` is the process it ends with, None for one that stays."""

    home: Path
    version: str
    running: bool
    uri: str | None = None
    pid: int | None = None
    owner: int | None = None


class LocalServer:
    """The Neo4j server of one home folder."""

    def __init__(
        self,
        home: Path,
        *,
        cache: Path | None = None,
        repository: str | None = None,
        tuning: Tuning = UP_TUNING,
        say: Callable[[str], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """`say` gets sentences for the user, `progress` bytes fetched and bytes to fetch."""
        self.home = home.absolute()
        self.owned = False
        self._cache = (cache or default_cache()).absolute()
        self._repository = repository
        self._tuning = tuning
        self._say = say or _ignore
        self._progress = progress or _ignore
        self._keeper: subprocess.Popen[bytes] | None = None
        self._lock = jar_list.read_lock_file()

    def start(self, *, detached: bool = False, alone: bool = False) -> ServerAddress:
        """Fetch the server if need be, start it, or reuse the one of this home that runs.

        A server ends with this process however that ends, unless `detached`. With `alone`, one that
        another living process owns is not reused: HomeInUse says which. Raises LocalServerError.
        """
        # Fetching may take minutes: not while holding the home.
        folder = self._jars() if state_file.live_state(self._state_file) is None else None
        with self._hold_home():
            present = state_file.live_state(self._state_file)
            if present is None:
                return self._start_server(folder or self._jars(), detached)
            if alone and (owner := present.other_owner()):
                raise HomeInUse(
                    f"Process {owner} serves {self.home} already, with its database at {present.uri}. "
                    "Use that one, end it, or set THROUGHLINE_HOME to another folder.",
                    owner,
                )
            return self._wait_for_answer(present)

    def revive(self) -> ServerAddress | None:
        """Start the server again, at its port, if it ended without being stopped; else None."""
        if state_file.fallen_state(self._state_file) is None:
            return None
        with self._hold_home():
            if state_file.fallen_state(self._state_file) is None:
                return None  # it is being stopped, or somebody else was faster
            self._say("The database has ended unexpectedly. Starting it again.")
            return self._start_server(self._jars(), detached=False)

    def stop(self) -> bool:
        """End the server of this home, whoever started it; False if none was running."""
        with self._hold_home():
            return self._stop_server()

    def status(self) -> Status:
        """Whether a server of this home runs, where, and who owns it."""
        present = state_file.live_state(self._state_file)
        if present is None:
            return Status(self.home, self._lock.version, running=False)
        return Status(self.home, present.version, True, present.uri, present.pid, present.owner)

    def reset(self) -> None:
        """Stop the server and delete all data of this home."""
        with self._hold_home():
            self._stop_server()
            archive.discard(self._folder)
            archive.discard(self._password_file)

    @property
    def holds_data(self) -> bool:
        """Whether this home was ever started, and not reset since."""
        return (self._folder / "data").exists()

    def back_up(self, out: Path) -> int:
        """Stop the server and write all data of this home to a file; its size in bytes.

        Raises HomeInUse while another process serves it, Invalid where there is no data.
        """
        with self._hold_home():
            self._refuse_served("it is backed up")
            self._stop_server(for_what="the backup")
            return archive.back_up(self.home, out.absolute(), self._lock.version)

    def restore(self, source: Path) -> str:
        """Stop the server and put a backup in place of the data of this home; the time it was made.

        Raises HomeInUse while another process serves it, Invalid for what is no whole backup.
        """
        with self._hold_home():
            self._refuse_served("a backup is restored")
            contents = archive.unpack(source.absolute(), self.home, self._lock.version)
            self._stop_server(for_what="the restored data")
            archive.commit(self.home)
            return contents.made

    @property
    def _folder(self) -> Path:
        return self.home / "neo4j"

    @property
    def _password_file(self) -> Path:
        return self.home / "password"

    @property
    def _state_file(self) -> Path:
        return self.home / "server.json"

    @contextmanager
    def _hold_home(self) -> Generator[None]:
        with hold_lock(
            self.home / "server.lock",
            wait_seconds=START_SECONDS,
            waiting=lambda pid: self._say(
                f"Waiting for process {pid or 'unknown'}, which holds {self.home}."
            ),
        ):
            archive.settle(self.home)
            yield

    def _refuse_served(self, until: str) -> None:
        present = state_file.live_state(self._state_file) or state_file.fallen_state(self._state_file)
        if owner := present and present.other_owner():
            raise HomeInUse(f"Process {owner} serves {self.home}. End it before {until}.", owner)

    def _jars(self) -> Path:
        with ThreadPoolExecutor(1) as beside:  # Java has work of its own while the network is waited for
            beside.submit(
                class_archive.prepare, class_archive.archive_folder(self._cache / self._lock.folder)
            )
            return fetch_jars(
                self._lock, self._cache, repository=self._repository, say=self._say, progress=self._progress
            )

    def _start_server(self, folder: Path, detached: bool) -> ServerAddress:
        """Launch until a port is had: another program may take it before the server does."""
        for _ in range(LAUNCH_ATTEMPTS - 1):
            try:
                return self._launch_server(folder, detached)
            except StartFailed:
                if "Address already in use" not in self._printed_text():
                    raise
        return self._launch_server(folder, detached)

    def _launch_server(self, folder: Path, detached: bool) -> ServerAddress:
        self._let_go()  # of a server that was killed
        fallen = state_file.fallen_state(self._state_file)
        port = free_port(fallen.port if fallen else 0)  # where those who used it look for it
        configure(self._folder, port, self._tuning)
        self._keeper, pid = launch(self._lock, folder, self._folder, self._tuning, detached=detached)
        atexit.register(self._let_go)
        present = state_file.launched_state(pid, port, self._lock.version, detached=detached)
        state_file.write_state(self._state_file, present)
        try:
            address = self._wait_for_answer(present)
        except BaseException:
            self._stop_server()
            raise
        if detached:
            release(self._keeper)
        self.owned = True
        return address

    def _wait_for_answer(self, present: ServerState) -> ServerAddress:
        """Wait until the server takes requests."""
        address = ServerAddress(present.uri, USERNAME, password(self._password_file), DATABASE)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            # Until it says so, another program may listen at its port.
            if "Started." in self._printed_text() and is_answering(address):
                return address
            if not present.alive:
                raise StartFailed(
                    f"The server ended while starting. It said:\n{self._printed_text()[-2000:]}"
                )
            time.sleep(0.1)
        raise StartFailed(
            f"The server (process {present.pid}) does not answer at {present.uri} after {START_SECONDS} s. "
            f"End it with `throughline db stop`; what it printed is in {console_log(self._folder)}."
        )

    def _stop_server(self, for_what: str | None = None) -> bool:
        present = state_file.live_state(self._state_file)
        if present is not None and present.identity is not None:
            if for_what:
                self._say(f"Stopping Neo4j for {for_what}.")
            end_process(present.pid, present.identity, GRACE_SECONDS)
        self._state_file.unlink(missing_ok=True)
        self._let_go()
        return present is not None

    def _let_go(self) -> None:
        """End the server this object launched and reap its keeper; at exit too, so nobody need remember."""
        atexit.unregister(self._let_go)
        self.owned = False
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.stdin.close()
            self._keeper.wait()
        self._keeper = None

    def _printed_text(self) -> str:
        return console_log(self._folder).read_text("utf-8", "replace")


def _ignore(*_: object) -> None:
    pass
