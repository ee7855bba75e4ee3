"""Source: where something was learned."""

from datetime import date

from graph.scales import ADDRESS, LABEL, Scale, Sha256, WebAddress
from graph.schema import Named, Tagged, prop


class SourceKind(Scale):
    """What kind of source it is."""

    WORKSHOP = "WORKSHOP", "People who worked something out together."
    INTERVIEW = "INTERVIEW", "A talk with one person or a few."
    SURVEY = "SURVEY", "Questions put to many."
    SUPPORT_LOG = "SUPPORT_LOG", "What customers asked or complained about."
    REVIEW = "REVIEW", "What customers published."
    ANALYTICS = "ANALYTICS", "What was recorded while the service was used."
    FILE = "FILE", "A file, of which no more is known."


class Source(Tagged, Named):
    """Where something was learned: a workshop, an interview, a survey, a file."""

    prefix = "src"
    rank = 210
    sourced = False
    orders = (("heldOn",),)

    kind: SourceKind | None = prop("What kind of source it is.", default=None)
    held_on: date | None = prop("Day on which it took place.", default=None)
    facilitator: str | None = prop("Who led it.", default=None, max_length=LABEL)
    url: WebAddress = prop("Where it can be read.", default=None, max_length=ADDRESS)
    file_name: str | None = prop(
        "Name of its file, without folders.", default=None, max_length=1_000, sorts=True
    )
    sha256: Sha256 = prop(
        "SHA-256 of its file, 64 hexadecimal digits in lower case.",
        default=None,
        max_length=64,
        index=True,
        verbatim=True,
    )
