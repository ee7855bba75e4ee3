"""Which of the two media types of GraphQL over HTTP an answer takes, and with which status."""

from collections.abc import Iterable
from functools import lru_cache

from api.errors import Code

KEPT_HEADERS = 100  # clients send few different headers, and send them every time
MODERN = "application/graphql-response+json"
LEGACY = "application/json"
# What a wildcard means comes first: clients that do not ask for the modern type may not know it.
ACCEPTABLE = {LEGACY: {LEGACY, "application/*", "*/*"}, MODERN: {MODERN, "application/*", "*/*"}}

# Statuses of answers without data in the modern type; anything else is the client's to mend.
STATUSES: dict[str, int] = {
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.RATE_LIMITED: 429,
    Code.INTERNAL_SERVER_ERROR: 500,
    Code.OUTCOME_UNKNOWN: 500,
    Code.DATABASE_UNAVAILABLE: 503,
    Code.TIMEOUT: 504,
}


@lru_cache(KEPT_HEADERS)
def media_type(accept: str | None) -> str | None:
    """The media type to answer in, by the client's order of preference; None if neither will do."""
    if not accept or accept == "*/*":
        return LEGACY
    weights = dict(_weights(accept))
    # At equal weight the longer name wins: one that is spelt out over a wildcard, the modern over the old.
    best = {
        media: max((weights[name], len(name)) for name in names & weights.keys())
        for media, names in ACCEPTABLE.items()
        if names & weights.keys()
    }
    wanted = {media: weight for media, (weight, _) in best.items() if weight > 0}
    return max(wanted, key=lambda media: best[media], default=None)


def http_status(media: str, has_data: bool, codes: Iterable[str]) -> int:
    """The HTTP status of an answer: 200, or without data, in the modern type, the first error's."""
    if media == LEGACY or has_data:
        return 200
    first = next(iter(codes), None)
    return 200 if first is None else STATUSES.get(first, 400)


@lru_cache(KEPT_HEADERS)
def is_json(content_type: str | None) -> bool:
    """Whether a request's body says that it is JSON in UTF-8."""
    media, *parameters = (part.strip().lower() for part in (content_type or "").split(";"))
    charsets = [part.split("=", 1)[1].strip('"') for part in parameters if part.startswith("charset=")]
    return media == LEGACY and all(charset in ("utf-8", "utf8") for charset in charsets)


@lru_cache(KEPT_HEADERS)
def accept_weight(accept: str | None, media: str) -> float:
    """How much a client wants a media type, from 0 to 1; what names it whole says more than a wildcard."""
    weights = dict(_weights(accept or "*/*"))
    names = (media, f"{media.partition('/')[0]}/*", "*/*")
    return next((weights[name] for name in names if name in weights), 0.0)


def _weights(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            yield name, float(quality)
        except ValueError:
            yield name, 0.0
