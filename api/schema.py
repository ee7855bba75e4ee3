"""Puts types, queries and mutations together into the schema, and exports it."""

import strawberry
from graphql import GraphQLError, build_schema, lexicographic_sort_schema, print_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api import mutations, queries
from api.documents import Documents
from api.execution import Executor, OneStatement
from api.input_types import InputTypes
from api.object_types import ObjectTypes
from api.settings import Settings
from api.types import SCALARS, Types
from graph.computed import Catalogue
from graph.model import MODEL
from graph.reads import COMPUTED
from graph.schema import Model


class Schema(strawberry.Schema):
    """Strawberry's schema; errors are recorded where they are answered, not here."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Does nothing: Strawberry would log the values of the request."""


def schema(settings: Settings, model: Model = MODEL, catalogue: Catalogue | None = None) -> strawberry.Schema:
    """The GraphQL schema of a model, with the limits of the settings; all of it is derived."""
    catalogue = catalogue or Catalogue(COMPUTED)
    types = Types()
    objects = ObjectTypes(types, model, catalogue)
    objects.fill()
    InputTypes(types, model, catalogue).fill()
    queries.fill(types, objects, model)
    mutations.fill(types, model)
    if types.unmade():
        raise TypeError(f"types without fields: {', '.join(types.unmade())}")
    executor = Executor(model, catalogue)
    admitted: list[Documents] = []
    built = Schema(
        query=types["Query"],
        mutation=types["Mutation"],
        types=[types[label] for label in model.entities],
        extensions=[lambda: OneStatement(admitted[0], executor)],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    core = built._schema  # pyright: ignore[reportPrivateUsage]
    admitted.append(Documents(core, settings))
    executor.bind(core)
    return built


def exported(model: Model = MODEL) -> str:
    """The schema as sorted text, as it is committed in `api/schema.graphql`."""
    core = schema(Settings.model_construct(), model)._schema  # pyright: ignore[reportPrivateUsage]
    return print_schema(lexicographic_sort_schema(build_schema(print_schema(core)))) + "\n"
