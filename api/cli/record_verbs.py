"""The verb `throughline delete`: what hangs on a record is shown before it goes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.connection import on_migrated_database
from api.cli.console import terminal
from api.cli.own_requests import own_client
from api.cli.seed_verbs import INPUT_HAS_PROBLEMS
from graph.entities import Entity
from graph.errors import Invalid, NotFound
from graph.model import MODEL
from graph.texts import value_text

if TYPE_CHECKING:
    from api.reports.report_run import SchemaClient
    from graph.database import Database

MOST_SHOWN = 5
WRITTEN = [entity for entity in MODEL.entities.values() if not entity.record.written_by_product]


def mount(app: typer.Typer) -> None:
    """Add the verb `delete` to the command."""
    app.command("delete")(delete)


def delete(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="Its id, its key, or its whole name.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, and unlink it from others' work.")] = False,
) -> None:
    """Show what hangs on a record, ask, and delete it with its links.

    Phases and steps go with their journey, measurements with their metric. What was deleted stays in the
    history: `throughline report changes --kind KIND`.
    """

    async def show_and_delete(database: "Database") -> Sequence[str] | None:
        client = own_client(database, "delete")
        identifier, entity = await named_record(record, client)
        impact = (await client(_impact_request(entity), {"id": identifier}))["impactOf"]
        if impact is None:
            raise NotFound(f"There is no {entity.singular} {identifier}.")
        for line in impact_lines(entity, impact):
            terminal.print_result(line)
        if not yes and not typer.confirm("Delete it?"):
            return None
        seen = {"id": identifier, "version": impact["record"]["version"], "cascade": True}
        answer = (await client(_deletion(entity), {"input": seen}))["deleted"]
        return [error["message"] for error in answer["userErrors"]]

    refused = on_migrated_database(show_and_delete)
    if refused is None:
        terminal.print_remark("Nothing was changed.")
    for message in refused or ():
        terminal.print_failure(message)
    if refused is None or refused:
        raise typer.Exit(INPUT_HAS_PROBLEMS)
    terminal.print_remark("Deleted.")


async def named_record(text: str, client: "SchemaClient") -> tuple[str, Entity]:
    """The id and kind of the only record of any kind with an id, a key or a whole name.

    Raises NotFound, or Invalid where several have it.
    """
    text = text.strip()
    entity = MODEL.entity_of(text)
    if entity in WRITTEN:
        return text, entity
    lists = await client(_named_request(), {"text": text})
    found = [(node["id"], item) for item in WRITTEN for node in lists[item.plural]["nodes"]]
    if not found:
        raise NotFound(f"No record has the id, key or name {value_text(text)}. Look it up on the page.")
    if len(found) > 1:
        which = "; ".join(f"{item.singular} {identifier}" for identifier, item in found[:MOST_SHOWN])
        more = f"; and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
        raise Invalid(f"{len(found)} records fit {value_text(text)}: {which}{more}. Say which by its id.")
    return found[0]


def impact_lines(entity: Entity, impact: Mapping[str, Any]) -> Iterator[str]:
    """What a record is, what is linked to it, and what would be left without."""
    record = impact["record"]
    yield f"{entity.singular.capitalize()} {value_text(record.get('name') or record['id'])}"
    for name in ("journeys", "teams", "goals"):
        if impact[name]:
            yield f"  {name}: {_listed([item['name'] for item in impact[name]], len(impact[name]))}"
    for title, key in (("linked to it", "links"), ("left unlinked without it", "orphaned")):
        for item in impact[key]:
            kind = MODEL.kinds[item["kind"]]
            word = kind.singular if item["count"] == 1 else kind.plural
            yield f"  {item['count']} {word} {title}: {_listed(item['names'], item['count'])}"
    if not impact["links"]:
        yield "  Nothing is linked to it."


def _listed(names: Sequence[str], count: int) -> str:
    """The first names of so many."""
    shown = ", ".join(value_text(name) for name in names[:MOST_SHOWN])
    more = count - min(len(names), MOST_SHOWN)
    return f"{shown} and {more} more" if more else shown


def _impact_request(entity: Entity) -> str:
    name = f"name: {entity.name_property.name}" if entity.name_property else ""
    return f"""query Impact($id: ID!) {{ impactOf(id: $id) {{
 record {{ id ... on {entity.label} {{ version {name} }} }}
 journeys {{ name }} teams {{ name }} goals {{ name }}
 links {{ kind count names }} orphaned {{ kind count names }}
}} }}"""


def _named_request() -> str:
    """The request of at most six records of each kind that have a text as their key or name."""
    lists = (
        f"{entity.plural}(first: 6, where: {{OR: [{{key: {{eq: $text}}}}{_called(entity)}]}})"
        for entity in WRITTEN
    )
    return f"query Named($text: String!) {{ {' '.join(f'{item} {{ nodes {{ id }} }}' for item in lists)} }}"


def _called(entity: Entity) -> str:
    return f", {{{entity.name_property.name}: {{eq: $text}}}}" if entity.name_property else ""


def _deletion(entity: Entity) -> str:
    return (
        f"mutation Delete($input: Delete{entity.label}Input!) "
        f"{{ deleted: delete{entity.label}(input: $input) {{ id userErrors {{ message }} }} }}"
    )
