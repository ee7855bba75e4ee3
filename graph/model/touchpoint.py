"""Touchpoint: something a customer meets."""

from graph.scales import ADDRESS, WebAddress
from graph.schema import Named, Tagged, many, prop


class Touchpoint(Tagged, Named):
    """Something a customer meets: a page, a form, a letter, a counter."""

    prefix = "tch"
    rank = 40
    stands_at = ("steps",)

    url: WebAddress = prop("Where the touchpoint can be seen.", default=None, max_length=ADDRESS)

    channels = many(
        "THROUGH",
        "Channel",
        "The channels the touchpoint is offered through.",
        back="touchpoints",
        back_description="The touchpoints that are offered through the channel.",
        facet=True,
    )
