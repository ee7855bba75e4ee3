"""A record as it is stored: the one form in which writes and imports read it."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.entities import Entity
from graph.writing.inputs import Values


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record that is there: its values, and by field its links, each the other id with the link's values.

    Values and fields are those that were asked for; `name` is what it is called in changes.
    """

    id: str
    label: str
    version: int | None
    values: Values
    links: Mapping[str, dict[str, Values]]
    name: str = ""
    journeys: tuple[str, ...] = ()

    def is_whole(self, entity: Entity) -> bool:
        """Whether all its links were read, from both ends."""
        return self.links.keys() >= entity.links.keys()
