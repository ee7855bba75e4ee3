"""Looks through a whole graph for what breaks a rule, be it of one record or of several."""

from dataclasses import dataclass

from graph.cypher.write.declaration_checks import misfits_statement
from graph.database import Database
from graph.entities import Model
from graph.texts import with_article
from graph.writing.invariants import RULES

# Seconds for one look at everything.
CHECK_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that is broken, the ids of the records that break it, and what to tell a person."""

    rule: str
    ids: tuple[str, ...]
    message: str


async def broken_rules(database: Database, model: Model) -> list[BrokenRule]:
    """Everything that is wrong in a graph: first what concerns single fields, then several records."""
    found: list[BrokenRule] = []
    for entity in model.entities.values():
        wrong: dict[str, list[str]] = {}
        for identifier, fields in await database.rows(misfits_statement(entity), {}, timeout=CHECK_SECONDS):
            for field in fields:
                wrong.setdefault(field, []).append(identifier)
        for field, ids in wrong.items():
            text = (
                f"{field} of {with_article(entity.label)} is missing, or holds what the model does not allow."
            )
            found.append(BrokenRule(f"{entity.label}.{field}", tuple(ids), text))
    for rule in RULES:
        rows = await database.rows(rule.everywhere, {}, timeout=CHECK_SECONDS)
        if rows:
            found.append(BrokenRule(rule.name, tuple(identifier for identifier, _ in rows), rule.message))
    return found
