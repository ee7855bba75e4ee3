"""Possible duplicates are offered where a person would wonder, and nowhere else."""

from graph.model import MODEL
from graph.writing.bulk import RecordIdentity
from seed.draft import Draft, DraftRecord, Place
from seed.importing.decisions import Decision, Decisions
from seed.importing.duplicates import possible_duplicates
from seed.importing.known_records import Register
from seed.importing.record_match import Matcher


def there(
    label: str, identifier: str, name: str, owner: str | None = None, key: str | None = None
) -> RecordIdentity:
    """A record of the graph."""
    position = None if owner is None else 0
    return RecordIdentity(identifier, label, None, owner, position, (name,), (), {"key": key})


def offered(
    draft: Draft, *present: RecordIdentity, decisions: Decisions | None = None
) -> list[tuple[str, str, str, float]]:
    """Kind, name, candidate and score of what is offered for a draft."""
    register = Register(MODEL)
    register.add(present)
    matcher = Matcher(draft, register, decisions or Decisions(), lambda _: None)
    matcher.match(MODEL.creation_order)
    found = possible_duplicates(matcher, decisions or Decisions())
    return [(item.record.label, item.record.name, item.candidate, item.score) for item in found]


def asked(draft: Draft, label: str, name: str, owner: tuple[str, DraftRecord] | None = None) -> DraftRecord:
    """A record that a draft asks for, as a part of another."""
    cell = draft.add_cell(Place("s", len(draft.records)), name)
    record = draft.add_record(label, cell, name)
    if owner:
        draft.add_link(record, owner[0], owner[1], cell)
    return record


def journey(draft: Draft, name: str, phase: str, *steps: str) -> None:
    """A journey of one phase with these steps."""
    whole = asked(draft, "Journey", name)
    part = asked(draft, "Phase", phase, ("journey", whole))
    for step in steps:
        asked(draft, "Step", step, ("phase", part))


LOOK = (
    there("Journey", "jrn_1", "Buy a car"),
    there("Phase", "pha_1", "Look", "jrn_1"),
    there("Step", "stp_1", "Search", "pha_1"),
    there("Step", "stp_2", "Compare offers", "pha_1"),
    there("Step", "stp_3", "Drive one", "pha_1"),
)


def test_similar_names_are_offered() -> None:
    draft = Draft("test", "a")
    asked(draft, "Persona", "Car buyers")
    asked(draft, "Persona", "Mia")

    found = offered(draft, there("Persona", "per_1", "Car buyer"), there("Persona", "per_2", "Tom"))

    assert found == [("Persona", "Car buyers", "per_1", 0.95)]


def test_parts_of_other_wholes_are_not_offered() -> None:
    draft = Draft("test", "a")
    journey(draft, "Rent a flat", "Look", "Search")

    assert offered(draft, *LOOK) == []


def test_parts_are_compared_within_their_whole() -> None:
    draft = Draft("test", "a")
    journey(draft, "Buy a car", "Look", "Search", "Compare offer")

    assert [item[:3] for item in offered(draft, *LOOK)] == [("Step", "Compare offer", "stp_2")]


def test_what_the_file_names_itself_is_not_offered() -> None:
    draft = Draft("test", "a")
    journey(draft, "Buy a car", "Look", "Compare offers", "Compare offer")

    assert offered(draft, *LOOK) == []


def test_wholes_with_the_same_parts_are_offered() -> None:
    draft = Draft("test", "a")
    journey(draft, "workshop-3", "Look", "Search", "Compare offers", "Drive one", "Sign")

    assert offered(draft, *LOOK) == [("Journey", "workshop-3", "jrn_1", 0.8)]


def test_numbers_and_keys_tell_names_apart() -> None:
    draft = Draft("test", "a")
    asked(draft, "Persona", "Customer of branch 12")
    keyed = asked(draft, "Team", "Service desks")
    draft.set(keyed, "key", "b", keyed.cell)

    found = offered(
        draft,
        there("Persona", "per_1", "Customer of branch 13"),
        there("Team", "team_1", "Service desk", key="a"),
    )

    assert found == []


def test_decided_pairs_are_not_offered_again() -> None:
    draft = Draft("test", "a")
    asked(draft, "Persona", "Car buyers")
    other = Decisions({("Persona", "car buyers"): [Decision("per_9", "Car buyer", same=False)]})

    assert offered(draft, there("Persona", "per_1", "Car buyer"), decisions=other) == []
