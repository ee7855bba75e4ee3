"""Quote: what somebody said, word for word."""

from datetime import date

from graph.scales import PROSE, LanguageTag
from graph.schema import Record, Tagged, many, one, prop


class Quote(Tagged, Record):
    """What somebody said, word for word."""

    prefix = "quo"
    rank = 140
    stands_at = ("insights",)
    orders = (("saidOn",),)

    text: str = prop("The words, as they were said or written.", max_length=PROSE, search=True, called=True)
    said_on: date | None = prop("Day on which it was said.", default=None)
    language: LanguageTag = prop("Language of the words, BCP 47.", default=None, max_length=35, verbatim=True)

    insights = many(
        "SUPPORTS",
        "Insight",
        "The insights the quote supports.",
        back="quotes",
        back_description="The quotes that support the insight.",
    )
    source = one(
        "SAID_IN",
        "Source",
        "Where it was said.",
        back="quotes",
        back_description="The quotes that were said there.",
    )
