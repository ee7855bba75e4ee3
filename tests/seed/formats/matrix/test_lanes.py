"""Headings of lanes as facilitators write them."""

import pytest

from seed.formats.matrix.lanes import Lane, is_total, lane, likely_lane


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Stage", Lane.PHASE),
        ("Phasen", Lane.PHASE),
        ("Customer Actions", Lane.STEP),
        ("What is the customer doing?", Lane.STEP),
        ("Schritte", Lane.STEP),
        ("Touch points", Lane.TOUCHPOINT),
        ("Kontaktpunkte", Lane.TOUCHPOINT),
        ("Kanäle", Lane.CHANNEL),
        ("PAIN POINTS", Lane.PAIN),
        ("Schmerzpunkte & Hürden", Lane.PAIN),
        ("Gains", Lane.GAIN),
        ("Customer needs", Lane.NEED),
        ("Bedürfnisse", Lane.NEED),
        ("Jobs to be done", Lane.JOB),
        ("Emotion (-2..+2)", Lane.EMOTION),
        ("Bewertung (1–5)", Lane.EMOTION),
        ("Was fühlt der Kunde?", Lane.EMOTION),
        ("Zitate", Lane.QUOTE),
        ("Thoughts", Lane.THOUGHT),
        ("How might we…?", Lane.OPPORTUNITY),
        ("Chancen", Lane.OPPORTUNITY),
        ("Ideas / solutions", Lane.SOLUTION),
        ("Lösungsideen", Lane.SOLUTION),
        ("Owner team", Lane.TEAM),
        ("Teams Involved", Lane.TEAM),
        ("Verantwortlich", Lane.TEAM),
        ("KPIs", Lane.METRIC),
        ("Kennzahlen", Lane.METRIC),
        ("Business Goals", Lane.GOAL),
        ("Backstage", Lane.BACKSTAGE),
        ("Frontstage", Lane.FRONTSTAGE),
        ("Customer", Lane.PERSONA),
        ("Journey", Lane.JOURNEY),
        ("Journey phase", Lane.PHASE),
        ("Weather", None),
        ("Kosten je Fall in €", None),
        ("Addresses steps", None),
        ("", None),
    ],
)
def test_lane_is_known_by_heading(heading: str, expected: Lane | None) -> None:
    assert lane(heading) is expected


def test_lane_is_likely_by_last_word() -> None:
    assert likely_lane("Most annoying pain") is Lane.PAIN
    assert likely_lane("Addresses steps") is Lane.STEP
    assert likely_lane("Nobody ever says how long the whole thing takes") is None


@pytest.mark.parametrize("label", ["Total", "Average emotion", "Summe", "Ø", "Durchschnitt je Phase"])
def test_totals_are_told(label: str) -> None:
    assert is_total(label)


def test_names_are_no_totals() -> None:
    assert not any(map(is_total, ("Totally lost", "Sums are wrong", "Meanwhile")))
