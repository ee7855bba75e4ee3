"""Puts types, queries and mutations together into the schema, and exports it."""

from collections.abc import Iterable
from typing import Any, cast

import strawberry
from graphql import GraphQLError, build_schema, lexicographic_sort_schema, print_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from api.context import Context
from api.documents import Documents, note_operation
from api.execution import OperationExecutor
from api.settings import Settings
from api.types import mutations, queries
from api.types.input_types import InputTypes
from api.types.named_types import SCALARS, Types
from api.types.object_types import ObjectTypes
from graph.computed import Catalogue
from graph.entities import Model
from graph.model import MODEL
from graph.reads import COMPUTED, DERIVED_LINKS


class Schema(strawberry.Schema):
    """Strawberry's schema, which answers operations by statements in place of resolvers."""

    documents: Documents
    executor: OperationExecutor

    def bind(self, documents: Documents, executor: OperationExecutor) -> None:
        """Takes what reads documents and what carries operations out."""
        self.documents, self.executor = documents, executor

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The answer to an operation."""
        try:
            document = self.documents.document(query or "")
            prepared = self.executor.prepared_operation(document, operation_name)
            context = cast(Context, context_value)
            note_operation(context, prepared.operation)
            kind = OperationType(prepared.operation.operation.value)
            if allowed_operation_types is not None and kind not in allowed_operation_types:
                raise InvalidOperationTypeError(kind)
            problems = self.documents.problems(
                document, variable_values, operation_name, limited=context.limited
            )
            if problems:
                return PreExecutionError(data=None, errors=problems)
            data, errors = await self.executor.run(prepared, variable_values or {}, context)
        except InvalidOperationTypeError:
            raise
        except Exception as error:
            located = (
                error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
            )
            return PreExecutionError(data=None, errors=[located])
        return ExecutionResult(data=data, errors=errors or None)


def graphql_schema(
    settings: Settings, model: Model = MODEL, catalogue: Catalogue | None = None
) -> strawberry.Schema:
    """The GraphQL schema of a model, with the limits of the settings; all of it is derived."""
    catalogue = catalogue or Catalogue(COMPUTED, DERIVED_LINKS)
    types = Types()
    objects = ObjectTypes(types, model, catalogue)
    objects.fill()
    InputTypes(types, model, catalogue).fill()
    queries.fill(types, objects, model)
    mutations.fill(types, model)
    if types.unfilled_names():
        raise TypeError(f"types without fields: {', '.join(types.unfilled_names())}")
    executor = OperationExecutor(model, catalogue)
    built = Schema(
        query=types["Query"],
        mutation=types["Mutation"],
        types=[types[label] for label in model.entities],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    core = built._schema  # pyright: ignore[reportPrivateUsage]
    executor.bind(core)
    built.bind(Documents(core, settings), executor)
    return built


def schema_text(model: Model = MODEL) -> str:
    """The schema as sorted text, as it is committed in `api/schema.graphql`."""
    core = graphql_schema(Settings.model_construct(), model)._schema  # pyright: ignore[reportPrivateUsage]
    return print_schema(lexicographic_sort_schema(build_schema(print_schema(core)))) + "\n"
