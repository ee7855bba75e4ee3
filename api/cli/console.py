"""What the command line says: results on stdout, what happens meanwhile and what went wrong on stderr."""

import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import Any

import orjson
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

# Characters of a line that is written to a file or to another program.
_WIDE = 300


class Terminal:
    """Speaks to the person at the terminal."""

    def __init__(self) -> None:
        self.results = Console(soft_wrap=True, highlight=False)
        self.remarks = Console(stderr=True, soft_wrap=True, highlight=False)

    def print_remark(self, text: str) -> None:
        """Tell what happens."""
        self.remarks.print(text, markup=False)

    def print_failure(self, text: str) -> None:
        """Tell what went wrong and what to do."""
        self.remarks.print(text, markup=False, style="red")

    def print_result(self, text: str) -> None:
        """Give a result."""
        self.results.print(text, markup=False)

    def print_document(self, document: Any) -> None:
        """Give a result as one JSON document, for programs."""
        sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")

    def print_table(self, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Give a result of several columns, as wide as it is where nobody sees it on a terminal."""
        table = Table(*heads, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*map(Text, row))
        if not self.results.is_terminal:
            self.results.width = _WIDE
        self.results.print(table)

    @contextmanager
    def fetch_progress(self) -> Generator[Callable[[int, int], None]]:
        """A bar of the bytes fetched, from the first call on; a line for each quarter without a terminal."""
        columns = TextColumn("  "), BarColumn(), DownloadColumn(), TimeRemainingColumn()
        progress = Progress(*columns, console=self.remarks, transient=True)
        task = progress.add_task("fetching", total=None, start=False)
        quarters: set[int] = set()

        def show(done: int, total: int) -> None:
            if self.remarks.is_terminal:
                progress.start()
                progress.start_task(task)
                progress.update(task, completed=done, total=total)
            elif (quarter := 4 * done // max(total, 1)) not in quarters:
                quarters.add(quarter)
                self.print_remark(f"  {done / 1e6:.0f} of {total / 1e6:.0f} MB")

        try:
            yield show
        finally:
            if progress.live.is_started:
                progress.stop()

    @contextmanager
    def count_progress(self) -> Generator[Callable[[int, int], None]]:
        """A bar of what is done of how much, from the first call on; nothing without a terminal."""
        columns = TextColumn("  "), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        progress = Progress(
            *columns, console=self.remarks, transient=True, disable=not self.remarks.is_terminal
        )
        task = progress.add_task("counting", total=None)

        def show(done: int, total: int) -> None:
            progress.start()
            progress.update(task, completed=done, total=max(done, total))

        try:
            yield show
        finally:
            progress.stop()


terminal = Terminal()
