"""The mood that a cell tells of, in a score, words or faces, as values of an insight."""

from seed.draft import Cell, Draft
from seed.values.feelings import feeling
from seed.values.items import is_nothing
from seed.values.scales import Score, ScoreScale, score, score_and_remark

# Values of an insight by name.
FeltValues = dict[str, str | float | None]


def felt_values(
    draft: Draft, cell: Cell, scale: ScoreScale | None, *, signs: bool = False
) -> FeltValues | None:
    """The values, of which an impact may lack, with a remark; None where the cell says nothing and is left.

    `scale` is that of scores that come without one; `signs`: a dash says that it is bad, not that there is
    nothing.
    """
    text = cell.raw.strip()
    parts = score_and_remark(text) if isinstance(cell.value, str) else None
    given = score(cell.value)
    raw, remark = (text, None) if given or parts is None else parts
    given = given or score(raw)
    if given is None:
        return _in_words(draft, cell, text, signs=signs)
    return _in_numbers(draft, cell, given, scale, raw, remark)


def _in_numbers(
    draft: Draft, cell: Cell, given: Score, usual: ScoreScale | None, raw: str, remark: str | None
) -> FeltValues | None:
    """The values of a score, else of the feeling that stands beside it."""
    scale = given.scale or usual
    value = draft.decide(given.number, cell, scale.holds if scale else lambda _: True)
    if value is None:
        return None
    impact = scale.impact(value) if scale else None
    if impact is None and remark and (felt := feeling(remark).impact) is not None:
        return {"impact": felt, "rawScore": cell.raw.strip()[:200], "rawScale": "words"}
    if impact is None:
        why = f"it is not on the scale {scale.text}" if scale else "its scale is not known"
        draft.remark(cell, f"No value was read from the score {raw}: {why}.")
    values: FeltValues = {"impact": impact, "rawScore": raw[:200]}
    return values | {"rawScale": scale.text if scale else None, "description": remark}


def _in_words(draft: Draft, cell: Cell, text: str, *, signs: bool) -> FeltValues | None:
    """The values of a feeling in words or faces; None where the cell says that there is none."""
    if is_nothing(text) and not signs:
        draft.leave(cell, "It says that there is nothing to say.")
        return None
    felt = feeling(text)
    if felt.impact is None:
        draft.remark(cell, f"No value was read from {text[:80]!r}: it names no feeling that is known.")
    elif felt.unread:
        told = ", ".join(repr(part[:40]) for part in felt.unread)
        draft.remark(cell, f"No value was read from {told}; the rest of the cell gave one.")
    values: FeltValues = {"impact": felt.impact, "rawScore": text[:200]}
    return values | {"rawScale": "words", "description": text if felt.impact is None else None}
