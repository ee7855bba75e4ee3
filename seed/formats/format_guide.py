"""What a format tells people about itself; `docs/formats.md` is made of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormatGuide:
    """A format in the words of its page: its title, what is read, what becomes what, what is left over.

    `becomes` are pairs of what stands in a file and what it becomes; `example` is the beginning of a file.
    """

    title: str
    reads: str
    becomes: tuple[tuple[str, str], ...]
    left: str
    example: str
