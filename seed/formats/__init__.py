"""The formats that are recognised, one module each; a further one is its module and its name in `FORMATS`."""

from typing import Protocol

from graph.entities import Model
from seed.content import Content
from seed.draft import Draft
from seed.formats import native_workbook
from seed.formats.boards import figjam, lucid, miro, mural
from seed.formats.cards import jira, trello
from seed.formats.format_guide import FormatGuide
from seed.formats.markdown import markdown_reader
from seed.formats.matrix import matrix_reader
from seed.formats.mermaid import mermaid_reader
from seed.formats.series import series_reader
from seed.formats.survey import survey_reader


class Format(Protocol):
    """What a module of this package offers."""

    NAME: str
    GUIDE: FormatGuide

    def recognise(self, content: Content, model: Model) -> float:
        """How surely the content is of this format, from 0 to 1; the name of the file decides nothing."""
        ...

    def read(self, content: Content, model: Model) -> Draft:
        """Everything the content asks for, every cell of it placed or left over."""
        ...


FORMATS: tuple[Format, ...] = (
    native_workbook,
    mermaid_reader,
    markdown_reader,
    matrix_reader,
    miro,
    mural,
    figjam,
    lucid,
    jira,
    trello,
    survey_reader,
    series_reader,
)


FORMAT_NAMES: tuple[str, ...] = tuple(form.NAME for form in FORMATS)


def recognised_format(content: Content, model: Model) -> Format | None:
    """The format that is surest of the content; None where none is."""
    found = [(form.recognise(content, model), form) for form in FORMATS]
    sure, best = max(found, key=lambda item: item[0])
    return best if sure > 0 else None


def format_named(name: str) -> Format | None:
    """The format of a name."""
    return next((form for form in FORMATS if name == form.NAME), None)
