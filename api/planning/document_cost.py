"""How large a document is, from one walk over it; the limits themselves are in `api/planning/limits.py`.

Everything is measured with fragments written out, yet each fragment is walked once, so the work is linear in
the document. What hangs on variables is kept as a small tree, and added up again for each request.

The cost of an operation is the number of records it may bring at the ends of its paths: for each list
with no list below it, the sizes of the lists on the way multiplied, all added up. A list's size is its
`first` or `last` (literal, variable, or the default), the length of its `ids`, or 10 where it has none of
them and the part is owned; 0 counts as 1. `edges`, `node`, `nodes` and `pageInfo` are no hop, neither here
nor for depth.
What a connection adds up to comes once with it, however many records are on its page.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLCompositeType,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from api.errors import Code, refusal
from api.introspection import INTROSPECTION
from api.types.named_types import PAGE_SIZE_FACT
from graph.computed import PAGE_SIZE

LARGEST_PAGE = 100
PAGE_SIZES = ("first", "columns")  # arguments that say how many records a page has
OWNED_LIST_SIZE = 10
NO_HOP = frozenset({"edges", "node", "nodes", "pageInfo"})
SUMMED = frozenset({"aggregate", "facets", "groups"})  # fields of a connection about all its records
CAP = 10**9


class VariableSize(NamedTuple):
    """The size of a list that a variable decides; `default` where the variable is absent or null."""

    variable: str
    default: "int | VariableSize"
    argument: str
    field: FieldNode


Size = int | VariableSize


@dataclass(slots=True, eq=False)
class Branch:
    """What one list or one definition costs: a number, and the lists and fragments that hang on variables."""

    known: int = 0
    lists: "list[tuple[Size, Branch]]" = field(default_factory=list)
    fragments: "list[Branch]" = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether variables have a say."""
        return bool(self.lists or self.fragments)

    def multiply(self, size: Size, below: "Branch") -> None:
        """Count a list with what stands below each of its records."""
        if below.is_open or isinstance(size, VariableSize):
            self.lists.append((size, below))
        else:
            self.known = min(CAP, self.known + max(1, size) * max(1, below.known))

    def splice(self, fragment: "Branch") -> None:
        """Count the lists of a fragment as one's own."""
        if fragment.is_open:
            self.fragments.append(fragment)
        else:
            self.known = min(CAP, self.known + fragment.known)


