"""Words that tell how far a goal, an opportunity or a solution is, and how soon it is wanted."""

import re

from seed.values.items import plain_line

# Words of plans that say no more than that somebody works on it.
_UNDER_WAY = "now active on_track at_risk off_track delayed blocked"
_STATES = {
    "Goal": {
        "OPEN": "open offen new neu backlog todo to_do next later upcoming planned geplant später",
        "IN_PROGRESS": f"in_progress doing started in_arbeit begonnen läuft wip {_UNDER_WAY}",
        "REACHED": "reached achieved met done completed hit erreicht erledigt",
        "DROPPED": "dropped cancelled canceled abandoned missed verworfen abgebrochen",
    },
    "Solution": {
        "IDEA": "idea idee proposed vorgeschlagen new neu open offen later später",
        "PLANNED": "planned geplant approved beschlossen backlog todo to_do selected_for_development next "
        "upcoming",
        "IN_PROGRESS": "in_progress doing building started in_arbeit in_umsetzung begonnen läuft wip "
        f"in_review review testing in_test {_UNDER_WAY}",
        "LAUNCHED": "launched live done released shipped completed umgesetzt fertig erledigt eingeführt",
        "CANCELLED": "cancelled canceled dropped rejected verworfen abgelehnt abgebrochen wont_do won't_do",
    },
    "Opportunity": {
        "OPEN": "open offen new neu backlog todo to_do idea idee next selected_for_development "
        "later upcoming später",
        "IN_PROGRESS": "in_progress doing started planned in_arbeit in_umsetzung begonnen läuft wip "
        f"in_review review testing in_test {_UNDER_WAY}",
        "SOLVED": "solved done closed fixed gelöst erledigt umgesetzt live resolved",
        "DISMISSED": "dismissed rejected dropped verworfen abgelehnt cancelled canceled wont_do won't_do "
        "parked",
    },
}
_PRIORITIES = {
    "HIGH": "high highest blocker critical major urgent hoch höchste must",
    "MEDIUM": "medium normal mittel should",
    "LOW": "low lowest minor trivial niedrig niedrigste gering could",
}


def state_of(label: str, text: str) -> str | None:
    """The status that a word names for a kind of record; None where it names none."""
    return _named(_STATES[label], text)


def state_names(label: str) -> list[str]:
    """The statuses of a kind of record."""
    return list(_STATES[label])


def priority_of(text: str) -> str | None:
    """The priority of a solution that a word names; None where it names none."""
    return _named(_PRIORITIES, text)


def _named(words: dict[str, str], text: str) -> str | None:
    word = re.sub(r"[\s-]+", "_", plain_line(text)).casefold()
    return next((name for name, told in words.items() if word in (name.casefold(), *told.split())), None)
