"""The formats that are recognised, one module each; a further one is its module and its name in `FORMATS`."""

from typing import Protocol

from graph.entities import Model
from seed.content import Content
from seed.draft import Draft
from seed.formats import native_workbook
from seed.formats.matrix import matrix_reader
from seed.formats.mermaid import mermaid_reader


class Format(Protocol):
    """What a module of this package offers."""

    NAME: str

    def recognise(self, content: Content, model: Model) -> float:
        """How surely the content is of this format, from 0 to 1; the name of the file decides nothing."""
        ...

    def read(self, content: Content, model: Model) -> Draft:
        """Everything the content asks for, every cell of it placed or left over."""
        ...


FORMATS: tuple[Format, ...] = (native_workbook, mermaid_reader, matrix_reader)


def recognised_format(content: Content, model: Model) -> Format | None:
    """The format that is surest of the content; None where none is."""
    sure = [(found.recognise(content, model), -place) for place, found in enumerate(FORMATS)]
    best, place = max(sure)
    return FORMATS[-place] if best > 0 else None
