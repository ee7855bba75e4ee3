"""Which names are like what somebody wrote."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from seed.values.references import normal_name, path

# Names as alike as this, of 100, may be what was meant.
LIKE = 70.0


def similar_names(text: str, names: Mapping[str, str], most: int = 1) -> list[str]:
    """The ids of the names most like a text, or like the last part of a path, the likest first."""
    wanted = (path(text) or [text])[-1]
    found = process.extract(
        wanted, names, scorer=fuzz.ratio, processor=normal_name, limit=most, score_cutoff=LIKE
    )
    return [identifier for _, _, identifier in found]
