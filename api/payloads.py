"""What a mutation answers with: its payload's fields, and the records in it, read back by compiled reads."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from api.errors import user_error
from api.planning.argument_values import Variables
from api.planning.operation_fields import FieldCollector, FieldsByKey
from api.planning.selections import Selections
from api.types.mutations import Mutation
from graph.cypher.read.read_statement import CompiledRead, compile_read
from graph.entities import Model
from graph.errors import Mendable
from graph.selection import ById, ByIds, Parameter, RootAsk
from graph.statement import Statement
from graph.texts import snake_case
from graph.writing.operations import OperationResult

# Sends a statement with its parameters: `Database.rows` or `Transaction.run`.
Rows = Callable[[Statement, Mapping[str, Any]], Awaitable[list[Any]]]
_NOTHING = OperationResult(None)


@dataclass(slots=True)
class MutationOutcome:
    """What became of a mutation: what each operation did, or what is wrong."""

    results: Sequence[OperationResult] = ()
    named: Sequence[Any] = ()
    sequence: int | None = None
    undone: int = 0
    problems: Sequence[Mendable] = ()


@dataclass(slots=True)
class Payload:
    """The selected fields of one mutation's payload; records are read once there is an outcome."""

    model: Model
    plans: Selections
    planner: FieldCollector
    mutation: Mutation | None
    type_name: str
    fields: FieldsByKey
    given: Mapping[str, Any]
    outcome: MutationOutcome = field(default_factory=MutationOutcome)
    _records: dict[str, Any] = field(default_factory=dict[str, Any])

    def written_read(self) -> CompiledRead | None:
        """The read of what a single mutation answers with, compiled before it begins."""
        if self.mutation is None:
            return None
        entity, link = self.mutation.entity, self.mutation.link
        asks: list[RootAsk] = []
        for key, nodes in self.fields.items():
            name = nodes[0].name.value
            if name == entity.singular:
                labels = (entity.label,)
                selected = self.plans.selection_for(self.planner, labels, nodes)
                asks.append(RootAsk(key, ById(Parameter(self._written_id), labels, selected)))
            elif link and name == link.field:
                asks.append(self._by_ids(key, lambda: self.outcome.named, link.targets, nodes))
        return self._compiled(asks, f"read_back_{snake_case(entity.label)}")

    def applied_read(self) -> CompiledRead | None:
        """The read of the records that the operations of an `apply` were about."""
        ids = [result.id for result in self.outcome.results]
        asks = [
            self._by_ids(f"{key} {inner}", lambda: ids, self._labels(ids), nodes)
            for key, asked in self.fields.items()
            if asked[0].name.value == "results"
            for inner, nodes in self._inner("ApplyResult", asked).items()
            if nodes[0].name.value == "record"
        ]
        return self._compiled(asks, "read_back_results") if any(ids) else None

    def current_read(self) -> CompiledRead | None:
        """The read of the records that stand in the way, as they are now."""
        ids = self._current_ids()
        asks = [
            self._by_ids(f"{key} {inner}", lambda: ids, self._labels(ids), nodes)
            for key, asked in self.fields.items()
            if asked[0].name.value == "userErrors"
            for inner, nodes in self._inner("UserError", asked).items()
            if nodes[0].name.value == "current"
        ]
        return self._compiled(asks, "read_current_records") if any(ids) else None

    async def read(self, rows: Rows, read: CompiledRead | None) -> None:
        """Read records for the answer."""
        if read is not None:
            (row,) = await rows(read.statement, read.parameter_values(self.planner.variables))
            self._records |= read.shape(row)

    def answer(self) -> dict[str, Any]:
        """The payload as it was selected."""
        return {key: self._value(key, nodes) for key, nodes in self.fields.items()}

    @property
    def _result(self) -> OperationResult:
        return self.outcome.results[0] if self.outcome.results else _NOTHING

    def _written_id(self, _: Variables) -> str | None:
        return self._result.id

    def _value(self, key: str, nodes: Sequence[FieldNode]) -> Any:
        outcome = self.outcome
        match nodes[0].name.value:
            case "__typename":
                return f"{self.type_name}Payload"
            case "userErrors":
                return [
                    self._error(key, nodes, number, problem)
                    for number, problem in enumerate(outcome.problems)
                ]
            case "id":
                return self._result.id
            case "created":
                return self._result.created if outcome.results else None
            case "results":
                return [self._applied(key, nodes, n, result) for n, result in enumerate(outcome.results)]
            case "undone":
                return outcome.undone
            case "sequence":
                return outcome.sequence
            case "dryRun":
                return bool(self.given["dryRun"])
            case _:
                return self._records.get(key)

    def _applied(
        self, key: str, nodes: Sequence[FieldNode], number: int, result: OperationResult
    ) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for inner, asked in self._inner("ApplyResult", nodes).items():
            match asked[0].name.value:
                case "__typename":
                    row[inner] = "ApplyResult"
                case "as":
                    row[inner] = self.given["operations"][number].get("as")
                case "created":
                    row[inner] = result.created
                case _:
                    row[inner] = self._record(f"{key} {inner}", number)
        return row

    def _error(self, key: str, nodes: Sequence[FieldNode], number: int, problem: Mendable) -> dict[str, Any]:
        row = user_error(problem)
        picked: dict[str, Any] = {}
        for inner, asked in self._inner("UserError", nodes).items():
            match asked[0].name.value:
                case "__typename":
                    picked[inner] = "UserError"
                case "current":
                    picked[inner] = self._record(f"{key} {inner}", number)
                case "counts" if row["counts"] is not None:
                    names = self.planner.field_names("KindCount", asked)
                    picked[inner] = [
                        {k: "KindCount" if name == "__typename" else count[name] for k, name in names}
                        for count in row["counts"]
                    ]
                case name:
                    picked[inner] = row[name]
        return picked

    def _record(self, key: str, number: int) -> Any:
        found = self._records.get(key)
        return found[number] if found else None

    def _current_ids(self) -> list[str | None]:
        return [getattr(problem, "current", None) for problem in self.outcome.problems]

    def _inner(self, type_name: str, nodes: Sequence[FieldNode]) -> FieldsByKey:
        return self.planner.collect_fields(type_name, [node.selection_set for node in nodes])

    def _labels(self, ids: Iterable[str | None]) -> tuple[str, ...]:
        found = (self.model.entity_of(item) for item in ids if item)
        return tuple(sorted({entity.label for entity in found if entity}))

    def _by_ids(
        self, key: str, ids: Callable[[], Sequence[Any]], labels: tuple[str, ...], nodes: list[FieldNode]
    ) -> RootAsk:
        def source(_: Variables) -> list[str]:
            return [item or "" for item in ids()]

        selected = self.plans.mixed_selection(self.planner, labels, nodes)
        return RootAsk(key, ByIds(Parameter(source), labels, selected))

    def _compiled(self, asks: Sequence[RootAsk], name: str) -> CompiledRead | None:
        return compile_read(self.model, asks, name) if asks else None
