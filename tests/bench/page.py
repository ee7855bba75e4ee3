"""What a part of the bench found: a table for the terminal, and its section of docs/performance.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
SECTION = "<!-- begin {name} -->\n{text}\n<!-- end {name} -->"


@dataclass
class Found:
    """The figures of one part, a row for each thing that was measured."""

    name: str
    heads: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list[Sequence[str]])

    def show(self) -> None:
        """Print the table."""
        table = Table(*self.heads, title=self.name)
        for row in self.rows:
            table.add_row(*row)
        Console(width=170).print(table)

    def markdown(self) -> str:
        """The table as it stands in a page."""
        lines = [self.heads, ["---", *["--:"] * (len(self.heads) - 1)], *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(found: Found, command: str, machine: str, page: Path = PAGE) -> None:
    """Put the figures in the place of those of an earlier run; what people wrote around them stays."""
    text = f"`{command}`\n\nOn {machine}.\n\n{found.markdown()}"
    section = SECTION.format(name=found.name, text=text)
    before = page.read_text("utf-8")
    pattern = re.compile(f"<!-- begin {found.name} -->.*?<!-- end {found.name} -->", re.DOTALL)
    if not pattern.search(before):
        raise SystemExit(f"{page} has no section {found.name}")
    page.write_text(pattern.sub(lambda _: section, before), "utf-8")
