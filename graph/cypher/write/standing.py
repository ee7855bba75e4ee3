"""The journeys a record stands in, which its changes carry: an expression made of the ways it declares."""

from collections.abc import Sequence

from graph.cypher.names import block
from graph.entities import Entity, Link


def journeys_of(entity: Entity) -> str:
    """The ids of the journeys that `this` stands in, each once and in order; an empty list for some kinds."""
    match entity.ways:
        case []:
            return "[]"
        case [()]:
            return "[this.id]"
        case [way]:
            rest = ("RETURN DISTINCT j.id AS journey", "ORDER BY journey")
            return block("COLLECT", f"MATCH {_pattern(way)}", *rest)
        case ways:
            found = [block("COLLECT", f"MATCH {_pattern(way)}", "RETURN j.id") for way in ways]
            each = "UNWIND " + " + ".join(found) + " AS journey"
            return block("COLLECT", each, "RETURN DISTINCT journey", "ORDER BY journey")


def _pattern(way: Sequence[Link]) -> str:
    text = "(this)"
    for place, link in enumerate(way, 1):
        end = f"({'j' if place == len(way) else ''}:{link.targets[0]})"
        text += f"-[:{link.type}]->{end}" if link.outgoing else f"<-[:{link.type}]-{end}"
    return text
