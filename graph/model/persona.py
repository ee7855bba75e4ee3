"""Persona: a kind of person, drawn as one."""

from graph.scales import ADDRESS, Scale, ShortTexts, WebAddress
from graph.schema import Named, Tagged, prop


class PersonaRole(Scale):
    """What a persona is to the organisation."""

    CUSTOMER = "CUSTOMER", "Somebody who buys or uses the service."
    EMPLOYEE = "EMPLOYEE", "Somebody who works for the organisation."
    PARTNER = "PARTNER", "Somebody who provides the service together with it."
    INTERMEDIARY = "INTERMEDIARY", "Somebody who stands between it and the customer."


class Persona(Tagged, Named):
    """A kind of person who makes journeys, drawn as one."""

    prefix = "per"
    rank = 60
    stands_at = ("journeys",)
    orders = (("role", "name"),)

    role: PersonaRole | None = prop("What the persona is to the organisation.", default=None)
    needs: ShortTexts = prop("What the persona needs, one text each.", default=[], max_length=100)
    jobs: ShortTexts = prop("What the persona wants to get done, one text each.", default=[], max_length=100)
    image_url: WebAddress = prop("Address of a picture of the persona.", default=None, max_length=ADDRESS)
