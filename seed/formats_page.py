"""The page about formats: what each reads, what becomes what, and what is left over."""

from collections.abc import Iterable, Iterator

from seed.formats import Format

_HEAD = """\
# Formats

Generated from the guides in `seed/formats` by `throughline schema export`; change those instead.

`throughline seed FILE…` recognises a file by what it holds, never by its name alone; `--as FORMAT` says what
it is, `--mapping MAP.yaml` what its columns mean (`docs/mapping.md`). `throughline seed explain FILE` shows
what a file is taken for and what each cell becomes, without a database.

Every cell that is not empty becomes something or is listed as left over, with the reason. What is read but
wants a look is a remark, shown before anything is written. The same file twice changes nothing."""


def formats_page(formats: Iterable[Format]) -> str:
    """The whole page as Markdown."""
    parts = [_HEAD]
    for form in formats:
        parts += _format_parts(form)
    return "\n\n".join(parts) + "\n"


def _format_parts(form: Format) -> Iterator[str]:
    guide = form.GUIDE
    yield f"## `{form.NAME}`: {guide.title}"
    yield guide.reads
    rows = (f"| {_cell(seen)} | {_cell(made)} |" for seen, made in guide.becomes)
    yield "\n".join(["| in the file | becomes |", "| --- | --- |", *rows])
    yield f"Left over: {guide.left}"
    yield f"```\n{guide.example.strip()}\n```"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
