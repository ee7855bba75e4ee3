"""Random sequences of operations: singly or together, they leave the graph that a plain model has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any, cast

import pytest

from graph.model import MODEL
from graph.writing.inputs import MISSING, LinkTarget
from graph.writing.operations import (
    AddLinks,
    AskedLink,
    CreateRecord,
    DeleteRecord,
    MovePart,
    Operation,
    RemoveLinks,
    ReorderParts,
    UpdateRecord,
    UpsertRecord,
)
from graph.writing.writer import Writer
from tests.graph.stage import Stage

Ref = Callable[[str | None], Any]
Asked = Callable[[Ref], Operation]
OWNERS = {"Phase": "Journey", "Step": "Phase"}
PARTS = {"Journey": "HAS_PHASE", "Phase": "HAS_STEP"}


@dataclass
class Plain:
    """A portfolio in plain Python, records by key; every operation changes it and says what to ask."""

    random: Random
    names: dict[str, str] = field(default_factory=dict[str, str])
    labels: dict[str, str] = field(default_factory=dict[str, str])
    parts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    links: dict[tuple[str, str], str | None] = field(default_factory=dict[tuple[str, str], "str | None"])
    made: int = 0

    def operation(self) -> Asked:
        """A random operation that can be carried out."""
        choices = [self.create, self.create, self.update, self.upsert, self.link, self.link]
        choices += [self.unlink, self.move, self.move, self.reorder, self.delete]
        while True:
            asked = self.random.choice(choices)()
            if asked:
                return asked

    def create(self) -> Asked | None:
        """A new record, a part in any place."""
        label = self.random.choice(["Journey", "Phase", "Phase", "Step", "Step", "Step", "Opportunity"])
        owner = self._any(OWNERS[label]) if label in OWNERS else None
        if label in OWNERS and owner is None:
            return None
        self.made += 1
        key, name = f"k{self.made}", f"n{self.made}"
        self.names[key], self.labels[key], self.parts[key] = name, label, []
        if owner is None:
            return lambda ref: CreateRecord(label, {"key": key, "name": name}, (), key)
        after = self.random.choice([MISSING, None, *self.parts[owner]])
        self._insert(key, owner, after)
        home = MODEL[label].owner
        assert home is not None
        id_field = home.id_field
        return lambda ref: CreateRecord(
            label, {"key": key, "name": name, id_field: ref(owner)}, (), key, _place(after, ref)
        )

    def update(self) -> Asked | None:
        """Another name; of an opportunity another set of steps too."""
        key = self._any("Step", "Opportunity", "Journey")
        if key is None:
            return None
        self.names[key] = name = f"u{self.random.randrange(5)}"
        given: dict[str, Any] = {"name": name}
        if self.labels[key] != "Opportunity":
            return lambda ref: UpdateRecord(self.labels[key], {"id": ref(key), **given})
        steps = self._some("Step")
        self.links = {pair: said for pair, said in self.links.items() if pair[0] != key or pair[1] in steps}
        for step in steps:
            self.links.setdefault((key, step), None)
        return lambda ref: UpdateRecord(
            "Opportunity", {"id": ref(key), **given, "stepIds": [ref(step) for step in steps]}
        )

    def upsert(self) -> Asked | None:
        """An opportunity by its key, a new one or one that is there."""
        key, called = self._any("Opportunity"), None
        if key is None or self.random.random() < 0.3:
            self.made += 1
            key = called = f"k{self.made}"
            self.labels[key], self.parts[key] = "Opportunity", []
        self.names[key] = name = f"p{self.random.randrange(5)}"
        return lambda ref: UpsertRecord("Opportunity", {"key": key, "name": name}, (), called)

    def link(self) -> Asked | None:
        """An opportunity on some steps, with or without a reason."""
        key, steps = self._any("Opportunity"), self._some("Step")
        if key is None or not steps:
            return None
        said = self.random.choice([None, "a", "b"])
        given = {} if said is None else {"rationale": said}
        for step in steps:
            self.links[key, step] = said or self.links.get((key, step))
        return lambda ref: AddLinks("Opportunity", "steps", _pairs(ref, key, steps, given))

    def unlink(self) -> Asked | None:
        """An opportunity off some steps."""
        key, steps = self._any("Opportunity"), self._some("Step")
        if key is None or not steps:
            return None
        for step in steps:
            self.links.pop((key, step), None)
        return lambda ref: RemoveLinks("Opportunity", "steps", _pairs(ref, key, steps, {}))

    def move(self) -> Asked | None:
        """A part in another place, perhaps of another owner."""
        part = self._any("Phase", "Step")
        if part is None:
            return None
        label = self.labels[part]
        home = self.random.choice([None, self._any(OWNERS[label])])
        owner = home or self._owner(part)
        after = self.random.choice([MISSING, None, *(p for p in self.parts[owner] if p != part)])
        self.parts[self._owner(part)].remove(part)
        self._insert(part, owner, after)
        return lambda ref: MovePart(label, ref(part), ref(home), _place(after, ref))

    def reorder(self) -> Asked | None:
        """The parts of an owner in another order."""
        owner = self._any("Journey", "Phase")
        if owner is None:
            return None
        label = "Phase" if self.labels[owner] == "Journey" else "Step"
        self.random.shuffle(self.parts[owner])
        wanted = list(self.parts[owner])
        return lambda ref: ReorderParts(label, ref(owner), [ref(part) for part in wanted])

    def delete(self) -> Asked | None:
        """A record with its parts."""
        key = self._any("Journey", "Phase", "Step", "Opportunity")
        if key is None or self.random.random() < 0.5:
            return None
        label, gone = self.labels[key], [key]
        for record in gone:
            gone += self.parts.pop(record)
        for parts in self.parts.values():
            parts[:] = [part for part in parts if part not in gone]
        for record in gone:
            del self.names[record], self.labels[record]
        self.links = {pair: said for pair, said in self.links.items() if not {*pair} & {*gone}}
        return lambda ref: DeleteRecord(label, ref(key), cascade=True)

    def content(self) -> list[list[Any]]:
        """What the graph should hold: nodes with their places, then links."""
        places = {part: place for parts in self.parts.values() for place, part in enumerate(parts)}
        nodes = [[self.labels[key], key, name, places.get(key)] for key, name in self.names.items()]
        links = [[start, "ADDRESSES", end, said] for (start, end), said in self.links.items()]
        links += [
            [owner, PARTS[self.labels[owner]], part, None]
            for owner, parts in self.parts.items()
            for part in parts
        ]
        return [*sorted(nodes), *sorted(links, key=str)]

    def _any(self, *labels: str) -> str | None:
        found = [key for key, label in self.labels.items() if label in labels]
        return self.random.choice(found) if found else None

    def _some(self, label: str) -> list[str]:
        found = [key for key, known in self.labels.items() if known == label]
        return self.random.sample(found, min(len(found), self.random.randrange(4)))

    def _owner(self, part: str) -> str:
        return next(owner for owner, parts in self.parts.items() if part in parts)

    def _insert(self, part: str, owner: str, after: Any) -> None:
        parts = self.parts[owner]
        parts.insert(len(parts) if after is MISSING else 0 if after is None else parts.index(after) + 1, part)


def _place(after: Any, ref: Ref) -> Any:
    return after if after is MISSING else ref(after)


def _pairs(ref: Ref, key: str, steps: Iterable[str], given: dict[str, Any]) -> list[AskedLink]:
    return [AskedLink(LinkTarget(ref(key), ()), LinkTarget(ref(step), ()), given) for step in steps]


async def content(stage: Stage) -> list[list[Any]]:
    """What the graph holds, as the plain model tells it."""
    nodes = await stage.rows(
        "MATCH (n) WHERE n.key IS NOT NULL RETURN labels(n)[0], n.key, n.name, n.position"
    )
    links = await stage.rows(
        "MATCH (a)-[l]->(b) WHERE a.key IS NOT NULL RETURN a.key, type(l), b.key, l.rationale"
    )
    return [*sorted(nodes), *sorted(links, key=str)]


async def ids(stage: Stage) -> dict[str, str]:
    """The ids of the records that are there, by key."""
    rows = await stage.rows("MATCH (n) WHERE n.key IS NOT NULL RETURN n.key, n.id")
    return dict(tuple(row) for row in rows)


def replay(changes: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Values and links of records as their changes tell them, one after the other."""
    found: dict[str, dict[str, Any]] = {}
    for change in changes:
        record = found.setdefault(change["recordId"], {})
        for name, (before, after) in change["fields"].items():
            if name in MODEL.kinds[change["kind"]].links:
                old, new = _ends(before), _ends(after)
                record[name] = (record.get(name, set()) - (old - new)) | (new - old)
            else:
                record[name] = after
        if change["operation"] == "DELETE":
            del found[change["recordId"]]
    return found