@dataclass(slots=True, eq=False)
class Tally:
    """Sums over a part of a document."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    cost: Branch = field(default_factory=Branch)
    beside: Branch = field(default_factory=Branch)  # of a part of a connection: what no page size multiplies

    def count(self, fields: int = 0, aliases: int = 0, depth: int = 0) -> None:
        """Add to the sums, and note a depth that was reached."""
        self.depth = max(self.depth, depth)
        self.fields = min(CAP, self.fields + fields)
        self.aliases = min(CAP, self.aliases + aliases)


@dataclass(slots=True, eq=False)
class Definition:
    """An operation or fragment, measured; `values` are variables it passes on, one for each time."""

    node: OperationDefinitionNode | FragmentDefinitionNode
    data: Tally = field(default_factory=Tally)
    introspection: Tally = field(default_factory=Tally)
    values: list[str] = field(default_factory=list)
    spreads: "list[Definition]" = field(default_factory=list)

    @property
    def is_about_schema(self) -> bool:
        """Whether it is a fragment on one of the types of introspection."""
        node = self.node
        return isinstance(node, FragmentDefinitionNode) and node.type_condition.name.value.startswith("__")


@dataclass(slots=True, eq=False)
class WalkPosition:
    """Where the walk is: the definition, the sums it adds to, the list it stands in, and how deep.

    `beside` is the list in which the connection stands whose fields are walked.
    """

    definition: Definition
    tally: Tally
    branch: Branch
    beside: Branch
    depth: int = 0

    def inside(self, tally: Tally, branch: Branch, beside: Branch, depth: int) -> "WalkPosition":
        """A spot further down in the same definition."""
        return WalkPosition(self.definition, tally, branch, beside, depth)


class Walk:
    """One walk over a document; `visited` counts the nodes it touched, `problems` are sizes out of range."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.visited = 0
        self.pages: list[VariableSize] = []
        self.problems: list[GraphQLError] = []
        self._schema = schema
        self._document = document
        self._fragments: dict[str, Definition] = {}
        self._nodes = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }

    def definitions(self) -> Iterator[Definition]:
        """Every operation and fragment of the document, each walked once."""
        for node in self._document.definitions:
            if isinstance(node, FragmentDefinitionNode):
                yield self._fragment(node.name.value) or Definition(node)
            elif isinstance(node, OperationDefinitionNode):
                yield self._definition(Definition(node), self._schema.get_root_type(node.operation))

    def _fragment(self, name: str) -> Definition | None:
        """A fragment's measures; None for an unknown one, nothing yet for one that contains itself."""
        node = self._nodes.get(name)
        if node is None or name in self._fragments:
            return self._fragments.get(name)
        self._fragments[name] = Definition(node)
        return self._definition(self._fragments[name], self._composite(node.type_condition.name.value))

    def _definition(self, definition: Definition, parent: GraphQLCompositeType | None) -> Definition:
        data = definition.data
        spot = WalkPosition(definition, data, data.cost, data.beside)
        self._selections(definition.node.selection_set, parent, spot)
        return definition

    def _selections(
        self, selections: SelectionSetNode | None, parent: GraphQLCompositeType | None, spot: WalkPosition
    ) -> None:
        for node in selections.selections if selections else ():
            self.visited += 1
            if isinstance(node, FieldNode):
                self._field(node, parent, spot)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                inner = self._composite(condition.name.value) if condition else parent
                self._selections(node.selection_set, inner, spot)
            elif isinstance(node, FragmentSpreadNode):
                self._add_spread(node.name.value, spot)

    def _field(self, node: FieldNode, parent: GraphQLCompositeType | None, spot: WalkPosition) -> None:
        name = node.name.value
        definition = self._schema.get_field(parent, name) if parent else None
        if name in INTROSPECTION:
            about = spot.definition.introspection
            spot = spot.inside(about, about.cost, about.beside, 0)
        elif name in SUMMED and parent and parent.name.endswith("Connection"):
            spot = spot.inside(spot.tally, spot.beside, spot.beside, spot.depth)
        hop = name not in NO_HOP or bool(definition and definition.args)
        depth = spot.depth + hop
        spot.tally.count(1 + self._arguments(node, spot), node.alias is not None, depth)
        named = cast("object", get_named_type(cast("Any", definition.type))) if definition else None
        inner = named if is_composite_type(named) else None
        sizes = self._sizes(node, definition) if definition and hop and inner else []
        if not sizes:
            self._selections(
                node.selection_set, inner, spot.inside(spot.tally, spot.branch, spot.branch, depth)
            )
        else:
            below = Branch()
            self._selections(node.selection_set, inner, spot.inside(spot.tally, below, spot.branch, depth))
            for size in sizes:
                spot.branch.multiply(size, below)

    def _add_spread(self, name: str, spot: WalkPosition) -> None:
        fragment = self._fragment(name)
        if fragment is None:
            return
        data, about = fragment.data, fragment.introspection
        spot.tally.count(data.fields, data.aliases, spot.depth + data.depth)
        spot.branch.splice(data.cost)
        spot.beside.splice(data.beside)
        spot.definition.introspection.count(about.fields, about.aliases, about.depth)
        spot.definition.introspection.cost.splice(about.cost)
        spot.definition.spreads.append(fragment)

    def _arguments(self, node: FieldNode, spot: WalkPosition) -> int:
        """How many input objects stand in the arguments; notes the variables used there."""
        values: list[tuple[ValueNode, int]] = [(argument.value, 0) for argument in node.arguments or ()]
        objects = 0
        while values:
            value, depth = values.pop()
            self.visited += 1
            if isinstance(value, VariableNode):
                spot.definition.values.append(value.name.value)
            elif isinstance(value, ListValueNode):
                values += [(item, depth) for item in value.values]
            elif isinstance(value, ObjectValueNode):
                objects += 1
                spot.tally.count(depth=depth + 1)
                values += [(item.value, depth + 1) for item in value.fields]
        return objects

    def _sizes(self, node: FieldNode, definition: GraphQLField) -> list[Size]:
        """The sizes of the lists in a field, none for a single record."""
        pages = [name for name in PAGE_SIZES if name in definition.args]
        if pages:
            return [self._page_size(node, name, definition) for name in pages]
        wrapped = cast("Any", definition.type)
        if not isinstance(wrapped.of_type if isinstance(wrapped, GraphQLNonNull) else wrapped, GraphQLList):
            return []
        if "ids" in definition.args:
            return [self._argument_size(node, "ids", OWNED_LIST_SIZE)]
        return [OWNED_LIST_SIZE]

    def _page_size(self, node: FieldNode, name: str, definition: GraphQLField) -> Size:
        """The size of a page: what `last` says, if it is given, else what the argument itself does."""
        size = self._argument_size(node, name, _default(definition.args[name]))
        return self._argument_size(node, "last", size) if name == "first" else size

    def _argument_size(self, node: FieldNode, argument: str, default: Size) -> Size:
        value = next((a.value for a in node.arguments or () if a.name.value == argument), None)
        if isinstance(value, VariableNode):
            page = VariableSize(value.name.value, default, argument, node)
            self.pages.append(page)
            return page
        if isinstance(value, ListValueNode):
            return len(value.values)
        if not isinstance(value, IntValueNode):
            return default
        size = _integer(value.value)
        if not 0 <= size <= LARGEST_PAGE:
            self.problems.append(page_size_refusal(node, size, argument))
        return size

    def _composite(self, name: str) -> GraphQLCompositeType | None:
        found = self._schema.get_type(name)
        return found if is_composite_type(found) else None


