"""The words in which people tell how far an opportunity or a solution is, and how soon it is wanted."""

import re

from seed.values.items import plain_line

_STATES = {
    "Solution": {
        "IDEA": "idea idee proposed vorgeschlagen new neu open offen",
        "PLANNED": "planned geplant approved beschlossen backlog todo to_do selected_for_development next",
        "IN_PROGRESS": "in_progress doing building started in_arbeit in_umsetzung begonnen läuft wip "
        "in_review review testing in_test",
        "LAUNCHED": "launched live done released shipped completed umgesetzt fertig erledigt eingeführt",
        "CANCELLED": "cancelled canceled dropped rejected verworfen abgelehnt abgebrochen wont_do won't_do",
    },
    "Opportunity": {
        "OPEN": "open offen new neu backlog todo to_do idea idee next selected_for_development",
        "IN_PROGRESS": "in_progress doing started planned in_arbeit in_umsetzung begonnen läuft wip "
        "in_review review testing in_test",
        "SOLVED": "solved done closed fixed gelöst erledigt umgesetzt live resolved",
        "DISMISSED": "dismissed rejected dropped verworfen abgelehnt cancelled canceled wont_do won't_do",
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
