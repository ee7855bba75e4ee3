"""Looks through a whole graph for what breaks a rule, be it of one record or of several."""

from dataclasses import dataclass
from functools import partial

from graph.cypher.write.declaration_checks import misfits_statement
from graph.database import Database
from graph.entities import Entity, Model
from graph.texts import with_article
from graph.writing.bulk import labels_in_use
from graph.writing.derived_values import derived_batches
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
    for label in sorted(await labels_in_use(partial(database.rows, timeout=CHECK_SECONDS), model)):
        found += await _stale_records(database, model[label])
    for rule in RULES:
        rows = await database.rows(rule.everywhere, {}, timeout=CHECK_SECONDS)
        if rows:
            found.append(BrokenRule(rule.name, tuple(identifier for identifier, _ in rows), rule.message))
    return found


async def _stale_records(database: Database, entity: Entity) -> list[BrokenRule]:
    """The records of a kind whose derived values are not what its texts say, as one rule if there are any."""
    rows = partial(database.rows, timeout=CHECK_SECONDS)
    stale = [identifier async for batch in derived_batches(rows, entity) for identifier in batch.ids]
    text = (
        f"What is kept to sort and find {with_article(entity.label)} is not what its texts say. "
        "Run `throughline migrate repair`."
    )
    return [BrokenRule(f"{entity.label} keys", tuple(stale), text)] if stale else []
