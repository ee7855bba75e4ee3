"""Team: people who own and deliver together."""

from graph.scales import LABEL, CurrencyCode
from graph.schema import Named, many, prop


class Team(Named):
    """People who own records and deliver solutions together."""

    prefix = "team"

    budget: float | None = prop(
        "Money the team can spend on solutions in a year.", default=None, minimum=0, unit="currency per year"
    )
    currency: CurrencyCode = prop("Currency of the budget, ISO 4217.", default=None, max_length=3)
    department: str | None = prop(
        "Part of the organisation the team belongs to.", default=None, max_length=LABEL
    )

    tags = many(
        "TAGGED",
        "Tag",
        "The tags on the team.",
        back="records",
        back_description="Everything that bears the tag.",
    )
