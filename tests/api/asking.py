"""Requests asked of the real schema on the real database, and the statements they took."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import orjson
import strawberry

from api.context import Context
from api.errors import graphql_error
from graph.database import Database
from graph.statement import StatementRun

PATIENCE = 60.0  # seconds: the first statements of a run are planned by a cold server


@dataclass(frozen=True)
class Sent:
    """One statement as it went to the server."""

    name: str
    text: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a request came to: data, errors as clients see them, and what it cost."""

    data: Any
    errors: list[dict[str, Any]]
    statements: list[Sent]

    @property
    def codes(self) -> list[str]:
        """The codes of the errors."""
        return [error["extensions"]["code"] for error in self.errors]


def _decoded(data: dict[str, Any] | None) -> dict[str, Any] | None:
    """Data with what the schema says of itself, which goes out as it is kept, opened."""
    return data and {
        key: orjson.loads(orjson.dumps(value)) if isinstance(value, orjson.Fragment) else value
        for key, value in data.items()
    }


@dataclass
class Api:
    """Asks requests one after the other."""

    schema: strawberry.Schema
    database: Database
    sent: list[Sent] = field(default_factory=list[Sent])

    def __post_init__(self) -> None:
        self.database.on_statement = self._keep

    def _keep(self, run: StatementRun) -> None:
        self.sent.append(Sent(run.statement.name, run.statement.text, dict(run.parameters)))

    async def __call__(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        *,
        operation: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """The answer to a request, whatever it is."""
        context = Context(self.database, "test", monotonic() + PATIENCE, idempotency_key)
        self.sent.clear()
        result = await self.schema.execute(
            query,
            variable_values=dict(variables or {}),
            context_value=context,
            operation_name=operation,
        )
        errors = [graphql_error(error, context.request_id) for error in result.errors or ()]
        return Answer(_decoded(result.data), errors, list(self.sent))

    async def read(self, query: str, **variables: Any) -> Any:
        """The data of a query, which has no errors and takes one statement."""
        answer = await self(query, variables)
        assert answer.errors == [], answer.errors
        assert len(answer.statements) == 1, answer.statements
        return answer.data

    async def write(self, query: str, **variables: Any) -> Any:
        """The data of a mutation without errors; of one root field just its payload."""
        answer = await self(query, variables)
        assert answer.errors == [], answer.errors
        return next(iter(answer.data.values())) if len(answer.data) == 1 else answer.data

    async def refused(self, query: str, **variables: Any) -> dict[str, Any]:
        """The one error of a request that got no data."""
        answer = await self(query, variables)
        assert answer.data is None, answer.data
        (error,) = answer.errors
        return error
