"""Competitor: another organisation that customers compare with."""

from graph.scales import ADDRESS, WebAddress
from graph.schema import Named, prop


class Competitor(Named):
    """Another organisation that customers compare with."""

    prefix = "cmp"
    rank = 190

    url: WebAddress = prop("Where the competitor can be found.", default=None, max_length=ADDRESS)
