"""GraphQL requests to selections: what each field asks of the graph, every value traced to its source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType, SelectionSetNode, get_named_type

from api.planning.aggregates import aggregate_selection, facets_selection, pivot_selection
from api.planning.argument_values import ArgumentValue, LeafValue, Variables, plain_value
from api.planning.filters_and_orders import Conditions
from api.planning.operation_fields import FieldCollector, errors_at, selection_sets
from api.planning.parameters import LONGEST_LIST, page_size_parameter, source_of, unique_parameter
from api.planning.passed_arguments import computed_arguments, is_backwards, page_start
from api.types.queries import SEARCH_HIT
from graph import selection
from graph.computed import PAGE_SIZE, ROOT, Catalogue, Computed, Group, Listing, Object, Page, Records
from graph.cypher.read.filters import operand_type
from graph.cypher.read.search_words import search_query
from graph.entities import Datatype, Entity, Link, Model, Property
from graph.errors import BadRequest

Given = Mapping[str, ArgumentValue]


class Selections:
    """Turns the fields of requests into selections of one model."""

    def __init__(self, model: Model, catalogue: Catalogue) -> None:
        self.model, self.catalogue = model, catalogue
        self.conditions = Conditions(model, catalogue)

    def root_ask(self, planner: FieldCollector, key: str, nodes: list[FieldNode]) -> selection.RootAsk:
        """A root field of a query."""
        with errors_at(nodes):
            return self._root_ask(planner, key, nodes)

    def _root_ask(self, planner: FieldCollector, key: str, nodes: list[FieldNode]) -> selection.RootAsk:
        name = nodes[0].name.value
        try:
            given = planner.arguments("Query", nodes[0])
        except BadRequest as error:
            return selection.RootAsk(key, planner.unanswerable(error))
        for entity in self.model.entities.values():
            if name == entity.singular:
                return self._one_record(planner, entity, key, given, nodes)
            if name == entity.plural:
                connection = f"{entity.label}Connection"
                return selection.RootAsk(
                    key,
                    self.page_selection(
                        planner, selection.Everything(entity), entity, connection, given, nodes
                    ),
                )
        match name:
            case "node":
                return self._by_id(planner, key, given, nodes)
            case "nodes":
                return self._by_ids(planner, key, given, nodes)
            case "search":
                return selection.RootAsk(key, self._search(planner, given, nodes))
            case _:
                return selection.RootAsk(
                    key, self._computed_selection(planner, ROOT, self.catalogue.fields(ROOT)[name], nodes)
                )

    def record_selection(
        self, planner: FieldCollector, entity: Entity, sets: Sequence[SelectionSetNode | None]
    ) -> selection.RecordSelection:
        """What is asked of a record of a known kind."""
        asks: list[selection.Ask] = []
        for key, nodes in planner.collect_fields(entity.label, sets).items():
            with errors_at(nodes):
                asks.append(selection.Ask(key, self._field_selection(planner, entity, nodes)))
        return selection.RecordSelection(entity, tuple(asks))

    def selection_for(
        self, planner: FieldCollector, labels: Sequence[str] | None, nodes: Sequence[FieldNode]
    ) -> selection.AnySelection:
        """What is asked of a record of one kind, or of any of several."""
        if labels is not None and len(labels) == 1:
            return self.record_selection(planner, self.model[labels[0]], selection_sets(nodes))
        return self.mixed_selection(planner, labels or tuple(self.model.entities), nodes)

    def mixed_selection(
        self, planner: FieldCollector, labels: Sequence[str], nodes: Sequence[FieldNode]
    ) -> selection.MixedSelection:
        """What is asked of records of any of several kinds."""
        return selection.MixedSelection(
            {
                label: self.record_selection(planner, self.model[label], selection_sets(nodes))
                for label in labels
            }
        )

    def _field_selection(self, planner: FieldCollector, entity: Entity, nodes: list[FieldNode]) -> Any:
        name = nodes[0].name.value
        if name == "__typename":
            return selection.Typename(entity.label)
        if name in entity.properties:
            item = entity.properties[name]
            return self._objects(planner, item, nodes) if item.object else item
        link = entity.links.get(name)
        if link is None:
            return self._computed_selection(
                planner, entity.label, self.catalogue.fields(entity.label)[name], nodes
            )
        target = self.model[link.targets[0]]
        if not link.many:
            return selection.ToOne(link, self.record_selection(planner, target, selection_sets(nodes)))
        if link.owned:
            return selection.Parts(link, self.record_selection(planner, target, selection_sets(nodes)))
        given = planner.arguments(entity.label, nodes[0])
        connection = str(self._type_of(planner, entity.label, name))
        if link.is_mixed:
            labels = tuple(item for item in self._kind_labels(given) if item in link.targets)
            return self._mixed_page(planner, selection.Along(link, labels), labels, connection, given, nodes)
        return self.page_selection(
            planner, selection.Along(link, link.targets), target, connection, given, nodes
        )

    def _objects(
        self, planner: FieldCollector, item: Property, nodes: list[FieldNode]
    ) -> selection.ObjectsOf:
        assert item.object
        name = item.object.__name__
        return selection.ObjectsOf(item, name, planner.field_names(name, nodes))

    def _type_of(self, planner: FieldCollector, parent: str, name: str) -> str:
        type = planner.schema.type_map[parent]
        assert isinstance(type, GraphQLObjectType)
        return str(cast(object, get_named_type(type.fields[name].type)))

    def _kind_labels(self, given: Mapping[str, ArgumentValue]) -> list[str]:
        kinds = given.get("kinds")
        if isinstance(kinds, LeafValue):
            wanted = dict.fromkeys(plain_value(kinds.value))
            return [self.model.kinds[kind].label for kind in wanted]
        return list(self.model.entities)

    def _by_id(
        self, planner: FieldCollector, key: str, given: Given, nodes: list[FieldNode]
    ) -> selection.RootAsk:
        source = source_of(given, "id")

        def label(variables: Variables) -> str | None:
            found = self.model.entity_of(source(variables))
            return found.label if found else None

        found = planner.probe(nodes[0], label)
        kinds = (found,) if found else tuple(self.model.entities)[:1]
        return selection.RootAsk(
            key, selection.ById(selection.Parameter(source), kinds, self.selection_for(planner, kinds, nodes))
        )

    def _one_record(
        self, planner: FieldCollector, entity: Entity, key: str, given: Given, nodes: list[FieldNode]
    ) -> selection.RootAsk:
        """A record of one kind by its id or its key."""
        try:
            unique, value = unique_parameter(entity, given)
        except BadRequest as error:
            return selection.RootAsk(key, planner.unanswerable(error))
        selected = self.selection_for(planner, (entity.label,), nodes)
        return selection.RootAsk(key, selection.ById(value, (entity.label,), selected, unique))

    def _by_ids(
        self, planner: FieldCollector, key: str, given: Given, nodes: list[FieldNode]
    ) -> selection.RootAsk:
        source = source_of(given, "ids")

        def labels(variables: Variables) -> tuple[str, ...]:
            ids = source(variables)
            if len(ids) > LONGEST_LIST:
                raise BadRequest(
                    f"`ids` takes at most {LONGEST_LIST} ids; ask for the rest in another field.", ("ids",)
                )
            found = [self.model.entity_of(item) for item in ids]
            return tuple(sorted({entity.label for entity in found if entity}))

        kinds = planner.probe(nodes[0], labels) or tuple(self.model.entities)[:1]
        return selection.RootAsk(
            key,
            selection.ByIds(selection.Parameter(source), kinds, self.mixed_selection(planner, kinds, nodes)),
        )

    def page_selection(
        self,
        planner: FieldCollector,
        source: selection.PageSource,
        entity: Entity,
        connection: str,
        given: Mapping[str, ArgumentValue],
        nodes: list[FieldNode],
        computed: Computed | None = None,
    ) -> selection.PageOf:
        """A connection of one kind of record."""
        page = self._page(planner, source, entity, given, nodes[0], computed)
        return replace(page, parts=self._parts(planner, entity, source, connection, nodes))

    def _parts(
        self,
        planner: FieldCollector,
        entity: Entity,
        source: selection.PageSource,
        connection: str,
        nodes: list[FieldNode],
    ) -> tuple[tuple[str, selection.PagePart], ...]:
        fields = planner.collect_fields(connection, selection_sets(nodes))
        return tuple(
            self._part(planner, entity, source, connection, key, asked) for key, asked in fields.items()
        )

    def _page(
        self,
        planner: FieldCollector,
        source: selection.PageSource,
        entity: Entity,
        given: Mapping[str, ArgumentValue],
        node: FieldNode,
        computed: Computed | None = None,
        about: str = "",
    ) -> selection.PageOf:
        """The records of a page, of which nothing is asked yet."""
        members = computed.result if computed and isinstance(computed.result, Page) else None
        ordered = bool(members and members.ordered)
        along = _link_along(source)
        order = () if ordered else self.conditions.order(entity, given.get("orderBy"), along)
        names = [f"{key.name}{' down' if key.descending else ''}" for key in order]
        scope = f"{entity.label} {'by place' if ordered else ', '.join(names)}"
        types = (Datatype.INT,) if ordered else tuple(operand_type(key.operand) for key in order)
        where = self.conditions.where(entity, given.get("where"), along=along)
        if computed and members and members.predicate and computed.cypher:
            where = selection.AllOf((selection.Holds(computed), where))
        backwards = is_backwards(planner, node, given)
        after = page_start(planner, node, given, scope, types, about, backwards)
        first = page_size_parameter(given, members.page_size if members else PAGE_SIZE, backwards)
        return selection.PageOf(source, where, order, first, after, (), scope, backwards)

    def _mixed_page(
        self,
        planner: FieldCollector,
        source: selection.PageSource,
        labels: Sequence[str],
        connection: str,
        given: Mapping[str, ArgumentValue],
        nodes: list[FieldNode],
        types: tuple[Datatype, ...] = (),
    ) -> selection.PageOf:
        parts = tuple(self._mixed_part(planner, source, labels, connection, key, asked) for key, asked in
                      planner.collect_fields(connection, selection_sets(nodes)).items())  # fmt: skip
        backwards = is_backwards(planner, nodes[0], given)
        after = page_start(planner, nodes[0], given, connection, types, backwards=backwards)
        first = page_size_parameter(given, PAGE_SIZE, backwards)
        return selection.PageOf(source, selection.AllOf(), (), first, after, parts, connection, backwards)

    def _search(
        self, planner: FieldCollector, given: Mapping[str, ArgumentValue], nodes: list[FieldNode]
    ) -> selection.PageOf:
        labels = tuple(label for label in self._kind_labels(given) if self.model[label].searched_properties)
        text = source_of(given, "text")

        def search_words(variables: Variables) -> str:
            return search_query(text(variables))

        source = selection.FullTextHits(selection.Parameter(search_words), labels)
        return self._mixed_page(planner, source, labels, "SearchConnection", given, nodes, (Datatype.FLOAT,))

    def _part(
        self,
        planner: FieldCollector,
        entity: Entity,
        source: selection.PageSource,
        connection: str,
        key: str,
        nodes: list[FieldNode],
    ) -> tuple[str, selection.PagePart]:
        match nodes[0].name.value:
            case "nodes":
                return key, selection.Nodes(self.record_selection(planner, entity, selection_sets(nodes)))
            case "edges":
                return key, self._edges(planner, (entity.label,), source, connection, nodes)
            case "aggregate":
                return key, aggregate_selection(planner, entity, nodes)
            case "facets":
                return key, facets_selection(planner, entity, connection, nodes)
            case "groups":
                return key, pivot_selection(planner, entity, connection, nodes)
            case _:
                return key, _plain_part(planner, connection, nodes)

    def _mixed_part(
        self,
        planner: FieldCollector,
        source: selection.PageSource,
        labels: Sequence[str],
        connection: str,
        key: str,
        nodes: list[FieldNode],
    ) -> tuple[str, selection.PagePart]:
        match nodes[0].name.value:
            case "nodes":
                return key, selection.Nodes(self.mixed_selection(planner, labels, nodes))
            case "edges":
                return key, self._edges(planner, labels, source, connection, nodes)
            case _:
                return key, _plain_part(planner, connection, nodes)

    def _edges(
        self,
        planner: FieldCollector,
        labels: Sequence[str],
        source: selection.PageSource,
        connection: str,
        nodes: list[FieldNode],
    ) -> selection.Edges:
        edge = connection.removesuffix("Connection") + "Edge"
        link: Link | None = source.link if isinstance(source, selection.Along) else None
        fields: list[tuple[str, Any]] = []
        for key, asked in planner.collect_fields(edge, selection_sets(nodes)).items():
            name = asked[0].name.value
            match name:
                case "node":
                    mixed = connection in ("NodeConnection", "SearchConnection") or bool(
                        link and link.is_mixed
                    )
                    what: Any = (
                        self.mixed_selection(planner, labels, asked)
                        if mixed
                        else self.selection_for(planner, labels, asked)
                    )
                case "__typename":
                    what = selection.Typename(edge)
                case "cursor" | "kind" | "score" if name == "cursor" or edge == SEARCH_HIT:
                    what = selection.EdgeFact(name)
                case _ if link and name in link.properties:
                    what = link.properties[name]
                case _:
                    what = self._computed_selection(
                        planner, SEARCH_HIT, self.catalogue.fields(SEARCH_HIT)[name], asked
                    )
            fields.append((key, what))
        return selection.Edges(tuple(fields))

    def _computed_selection(
        self, planner: FieldCollector, owner: str, item: Computed | Group, nodes: list[FieldNode]
    ) -> Any:
        if isinstance(item, Group):
            return self._group(planner, owner, item, nodes)
        try:
            given = planner.arguments(owner, nodes[0])
            arguments = computed_arguments(self.conditions, planner, item, given, nodes[0])
        except BadRequest as error:
            return planner.unanswerable(error)
        if isinstance(item.result, Page):
            entity = self.model[item.result.label]
            source = selection.Everything(entity) if item.result.predicate else selection.Members(item)
            connection = f"{entity.label}Connection"
            return self.page_selection(planner, source, entity, connection, given, nodes, item)
        if isinstance(item.result, Listing):
            return self._listing(planner, item, item.result, arguments, given, nodes)
        return selection.ComputedValue(item, arguments, self._result_selection(planner, item.result, nodes))

    def _listing(
        self,
        planner: FieldCollector,
        item: Computed,
        listing: Listing,
        arguments: Mapping[str, selection.PassedArgument],
        given: Mapping[str, ArgumentValue],
        nodes: list[FieldNode],
    ) -> selection.ListingOf:
        connection = f"{listing.item.name}Connection"
        parts: list[tuple[str, Any]] = []
        for key, asked in planner.collect_fields(connection, selection_sets(nodes)).items():
            match asked[0].name.value:
                case "nodes":
                    part: Any = self._result_selection(planner, listing.item, asked)
                case "edges":
                    part = self._row_edges(planner, listing.item, asked)
                case _:
                    part = _plain_part(planner, connection, asked)
            parts.append((key, part))
        after = page_start(planner, nodes[0], given, connection, tuple(listing.order.values()))
        first = page_size_parameter(given, listing.page_size)
        return selection.ListingOf(item, arguments, first, after, tuple(parts), connection)

    def _row_edges(self, planner: FieldCollector, item: Object, nodes: list[FieldNode]) -> selection.RowEdges:
        fields: list[tuple[str, Any]] = []
        edge = f"{item.name}Edge"
        for key, asked in planner.collect_fields(edge, selection_sets(nodes)).items():
            match asked[0].name.value:
                case "node":
                    fields.append((key, self._result_selection(planner, item, asked)))
                case "cursor":
                    fields.append((key, selection.EdgeFact.CURSOR))
                case _:
                    fields.append((key, selection.Typename(edge)))
        return selection.RowEdges(tuple(fields))

    def _group(
        self, planner: FieldCollector, owner: str, group: Group, nodes: list[FieldNode]
    ) -> selection.GroupOf:
        given = planner.arguments(owner, nodes[0]) if group.pages else {}
        members: list[
            tuple[
                str, selection.ComputedValue | selection.PageOf | selection.Typename | selection.Unanswerable
            ]
        ] = []
        known = {item.name: item for item in group.members}
        fields = planner.collect_fields(group.type_name, selection_sets(nodes))
        for key, asked in fields.items():
            name = asked[0].name.value
            if name == "__typename":
                members.append((key, selection.Typename(group.type_name)))
            elif name in group.pages:
                members.append((key, self._shared_page(planner, group, name, given, nodes[0], asked)))
            else:
                members.append((key, self._computed_selection(planner, group.type_name, known[name], asked)))
        shared = group.pages_seen({asked[0].name.value for asked in fields.values()})
        pages = ((name, self._shared_page(planner, group, name, given, nodes[0])) for name in shared)
        return selection.GroupOf(tuple(members), tuple(pages))

    def _shared_page(
        self,
        planner: FieldCollector,
        group: Group,
        name: str,
        given: Mapping[str, ArgumentValue],
        node: FieldNode,
        nodes: list[FieldNode] | None = None,
    ) -> selection.PageOf:
        """A connection that takes its arguments from those of its group; without `nodes` records alone."""
        member, names = group.member(name), group.pages[name]
        assert isinstance(member.result, Page)
        entity = self.model[member.result.label]
        called = {"first": names.first, "after": names.after, "where": names.where, "orderBy": names.order}
        own = {argument: given[name] for argument, name in called.items() if name in given}
        source: selection.PageSource = selection.Everything(entity)
        if not member.result.predicate:
            source = selection.Members(member, computed_arguments(self.conditions, planner, member, {}, node))
        page = self._page(planner, source, entity, own, node, member, name)
        connection = f"{entity.label}Connection"
        return replace(page, parts=self._parts(planner, entity, source, connection, nodes)) if nodes else page

    def _result_selection(
        self, planner: FieldCollector, result: Any, nodes: Sequence[FieldNode]
    ) -> selection.AnySelection | selection.ObjectSelection | None:
        match result:
            case Records(label):
                return self.selection_for(planner, (label,) if label else None, nodes)
            case Object(name, columns):
                fields: list[selection.ObjectField] = []
                for key, asked in planner.collect_fields(name, selection_sets(nodes)).items():
                    column = asked[0].name.value
                    if column == "__typename":
                        fields.append(selection.ObjectField(key, selection.Typename(name)))
                    else:
                        fields.append(
                            selection.ObjectField(
                                key, column, self._result_selection(planner, columns[column], asked)
                            )
                        )
                return selection.ObjectSelection(tuple(fields))
            case _:
                return None


def _link_along(source: selection.PageSource) -> Link | None:
    return source.link if isinstance(source, selection.Along) else None


def _plain_part(planner: FieldCollector, connection: str, nodes: list[FieldNode]) -> selection.PagePart:
    match nodes[0].name.value:
        case "pageInfo":
            return selection.PageInfo(planner.field_names("PageInfo", nodes))
        case "totalCount":
            return selection.Total()
        case _:
            return selection.Typename(connection)
