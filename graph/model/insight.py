"""Insight: something learned about customers."""

from graph.scales import LABEL, Scale
from graph.schema import Named, Owned, Tagged, many, prop


class InsightKind(Scale):
    """What an insight says."""

    PAIN = "PAIN", "Something that hurts."
    GAIN = "GAIN", "Something that pleases."
    NEED = "NEED", "Something that is missing."
    JOB = "JOB", "Something a customer wants to get done."
    OBSERVATION = "OBSERVATION", "Something that was seen, without a judgement."
    TREND = "TREND", "Something that is changing."


class InsightVoice(Scale):
    """Whose voice an insight carries."""

    VOC = "VOC", "Voice of the customer."
    VOB = "VOB", "Voice of the business."
    VOA = "VOA", "Voice of analytics."
    VOE = "VOE", "Voice of the employee."


class InsightBasis(Scale):
    """What an insight rests on."""

    DATA = "DATA", "Something that was asked, counted or measured."
    OPINION = "OPINION", "What somebody believes."


class InsightStatus(Scale):
    """How far an insight is trusted."""

    NEW = "NEW", "Nobody has looked into it yet."
    CONFIRMED = "CONFIRMED", "It has been looked into and holds."
    DISMISSED = (
        "DISMISSED",
        "It has been looked into and does not hold; nothing computed of other records counts it.",
    )


class Insight(Owned, Tagged, Named):
    """Something learned about customers, at the steps where it was observed."""

    prefix = "ins"
    rank = 130
    stands_at = ("steps",)
    orders = (("status", "name"),)

    kind: InsightKind | None = prop("What the insight says.", default=None)
    voice: InsightVoice | None = prop("Whose voice the insight carries.", default=None)
    basis: InsightBasis | None = prop("What the insight rests on.", default=None)
    impact: float | None = prop(
        "Effect on the customer's experience, from −2 (very bad) to 2 (very good).",
        default=None,
        minimum=-2,
        maximum=2,
    )
    weight: float = prop(
        "How much the insight counts among those of a step, from 0 to 100.",
        default=100.0,
        minimum=0,
        maximum=100,
    )
    raw_score: str | None = prop("The score as the source gave it.", default=None, max_length=LABEL)
    raw_scale: str | None = prop(
        "The scale the source's score is on, such as 1–5.", default=None, max_length=LABEL
    )
    status: InsightStatus = prop("How far the insight is trusted.", default=InsightStatus.NEW)

    steps = many(
        "OBSERVED_AT",
        "Step",
        "The steps at which it was observed.",
        back="insights",
        back_description="The insights observed at the step.",
    )
    personas = many(
        "FELT_BY",
        "Persona",
        "The personas who feel it.",
        back="insights",
        back_description="The insights the persona feels.",
        facet=True,
    )
    interprets = many(
        "INTERPRETS",
        "Insight",
        "The insights that this one draws a conclusion from.",
        back="interpretedBy",
        back_description="The insights that draw a conclusion from this one.",
    )
    opportunities = many(
        "REVEALS",
        "Opportunity",
        "The opportunities it reveals.",
        back="insights",
        back_description="The insights that reveal the opportunity.",
    )
