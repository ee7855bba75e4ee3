"""Touchpoint: something a customer meets."""

from graph.scales import ADDRESS, WebAddress
from graph.schema import Named, many, prop


class Touchpoint(Named):
    """Something a customer meets: a page, a form, a letter, a counter."""

    prefix = "tch"

    url: WebAddress = prop("Where the touchpoint can be seen.", default=None, max_length=ADDRESS)

    channels = many(
        "THROUGH",
        "Channel",
        "The channels the touchpoint is offered through.",
        back="touchpoints",
        back_description="The touchpoints that are offered through the channel.",
    )
    tags = many(
        "TAGGED",
        "Tag",
        "The tags on the touchpoint.",
        back="records",
        back_description="Everything that bears the tag.",
    )
