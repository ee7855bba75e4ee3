"""Fills what the product derives where a formula is new: along the ids, on from where it was interrupted."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from graph.cypher.write.derived_statements import FILLING_STATE, NOTE_FILLING
from graph.database import Database, Transaction
from graph.entities import Model
from graph.writing.bulk import labels_in_use
from graph.writing.derived_values import FORMULAS, DerivedBatch, derived_batches, fill_batch

# Seconds that one batch may take.
_LONG = 600.0


class Filling:
    """The filling of derived values of one database; one node of it says how far that is."""

    def __init__(self, database: Database, model: Model, formulas: Mapping[str, int] = FORMULAS) -> None:
        self._database = database
        self._rows = partial(database.rows, timeout=_LONG)
        self._model = model
        self.formulas = ", ".join(f"{name} {version}" for name, version in formulas.items())

    async def is_due(self) -> bool:
        """Whether records are there whose derived values were made by other formulas, or by none."""
        formulas, *_ = await self._state()
        return formulas != self.formulas and bool(await labels_in_use(self._rows, self._model))

    async def run(self, tell: Callable[[int], None] = lambda _: None, *, anew: bool = False) -> int:
        """Fill what is behind, with `anew` whatever the formulas; how many records were changed.

        `tell` hears how many records each batch looked at. Interrupted, it goes on there the next time.
        """
        formulas, towards, label, after = await self._state()
        if formulas == self.formulas and not anew:
            return 0
        begun = towards == self.formulas
        found = await labels_in_use(self._rows, self._model)
        labels = [name for name in self._model.entities if name in found]
        start = labels.index(label) if begun and label in labels else 0
        changed = 0
        for place, name in enumerate(labels[start:]):
            entity = self._model[name]
            behind = after if begun and not place and name == label else ""
            async for batch in derived_batches(self._rows, entity, behind or ""):
                await self._write(name, batch)
                changed += len(batch.ids)
                tell(batch.size)
        await self._note({"formulas": self.formulas, "towards": None, "label": None, "after": None})
        return changed

    async def _state(self) -> list[Any]:
        found = await self._database.rows(FILLING_STATE, {})
        return found[0] if found else [None, None, None, None]

    async def _write(self, label: str, batch: DerivedBatch) -> None:
        """Fill a batch and note its end, both or neither."""
        state = {"towards": self.formulas, "label": label, "after": batch.last}

        async def work(transaction: Transaction) -> None:
            await fill_batch(transaction, self._model[label], batch)
            await transaction.run(NOTE_FILLING, {"state": state})

        await self._database.write(work, timeout=_LONG)

    async def _note(self, state: Mapping[str, Any]) -> None:
        await self._database.write(lambda transaction: transaction.run(NOTE_FILLING, {"state": state}))
