"""Words for how far something is and how soon it is wanted."""

import pytest

from seed.values.states import priority_of, state_names, state_of


@pytest.mark.parametrize(
    ("label", "text", "state"),
    [
        ("Solution", "To Do", "PLANNED"),
        ("Solution", "in-progress", "IN_PROGRESS"),
        ("Solution", "LAUNCHED", "LAUNCHED"),
        ("Solution", "verworfen", "CANCELLED"),
        ("Opportunity", "To Do", "OPEN"),
        ("Opportunity", "Done", "SOLVED"),
        ("Opportunity", "Won't do", "DISMISSED"),
        ("Opportunity", "Waiting for Godot", None),
        ("Solution", "on-track", "IN_PROGRESS"),
        ("Goal", "erreicht", "REACHED"),
        ("Goal", "next", "OPEN"),
    ],
)
def test_states_are_named_in_many_words(label: str, text: str, state: str | None) -> None:
    assert state_of(label, text) == state


def test_names_of_states_are_those_of_the_model() -> None:
    assert state_names("Opportunity") == ["OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED"]


@pytest.mark.parametrize(
    ("text", "priority"), [("Highest", "HIGH"), ("normal", "MEDIUM"), ("Trivial", "LOW"), ("P7", None)]
)
def test_priorities_are_named_in_many_words(text: str, priority: str | None) -> None:
    assert priority_of(text) == priority
