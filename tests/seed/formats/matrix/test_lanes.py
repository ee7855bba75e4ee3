"""Headings of lanes as facilitators write them."""

import pytest

from seed.formats.matrix.lanes import LaneKind, is_total, likely_lane, sure_lane


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Stage", LaneKind.PHASE),
        ("Phasen", LaneKind.PHASE),
        ("Customer Actions", LaneKind.STEP),
        ("What is the customer doing?", LaneKind.STEP),
        ("Schritte", LaneKind.STEP),
        ("Touch points", LaneKind.TOUCHPOINT),
        ("Kontaktpunkte", LaneKind.TOUCHPOINT),
        ("Kanäle", LaneKind.CHANNEL),
        ("PAIN POINTS", LaneKind.PAIN),
        ("Schmerzpunkte & Hürden", LaneKind.PAIN),
        ("Gains", LaneKind.GAIN),
        ("Customer needs", LaneKind.NEED),
        ("Bedürfnisse", LaneKind.NEED),
        ("Jobs to be done", LaneKind.JOB),
        ("Emotion (-2..+2)", LaneKind.EMOTION),
        ("Bewertung (1–5)", LaneKind.EMOTION),
        ("Was fühlt der Kunde?", LaneKind.EMOTION),
        ("Zitate", LaneKind.QUOTE),
        ("Thoughts", LaneKind.THOUGHT),
        ("How might we…?", LaneKind.OPPORTUNITY),
        ("Chancen", LaneKind.OPPORTUNITY),
        ("Ideas / solutions", LaneKind.SOLUTION),
        ("Lösungsideen", LaneKind.SOLUTION),
        ("Owner team", LaneKind.TEAM),
        ("Teams Involved", LaneKind.TEAM),
        ("Verantwortlich", LaneKind.TEAM),
        ("KPIs", LaneKind.METRIC),
        ("Kennzahlen", LaneKind.METRIC),
        ("Business Goals", LaneKind.GOAL),
        ("Backstage", LaneKind.BACKSTAGE),
        ("Frontstage", LaneKind.FRONTSTAGE),
        ("Customer", LaneKind.PERSONA),
        ("Journey", LaneKind.JOURNEY),
        ("Journey phase", LaneKind.PHASE),
        ("Weather", None),
        ("Kosten je Fall in €", None),
        ("Addresses steps", None),
        ("", None),
    ],
)
def test_lane_is_known_by_heading(heading: str, expected: LaneKind | None) -> None:
    assert sure_lane(heading) is expected


def test_lane_is_likely_by_last_word() -> None:
    assert likely_lane("Most annoying pain") is LaneKind.PAIN
    assert likely_lane("Addresses steps") is LaneKind.STEP
    assert likely_lane("Nobody ever says how long the whole thing takes") is None


@pytest.mark.parametrize("label", ["Total", "Average emotion", "Summe", "Ø", "Durchschnitt je Phase"])
def test_totals_are_told(label: str) -> None:
    assert is_total(label)


def test_names_are_no_totals() -> None:
    assert not any(map(is_total, ("Totally lost", "Sums are wrong", "Meanwhile")))
