"""The small program between an owner and its server: ends the server when the owner is gone.

Started by path in a Python of its own, so it imports nothing of the project. It writes the server's pid,
then watches its standard input and its parent: a byte lets the server run on alone, the end of the input
or another parent means that the owner died, however it died.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys

GRACE_SECONDS = 30
PR_SET_PDEATHSIG = 1


def main(owner: int, tied: bool, log: str, folder: str, command: list[str]) -> int:
    """Run `command` in `folder` with its output in `log`, for as long as `owner` lives when `tied`."""
    with open(log, "wb") as output:
        server = subprocess.Popen(
            command,
            cwd=folder,
            env={"LC_ALL": "C.UTF-8"},  # Java reads paths in the encoding of the locale
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent if tied else None,
        )
    signal.signal(signal.SIGTERM, _leave)
    released = False
    try:
        os.write(1, f"{server.pid}\n".encode())
        released = _wait_for_release(owner, server)
    finally:
        if not released:
            _end(server)
    return 0


def _wait_for_release(owner: int, server: "subprocess.Popen[bytes]") -> bool:
    """Wait: True when the owner lets the server go, False when the owner or the server has ended."""
    while server.poll() is None and os.getppid() == owner:
        if select.select([0], [], [], 0.25)[0]:
            return os.read(0, 1) != b""
    return False


def _leave(_signal: int, _frame: object) -> None:
    sys.exit(1)


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _die_with_parent() -> None:
    """Should even the keeper be killed, the kernel tells the server."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2] == "tied", sys.argv[3], sys.argv[4], sys.argv[5:]))
