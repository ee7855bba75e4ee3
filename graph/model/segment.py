"""Segment: a part of the customers."""

from graph.scales import LARGEST_INT, CurrencyCode
from graph.schema import Named, prop


class Segment(Named):
    """A part of the customers, told apart by what can be counted."""

    prefix = "seg"
    rank = 70
    stands_at = ("journeys",)

    share: float | None = prop(
        "Part of all customers who belong to the segment, from 0 to 1.",
        default=None,
        minimum=0,
        maximum=1,
    )
    size: int | None = prop(
        "Number of customers in the segment.",
        default=None,
        minimum=0,
        maximum=LARGEST_INT,
        unit="customers",
    )
    value_per_year: float | None = prop(
        "What all its customers together are worth in a year; negative where they cost more than they bring.",
        default=None,
        unit="currency per year",
        money="currency",
    )
    currency: CurrencyCode = prop(
        "Currency of the value per year, ISO 4217.", default=None, max_length=3, verbatim=True
    )
