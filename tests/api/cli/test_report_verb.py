"""The verb `report`: to the screen or to a file that is whole, and what it refuses."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import main
from api.reports.kinds import REPORTS
from graph.server import ServerAddress
from tests.api.cli.test_main import PROGRAM
from tests.api.portfolio import Portfolio

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def reached(server: ServerAddress, portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the run, with the hand-made portfolio in it, is the one of the settings."""
    for name, value in (
        ("URI", server.uri),
        ("USERNAME", server.username),
        ("PASSWORD", server.password),
        ("DATABASE", server.database),
    ):
        monkeypatch.setenv(f"NEO4J_{name}", value)


async def told(*arguments: str) -> Result:
    """What the verb says, run in this process beside the loop of the test."""
    return await asyncio.to_thread(CliRunner().invoke, main.app, ["report", *arguments])


async def test_reports_go_to_the_screen() -> None:
    shown = await told("coverage", "--journey", "Repair a fault")

    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.startswith("# Coverage\n")
    assert "- **Filters:** journey “Repair a fault”\n" in shown.stdout


async def test_reports_go_to_files(tmp_path: Path) -> None:
    written = await told("portfolio", "--since", "2026-01-01", "--out", str(tmp_path / "Here.XLSX"))

    assert (written.exit_code, written.stdout) == (0, "")
    assert written.stderr == f"Written to {tmp_path / 'Here.XLSX'}.\n"
    assert os.listdir(tmp_path) == ["Here.XLSX"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], f'There is no report "nothing". There are: {", ".join(REPORTS)}.'),
        (["changes", "--out", "a.svg"], 'The report changes does not come as "svg", only as xlsx, csv, md, '),
        (["changes", "--team", "IT"], 'The report changes does not know "team". It takes: journey, '),
        (["journey"], "The report journey is about one journey: give its id, key or name."),
        (["gaps", "--out", "gaps"], 'The report gaps does not come as "", only as '),
        (["changes", "--since", "Monday"], 'since: "Monday" is no day. Write it as 2026-01-31, or '),
    ],
)
async def test_wrong_usage_is_told(arguments: list[str], message: str) -> None:
    refused = await told(*arguments)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith(message)


async def test_help_tells_what_filters_mean() -> None:
    shown = await told("effects", "--help")

    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "  --since    Solutions launched on this day or later; cancelled ones only " in shown.stdout
    assert "\nStatus: idea, planned, in progress, launched, cancelled.\n" in shown.stdout
    assert "--until" not in shown.stdout
    assert "Options" in (await told("--help")).stdout


async def test_unknown_records_leave_no_file(tmp_path: Path) -> None:
    refused = await told("gaps", "--goal", "Nirvana", "--out", str(tmp_path / "gaps.md"))

    assert refused.exit_code == 1
    assert refused.stderr.startswith('goal: no goal has the id, key or name "Nirvana". There are ')
    assert os.listdir(tmp_path) == []


async def test_unwritable_places_are_told(tmp_path: Path) -> None:
    refused = await told("gaps", "--out", str(tmp_path / "away" / "gaps.md"))

    assert refused.exit_code == 1
    assert re.search(r"gaps\.md cannot be written: No such file or directory\.$", refused.stderr.strip())


def test_ended_reports_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # a database that never answers
        monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{silent.getsockname()[1]}")
        command = [PROGRAM, "report", "gaps", "--out", str(tmp_path / "gaps.csv")]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
            until = time.monotonic() + 60
            while not os.listdir(tmp_path) and time.monotonic() < until:
                time.sleep(0.05)
            begun = os.listdir(tmp_path)
            process.terminate()
            told = process.communicate(timeout=60)[1]

    assert begun == [f".gaps.csv.{process.pid}"]
    assert (process.returncode, told) == (128 + signal.SIGTERM, b"")
    assert os.listdir(tmp_path) == []
