"""Tag: a word by which records are found together."""

from graph.scales import LABEL
from graph.schema import Named, prop


class Tag(Named):
    """A word by which records of any kind are found together."""

    prefix = "tag"
    rank = 200
    sourced = False
    orders = (("category", "name"),)

    category: str | None = prop("Group of tags it belongs to.", default=None, max_length=LABEL)
