"""A registry of jars on this machine, over real HTTP, that cuts, spoils, withholds or stalls on demand."""

import threading
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Registry(ThreadingHTTPServer):
    """Serves `contents` by path; what it was asked for is counted by file name."""

    daemon_threads = True

    def __init__(self, contents: dict[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.contents = contents
        self.asked = Counter[str]()
        self.cut: set[str] = set()
        self.spoilt: set[str] = set()
        self.withheld: set[str] = set()
        self.stalled: set[str] = set()
        self.stalling = threading.Event()
        self.going_on = threading.Event()

    @property
    def address(self) -> str:
        """What a user would set as the mirror."""
        return f"http://127.0.0.1:{self.server_port}/repository"


class _Answer(BaseHTTPRequestHandler):
    server: Registry  # pyright: ignore[reportIncompatibleVariableOverride] the only one it is used with

    def do_GET(self) -> None:
        file = self.path.rpartition("/")[2]
        content = self.server.contents.get(self.path.removeprefix("/repository/"))
        if content is None or file in self.server.withheld:
            return self.send_error(404)
        self.server.asked[file] += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        half = len(content) // 2
        if file in self.server.spoilt:
            content = content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :]
        self.wfile.write(content[:half])
        if file in self.server.stalled:
            self.server.stalling.set()
            self.server.going_on.wait(30)
        if file in self.server.cut:
            self.server.cut.remove(file)
            return None
        with suppress(ConnectionError):  # whoever asked may have been killed
            self.wfile.write(content[half:])
        return None

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test reads `asked`."""


@contextmanager
def serving(contents: dict[str, bytes]) -> Generator[Registry]:
    """A registry that answers until the block ends."""
    with Registry(contents) as registry:
        thread = threading.Thread(target=registry.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield registry
        finally:
            registry.going_on.set()
            registry.shutdown()
            thread.join()
