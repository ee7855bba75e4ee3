"""The voice: progress as a bar on a terminal, as a few lines elsewhere."""

import io

import pytest
from rich.console import Console

from api.cli.console import Terminal


def test_progress_is_told_in_quarters(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal().fetch_progress() as progress:
        for done in range(0, 101, 5):
            progress(done * 1_000_000, 100_000_000)

    assert capsys.readouterr().err.splitlines() == [f"  {done} of 100 MB" for done in (0, 25, 50, 75, 100)]


def test_progress_is_a_bar_on_terminals() -> None:
    voice, screen = Terminal(), io.StringIO()
    voice.remarks = Console(file=screen, force_terminal=True, width=80)

    with voice.fetch_progress() as progress:
        progress(50_000_000, 100_000_000)

    assert "50.0/100.0 MB" in screen.getvalue()


def test_tables_are_told_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal().print_table(("name", "why"), [("a [/b] [bold]c", "long " * 40)])

    head, row = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "why"]
    assert row.startswith("a [/b] [bold]c  long long")
    assert row.split().count("long") == 40


def test_nothing_fetched_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Terminal().fetch_progress():
        pass

    assert capsys.readouterr().err == ""


def test_results_and_remarks_are_apart(capsys: pytest.CaptureFixture[str]) -> None:
    voice = Terminal()

    voice.print_result("a [bold]result[/bold]")
    voice.print_remark("a remark")
    voice.print_failure("a failure")
    voice.print_table(("name", "state"), [("one", "APPLIED")])

    told = capsys.readouterr()
    assert told.out.splitlines()[0] == "a [bold]result[/bold]"
    assert "APPLIED" in told.out
    assert told.err == "a remark\na failure\n"