def list_size(page: VariableSize, variables: Mapping[str, Any]) -> int:
    """The size a variable gives, or the default; a value of the wrong kind is left to be refused as such."""
    value = variables.get(page.variable)
    if isinstance(value, list):
        return len(cast("list[object]", value))
    if isinstance(value, float) and value.is_integer():
        return int(max(-CAP, min(CAP, value)))
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return list_size(page.default, variables) if isinstance(page.default, VariableSize) else page.default


def page_size_refusal(node: FieldNode, size: int, name: str) -> GraphQLError:
    """What is said where a page is smaller than none or larger than allowed."""
    return refusal(
        Code.BAD_USER_INPUT,
        f"`{name}` of `{node.name.value}` is {size}, but a page holds 0 to {LARGEST_PAGE} records. "
        "Ask for less, and go on from the cursors of `pageInfo`.",
        node,
        argument=[name],
    )


def branch_cost(branch: Branch, variables: Mapping[str, Any], known: dict[int, int]) -> int:
    """The cost of a branch with these variables; `known` keeps what has been added up, by identity."""
    total = branch.known
    for size, below in branch.lists:
        number = list_size(size, variables) if isinstance(size, VariableSize) else size
        total += max(1, number) * max(1, branch_cost(below, variables, known))
    for fragment in branch.fragments:
        if id(fragment) not in known:
            known[id(fragment)] = 0  # a fragment that contains itself adds nothing
            known[id(fragment)] = branch_cost(fragment, variables, known)
        total += known[id(fragment)]
    return min(CAP, total)


def input_object_count(definition: Definition, objects: Mapping[str, int], known: dict[int, int]) -> int:
    """How many input objects the variables bring, counted as often as a definition uses them."""
    if id(definition) not in known:
        known[id(definition)] = 0  # a fragment that contains itself adds nothing
        total = sum(objects.get(name, 0) for name in definition.values)
        total += sum(input_object_count(fragment, objects, known) for fragment in definition.spreads)
        known[id(definition)] = min(CAP, total)
    return known[id(definition)]


def measure_objects(value: object) -> tuple[int, int]:
    """How many objects a variable's value holds, and how deep they are nested."""
    pending: list[tuple[object, int]] = [(value, 0)]
    count = deepest = 0
    while pending:
        item, depth = pending.pop()
        inner: Iterable[object] = ()
        if isinstance(item, dict):
            count, depth = count + 1, depth + 1
            deepest = max(deepest, depth)
            inner = cast("dict[str, object]", item).values()
        elif isinstance(item, list):
            inner = cast("list[object]", item)
        pending += [(part, depth) for part in inner if isinstance(part, dict | list)]
    return count, deepest


def _default(argument: GraphQLArgument) -> int:
    declared = getattr(argument.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF), "metadata", {})
    if size := declared.get(PAGE_SIZE_FACT):
        return size
    default = argument.default
    if default is not None and isinstance(default.literal, IntValueNode):
        return _integer(default.literal.value)
    value: object = argument.default_value if default is None else default.value
    return value if isinstance(value, int) else PAGE_SIZE


def _integer(digits: str) -> int:
    """A literal's number; Python refuses to read thousands of digits."""
    return int(digits) if len(digits) < 12 else (-CAP if digits.startswith("-") else CAP)
