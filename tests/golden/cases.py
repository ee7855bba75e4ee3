"""Golden cases: a request, the statement it becomes with its parameters, and the answer of the portfolio."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import strawberry

from api.context import Context
from graph.database import Database, Row
from graph.statement import Statement
from tests.api.asking import Answer

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One folder of golden files."""

    folder: Path

    @property
    def name(self) -> str:
        """What the case is about."""
        return self.folder.name

    @property
    def request(self) -> str:
        """The GraphQL document."""
        return (self.folder / "request.graphql").read_text(encoding="utf-8")

    @property
    def variables(self) -> dict[str, Any]:
        """The values of its variables; none without a file of them."""
        path = self.folder / "variables.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    @property
    def writes(self) -> bool:
        """Whether the request is a mutation, whose statements depend on what the database holds."""
        return self.request.lstrip().startswith("mutation")

    def agree(self, name: str, text: str, update: bool) -> None:
        """Compare a golden file with what it should hold, or rewrite it."""
        path = self.folder / name
        if update:
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text


def cases() -> list[Case]:
    """Every case, those that write last."""
    found = [Case(path.parent) for path in sorted(FOLDER.glob("*/request.graphql"))]
    return sorted(found, key=lambda case: case.writes)


class Unsent(Database):
    """Keeps the statement it should send, and answers nothing."""

    kept: tuple[str, Mapping[str, Any]] | None = None

    async def read(
        self,
        statement: Statement,
        parameters: Mapping[str, Any],
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - as the driver layer has it
    ) -> Row:
        """Keep statement and parameters."""
        self.kept = statement.text, parameters
        return []


async def compiled(
    schema: strawberry.Schema, request: str, variables: Mapping[str, Any]
) -> tuple[str, Mapping[str, Any]] | None:
    """The statement that a request becomes and its parameters, without a database; None if it takes none."""
    database = Unsent("bolt://127.0.0.1:1", "nobody", "nothing")
    context = Context(database, "golden", monotonic() + 60, limited=False)
    await schema.execute(request, variable_values=dict(variables), context_value=context)
    await database.close()
    return database.kept


def pretty(value: Any) -> str:
    """JSON to be read in review; keys stay in the order of the answer."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def told(answer: Answer) -> str:
    """An answer as its golden file holds it, with the number of statements it took."""
    errors = {"errors": answer.errors} if answer.errors else {}
    return pretty({"statements": len(answer.statements), **errors, "data": answer.data})
