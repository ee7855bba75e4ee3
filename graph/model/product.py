"""Product: something the organisation offers."""

from graph.schema import Named


class Product(Named):
    """Something the organisation offers and journeys are about."""

    prefix = "prd"
    rank = 90
    stands_at = ("journeys",)