def _ends(told: Any) -> set[str]:
    return set(cast("list[str]", told)) if isinstance(told, list) else {told} - {None}


async def assert_changes_tell_all(stage: Stage) -> None:
    """Every record is named and linked as its changes say."""
    told = replay(await stage.changes())
    rows = await stage.rows(
        """
        MATCH (n) WHERE n.key IS NOT NULL
        RETURN n.id, n.name, COLLECT { MATCH (n)-[:ADDRESSES]->(s) RETURN s.id ORDER BY s.id },
          COLLECT { MATCH (n)<-[:HAS_STEP|HAS_PHASE]-(o) RETURN o.id }
        """
    )
    assert len(rows) == len(told)
    for identifier, name, steps, owners in rows:
        record = told[identifier]
        owner = record.get("phase", record.get("journey", set()))
        assert (record["name"], record.get("steps", set()), owner) == (name, {*steps}, {*owners})


def operations(plain: Plain, known: dict[str, str], count: int) -> list[Operation]:
    """So many random operations; records that they create go by the names they have there."""

    def ref(key: str | None) -> str | None:
        return key and known.get(key, f"@{key}")

    return [plain.operation()(ref) for _ in range(count)]


async def test_operations_one_by_one_match_the_model(stage: Stage) -> None:
    plain = Plain(Random(1))
    for _ in range(40):
        asked = operations(plain, await ids(stage), 1)

        await stage.write(lambda writer, asked=asked: writer.run(asked))

    assert await content(stage) == plain.content()
    await assert_changes_tell_all(stage)


