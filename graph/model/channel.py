"""Channel: a way in which organisation and customer reach each other."""

from graph.scales import CurrencyCode, Scale
from graph.schema import Named, prop


class ChannelMedium(Scale):
    """What carries a contact."""

    DIGITAL = "DIGITAL", "A screen or a machine, such as an app or e-mail."
    HUMAN = "HUMAN", "A person, such as at a counter or on the telephone."
    PHYSICAL = "PHYSICAL", "A thing, such as a letter or a sign."


class Channel(Named):
    """A way in which organisation and customer reach each other."""

    prefix = "chn"
    rank = 50

    medium: ChannelMedium | None = prop("What carries a contact.", default=None)
    contact_cost: float | None = prop(
        "What one contact through the channel costs.", default=None, minimum=0, money="currency"
    )
    currency: CurrencyCode = prop(
        "Currency of the contact cost, ISO 4217.", default=None, max_length=3, verbatim=True
    )
