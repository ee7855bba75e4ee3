"""GraphQL requests that verbs ask of the served schema in this process, without a server of the API."""

from time import monotonic
from typing import TYPE_CHECKING

from api.cli.connection import PATIENCE
from api.settings import Settings

if TYPE_CHECKING:
    from api.reports.report_run import SchemaClient
    from graph.database import Database


def own_client(database: "Database", verb: str) -> "SchemaClient":
    """What carries out requests on a database for a verb; the schema takes a second to make."""
    from api.context import Context
    from api.reports.report_run import SchemaClient
    from api.schema import graphql_schema

    return SchemaClient(
        graphql_schema(Settings.model_construct()), lambda: Context(database, verb, monotonic() + PATIENCE)
    )
