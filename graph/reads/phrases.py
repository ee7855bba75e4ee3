"""Phrases that the descriptions of several computed fields share."""

ORDER_COST = "Ordering by it costs in proportion to what the filter lets through."
