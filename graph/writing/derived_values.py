"""What the product derives and keeps beside what people write: what of it is behind, and writing that."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.cypher.write.derived_statements import (
    answers,
    derived_texts,
    derived_values_statement,
    fill_links_statement,
    fill_records_statement,
    key_columns,
    keyed_links,
)
from graph.database import Transaction
from graph.entities import Entity, Link
from graph.text_keys import with_text_keys
from graph.writing.bulk import BATCH, Rows

# The version of each formula; one that rises has all that it made filled anew.
FORMULAS: Mapping[str, int] = {"texts": 1, "answers": 1}


@dataclass(slots=True)
class DerivedBatch:
    """Some records of a label in the order of their ids, and those of them whose derived values are behind.

    Rows of records are id, texts, values; those of links, by field, id, id of the end, texts, keys.
    """

    last: str
    size: int
    records: list[list[Any]] = field(default_factory=list[list[Any]])
    links: dict[str, list[list[Any]]] = field(default_factory=dict[str, list[list[Any]]])

    @property
    def ids(self) -> list[str]:
        """The records that something is behind of, each once."""
        rows = [*self.records, *(row for rows in self.links.values() for row in rows)]
        return list(dict.fromkeys(row[0] for row in rows))


async def derived_batch(rows: Rows, entity: Entity, after: str) -> DerivedBatch | None:
    """The records of a label that follow an id; None behind the last."""
    found = await rows(derived_values_statement(entity), {"after": after, "size": BATCH})
    if not found:
        return None
    batch = DerivedBatch(found[-1][0], len(found))
    for identifier, texts, said, links in found:
        changed = _stale_keys(entity, texts)
        changed |= {
            item.name: item.default
            for item, answer in zip(answers(entity), said, strict=True)
            if answer is None
        }
        if changed:
            batch.records.append([identifier, _plain_texts(texts), changed])
        for link, ends in zip(keyed_links(entity), links, strict=True):
            stale = ((end, of, _stale_keys(link, of)) for end, of in ends)
            behind = [[identifier, end, _plain_texts(of), keys] for end, of, keys in stale if keys]
            if behind:
                batch.links.setdefault(link.field, []).extend(behind)
    return batch


async def derived_batches(rows: Rows, entity: Entity, after: str = "") -> AsyncIterator[DerivedBatch]:
    """All records of a label behind an id, batch by batch."""
    while batch := await derived_batch(rows, entity, after):
        after = batch.last
        yield batch


async def fill_batch(transaction: Transaction, entity: Entity, batch: DerivedBatch) -> None:
    """Write what is behind in a batch."""
    if batch.records:
        await transaction.run(fill_records_statement(entity), {"rows": batch.records})
    for name, rows in batch.links.items():
        await transaction.run(fill_links_statement(entity, entity.links[name]), {"rows": rows})


def _stale_keys(bearer: Entity | Link, texts: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The keys of texts that are not what they should be, as they should."""
    known = [
        (item, row)
        for item, row in zip(derived_texts(bearer), texts, strict=True)
        if isinstance(row[0], str) or (row[0] is None and item.nullable)  # else it is no text at all
    ]
    wanted = with_text_keys(bearer.properties, {item.name: row[0] for item, row in known})
    kept = {
        name: value for item, row in known for name, value in zip(key_columns(item), row[1:], strict=True)
    }
    return {name: wanted[name] for name, value in kept.items() if wanted[name] != value}


def _plain_texts(texts: Sequence[Sequence[Any]]) -> list[str]:
    return [row[0] or "" for row in texts]
