"""Team: people who own and deliver together."""

from graph.scales import LABEL, CurrencyCode
from graph.schema import Named, Tagged, prop


class Team(Tagged, Named):
    """People who own records and deliver solutions together."""

    prefix = "team"
    rank = 100

    budget: float | None = prop(
        "Money the team can spend on solutions in a year.",
        default=None,
        minimum=0,
        unit="currency per year",
        money="currency",
    )
    currency: CurrencyCode = prop(
        "Currency of the budget, ISO 4217.", default=None, max_length=3, verbatim=True
    )
    department: str | None = prop(
        "Part of the organisation the team belongs to.", default=None, max_length=LABEL
    )