@pytest.mark.parametrize("seed", [2, 3, 4])
async def test_operations_together_match_the_model(stage: Stage, seed: int) -> None:
    plain = Plain(Random(seed))
    for size in (20, 60):
        asked = operations(plain, await ids(stage), size)

        results = await stage.write(lambda writer, asked=asked: writer.run(asked))

        assert len(results) == size
        assert await content(stage) == plain.content()
        await assert_changes_tell_all(stage)
    versions = await stage.rows("MATCH (n) WHERE n.key IS NOT NULL RETURN max(n.version)")
    assert versions[0][0] in (None, 1, 2)


async def test_preview_without_locks_tells_the_run(stage: Stage) -> None:
    _, (phase, other), ((one, two), (three,)) = await stage.journey(2, 1)
    opportunity = await stage.create("Opportunity", name="o", stepIds=[one])
    pairs = [AskedLink(LinkTarget(opportunity, ()), LinkTarget(two, ()), {"rationale": "r"})]
    operations: list[Operation] = [
        UpdateRecord("Opportunity", {"id": opportunity, "name": "p"}),
        AddLinks("Opportunity", "steps", pairs),
        MovePart("Step", three, phase, None),
        DeleteRecord("Step", one, cascade=True),
        ReorderParts("Step", phase, [two, three]),
    ]

    async def look(writer: Writer) -> Any:
        return (await writer.preview(operations, locking=False)).edits

    async def carry_out(writer: Writer) -> Any:
        found = await writer.preview(operations)
        await writer.run(operations)
        return found.edits

    told = await stage.write(look)
    assert await stage.parts("Phase", "steps", phase) == [one, two]
    done = await stage.write(carry_out)

    for edits in (told, done):
        for edit in (edit for found in edits.edits.values() for edit in found.values()):
            edit.properties.pop("updatedAt", None)
    assert (told.edits, told.deletions, told.changed) == (done.edits, done.deletions, done.changed)
    assert await stage.parts("Phase", "steps", phase) == [two, three]
    assert await stage.parts("Phase", "steps", other) == []
    assert (await stage.record(opportunity))["version"] == 2
