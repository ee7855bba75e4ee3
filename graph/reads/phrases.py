"""Phrases that the descriptions of several computed fields share."""

ORDER_COST = "Ordering by it costs in proportion to what the filter lets through."
FILTER_COST = (
    "It costs in proportion to what the other conditions let through, unless it names one by its id."
)
COMBINED = (
    "added up for COUNT, SUM and MONEY; from added counts for NPS and RATIO where all state them; else the "
    "mean weighted by sample size (where missing the answers, else the denominator, else 1)"
)
NEWEST = (
    "The newest result, in the metric's unit: of what is no part of another, the measurements whose period "
    f"ends last and, among those, begins last: {COMBINED}."
)
TARGET_MISSES = (
    "were worse than the target, by the metric's direction; 0 without a target or direction, and for a "
    "metric whose values are added up in any scope narrower than the whole metric"
)
