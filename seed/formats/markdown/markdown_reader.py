"""Markdown files: their tables, the tree or the journey of their headings, and diagrams beside these."""

import re

from graph.entities import Model
from seed.content import Content
from seed.draft import Cell, Draft, Place
from seed.draft_builder import UniqueRecords
from seed.formats.format_guide import FormatGuide
from seed.formats.markdown.document import MarkdownDocument, parse_document
from seed.formats.markdown.heading_journey import holds_journey, read_journey
from seed.formats.markdown.opportunity_tree import holds_tree, read_tree
from seed.formats.markdown.tables import read_markdown_tables, readable_tables
from seed.formats.mermaid.mermaid_reader import read_fenced_diagrams

NAME: str = "markdown"

GUIDE: FormatGuide = FormatGuide(
    "Markdown",
    "Texts with tables wherever they stand, several in one file, with diagrams of Mermaid and prose beside "
    "them; opportunity trees and journeys in headings.",
    (
        ("a table with lanes of a journey, or a list of opportunities", "what a matrix or list becomes"),
        ("tables of steps under neighbouring headings", "one journey, with the headings as its phases"),
        ("the heading above", "the name of the journey; facts such as `Persona: Ann` belong to it"),
        ("`## Outcome: …`, `### [Opportunity] …`, `#### Solution: …`", "a goal, an opportunity, a solution"),
        ("`@on-track`, `Status: done`", "the status"),
        ("text below such a heading", "the description"),
        ("headings with labels such as `Pains: …` below them", "journey, phases and steps with these lanes"),
    ),
    "prose, settings, programs, experiments, figures without a day.",
    """
# Members stay longer

## Outcome: More members come in April @on-track

### Opportunity: Evening classes are full

#### Solution: Name the next free class
""",
)

# More than a matrix and than diagrams alone, which stand in such files too; less than a bare diagram.
_SURE = 0.6
_TABLE_LINE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*\|", re.MULTILINE)
_HEADING_LINE = re.compile(r"^[ \t>]*#{1,6}[ \t]", re.MULTILINE)


def recognise(content: Content, model: Model) -> float:
    """More than half sure where a table, a tree or a journey in headings is found."""
    text = content.text
    if (
        text is None
        or content.data is not None
        or not (_TABLE_LINE.search(text) or _HEADING_LINE.search(text))
    ):
        return 0.0
    document = parse_document(text)
    found = bool(readable_tables(document)) or holds_tree(document) or holds_journey(document)
    return _SURE if found else 0.0


def read(content: Content, model: Model) -> Draft:
    """Tables first, then the tree or journey of the headings, then diagrams; prose is left over."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    text = content.text or ""
    document = parse_document(text)
    lines = _line_cells(draft, document, text)
    once = UniqueRecords(draft)
    read_markdown_tables(draft, once, document, lines, content.stem)
    if holds_tree(document):
        read_tree(draft, once, document, lines)
    elif holds_journey(document):
        read_journey(draft, once, document, lines, content.stem)
    read_fenced_diagrams(draft, once, lines, text, content.stem)
    for number, reason in document.other:
        draft.leave(lines[number], reason)
    draft.leave_rest("It is prose beside what is read.")
    return draft


def _line_cells(draft: Draft, document: MarkdownDocument, text: str) -> dict[int, Cell]:
    """The lines outside of tables as cells by their numbers, headings without their marks."""
    found: dict[int, Cell] = {}
    inside = {number for table in document.tables for number, _ in table.rows} | document.dividers
    titles = {heading.number: heading.text for heading in document.headings}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and number not in inside:
            found[number] = draft.add_cell(Place(row=number), titles.get(number) or line.strip())
    return found
