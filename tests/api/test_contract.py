"""The exported schema against the contract, and what the model turns into by the rules of the design."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    DocumentNode,
    EnumTypeDefinitionNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    build_schema,
    parse,
    print_ast,
)

from graph.model import MODEL
from tests.api.portfolio import OWNERS, ways

ROOT = Path(__file__).parents[2]
WHOLE = {"dependsOn", "replaces", "interprets", "detailedBy"}
PLAIN = {
    "text": "String",
    "int": "Int",
    "float": "Float",
    "boolean": "Boolean",
    "date": "Date",
    "datetime": "DateTime",
}


@cache
def exported() -> GraphQLSchema:
    """The schema as it is committed."""
    return build_schema((ROOT / "api" / "schema.graphql").read_text(encoding="utf-8"))


@cache
def contract() -> DocumentNode:
    """What the design writes down type by type."""
    return parse((Path(__file__).parent / "contract.graphql").read_text(encoding="utf-8"))


def fields_of(name: str) -> dict[str, Any]:
    """The fields of an object, interface or input type."""
    found = exported().type_map[name]
    assert isinstance(found, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType)
    return dict(found.fields)


def values_of(name: str) -> set[str]:
    """The values of an enum."""
    found = exported().type_map[name]
    assert isinstance(found, GraphQLEnumType)
    return set(found.values)


def signature(field: GraphQLField) -> str:
    """A field's arguments, sorted, and its type."""
    node = field.ast_node
    assert node
    return written(node.arguments, print_ast(node.type))


def written(arguments: Any, result: str) -> str:
    """Arguments and a result as text that can be compared."""
    given: list[InputValueDefinitionNode] = list(arguments or ())
    texts = sorted(
        f"{item.name.value}: {print_ast(item.type)}"
        + (f" = {print_ast(item.default_value)}" if item.default_value else "")
        for item in given
    )
    return f"({', '.join(texts)}): {result}"


def promised() -> Iterator[tuple[str, str, str]]:
    """Type, field and signature of everything the contract writes down."""
    for node in contract().definitions:
        match node:
            case ObjectTypeDefinitionNode() | InterfaceTypeDefinitionNode():
                for field in node.fields or ():
                    yield node.name.value, field.name.value, written(field.arguments, print_ast(field.type))
            case InputObjectTypeDefinitionNode():
                for item in node.fields or ():
                    yield node.name.value, item.name.value, written([item], "")
            case _:
                pass


@pytest.mark.parametrize(
    ("name", "field", "text"), list(promised()), ids=lambda part: part if "(" not in part else ""
)
def test_contract_field_is_as_written(name: str, field: str, text: str) -> None:
    found = fields_of(name)[field]

    if isinstance(exported().type_map[name], GraphQLInputObjectType):
        assert written([found.ast_node], "") == text
    else:
        assert signature(found) == text


def enums() -> Iterator[tuple[str, list[str]]]:
    """Every enum the contract writes down, with its values."""
    for node in contract().definitions:
        if isinstance(node, EnumTypeDefinitionNode):
            yield node.name.value, sorted(value.name.value for value in node.values or ())


@pytest.mark.parametrize(("name", "values"), list(enums()), ids=str)
def test_contract_enum_has_its_values(name: str, values: list[str]) -> None:
    assert sorted(values_of(name)) == values


ENTITIES = list(MODEL.entities)
WRITTEN = [label for label in ENTITIES if not MODEL[label].record.written_by_product]
each_entity = pytest.mark.parametrize("label", ENTITIES)
each_written = pytest.mark.parametrize("label", WRITTEN)


def lower(label: str) -> str:
    """A label as the name of a field."""
    return f"{label[0].lower()}{label[1:]}"


def plural(label: str) -> str:
    """The root list of a kind; plurals are regular except people."""
    name = lower(label)
    if label == "Person":
        return "people"
    return f"{name[:-1]}ies" if name.endswith("ty") else f"{name}s"


def properties(label: str) -> dict[str, tuple[str, list[str]]]:
    """The properties that a kind shows: the word for the type with its values, and facts."""
    found: dict[str, tuple[str, list[str]]] = {}
    for item in MODEL[label].visible_properties:
        facts = {
            "required": item.required and not item.facts.product,
            "default": item.default not in (None, []),
            "product": item.facts.product,
            "kind": item.facts.kind,
            "summed": item.facts.summed,
            "money": item.facts.money is not None,
        }
        word = " ".join([item.type.value, *(item.enum or ())])
        found[item.name] = word, [name for name, holds in facts.items() if holds]
    return found


def long_texts(label: str) -> set[str]:
    """The texts of a kind that are too long to be less or greater than others, and mostly to order."""
    found = MODEL[label].visible_properties
    return {item.name for item in found if item.type.value == "text" and (item.max_length or 0) > 200}


def output_type(label: str, name: str) -> str:
    """The GraphQL type of a property."""
    word, facts = properties(label)[name]
    kind = word.split()[0]
    if "kind" in facts:
        return "Kind!"
    if kind == "texts":
        return "[String!]!"
    if kind == "objects":
        return {"Change": "[FieldChange!]!", "Import": "[LeftoverCell!]!"}[label]
    plain = f"{label}{name[0].upper()}{name[1:]}" if kind == "enum" else PLAIN[kind]
    always = {"id", "createdAt", "updatedAt", "version", "position"}
    if name == "id":
        plain = "ID"
    filled = name in always or "required" in facts or "default" in facts
    return f"{plain}!" if filled else plain


@each_entity
def test_properties_have_their_types(label: str) -> None:
    fields = fields_of(label)

    found = {name: str(fields[name].type) for name in properties(label)}
    assert found == {name: output_type(label, name) for name in properties(label)}


@each_entity
def test_enums_list_what_the_design_lists(label: str) -> None:
    for name, (word, _) in properties(label).items():
        kind, *values = word.split()
        if kind == "enum":
            assert values_of(f"{label}{name[0].upper()}{name[1:]}") == set(values)


@each_entity
def test_roots_read_one_and_many(label: str) -> None:
    query = fields_of("Query")

    handles = "(id: ID!)" if label in ("Import", "Change") else "(id: ID, key: String)"
    assert signature(query[lower(label)]) == f"{handles}: {label}"
    assert signature(query[plural(label)]) == f"{PAGE.format(label=label)}: {label}Connection!"


PAGE = (
    "(after: String, before: String, first: Int, last: Int, orderBy: [{label}Order!], where: {label}Filter)"
)


def to_many(label: str) -> dict[str, str]:
    """The to-many fields of a kind and what they lead to; without owned parts and those of several kinds."""
    parts = {(owner, name) for _, owner, name in OWNERS.values()}
    found = {way.name: way.end for way in ways() if way.label == label and way.many}
    found |= {way.back: way.label for way in ways() if way.end == label and way.back != "records"}
    owner = OWNERS[label][1].lower() if label in OWNERS else ""
    return {name: end for name, end in found.items() if name != owner and (label, name) not in parts}


@each_entity
def test_links_to_many_are_connections(label: str) -> None:
    fields = fields_of(label)

    for name, end in to_many(label).items():
        saying = MODEL[label].links[name].properties.keys()
        connection = f"{label}{name[0].upper()}{name[1:]}" if saying else end
        assert signature(fields[name]) == f"{PAGE.format(label=connection)}: {connection}Connection!"
        edge = fields_of(f"{connection}Edge")
        assert str(edge["node"].type) == f"{end}!"
        assert str(edge["cursor"].type) == "String!"
        assert edge.keys() == {"cursor", "node", *saying}


def test_marks_lead_to_any_kind() -> None:
    expected = "(after: String, before: String, first: Int, kinds: [Kind!], last: Int): "

    assert signature(fields_of("Tag")["records"]) == f"{expected}NodeConnection!"
    assert signature(fields_of("Source")["records"]).startswith(expected)
    assert fields_of("SourceRecordsEdge").keys() == {"cursor", "node", "locator", "raw"}
    assert str(fields_of("NodeConnection")["nodes"].type) == "[Node!]!"


@each_entity
def test_links_to_one_are_records(label: str) -> None:
    fields = fields_of(label)

    for way in ways():
        if way.label == label and not way.many:
            required = (label, way.name) == ("Measurement", "metric")
            assert signature(fields[way.name]) == f"(): {way.end}{'!' if required else ''}"
    if label in OWNERS:
        _, owner, _ = OWNERS[label]
        assert signature(fields[owner.lower()]) == f"(): {owner}!"


@each_entity
def test_connections_have_their_parts(label: str) -> None:
    fields = {name: signature(field) for name, field in fields_of(f"{label}Connection").items()}

    assert fields.pop("facets", None) in (None, f"(by: {label}Facet!, keepOwn: Boolean = true): [Facet!]!")
    groups = f"(by: [{label}Facet!]!, first: Int = 100, month: {label}Month): [{label}Group!]!"
    assert fields.pop("groups", None) in (None, groups)
    assert fields == {
        "edges": f"(): [{label}Edge!]!",
        "nodes": f"(): [{label}!]!",
        "pageInfo": "(): PageInfo!",
        "totalCount": "(): Int!",
        "aggregate": f"(): {label}Aggregate!",
    }


@pytest.mark.parametrize(
    "label", [label for label in MODEL.entities if f"{label}Facet" in exported().type_map]
)
def test_groups_have_keys_month_and_sums(label: str) -> None:
    assert "groups" in fields_of(f"{label}Connection")
    assert {name: str(field.type) for name, field in fields_of(f"{label}Group").items()} == {
        "keys": "[Facet!]!",
        "month": "Date",
        "count": "Int!",
        "aggregate": f"{label}Aggregate!",
    }
    times = {name for name, (word, _) in properties(label).items() if word.split()[0] in ("date", "datetime")}
    assert values_of(f"{label}Month") == {capitals(name) for name in times}


@each_entity
def test_sums_cover_every_number(label: str) -> None:
    fields = {name: str(field.type) for name, field in fields_of(f"{label}Aggregate").items()}
    numbers = {name for name, (word, _) in properties(label).items() if word in ("int", "float")}
    unsummed = {name for name in numbers if "summed" not in properties(label)[name][1]}

    assert fields["count"] == "Int!"
    assert numbers - unsummed <= fields.keys()
    assert not unsummed & fields.keys()
    assert not {"version", "position"} & fields.keys()
    amounts = {name for name, type in fields.items() if type == "[MoneyAggregate!]!"}
    assert amounts == {name for name, (_, facts) in properties(label).items() if "money" in facts}
    assert all(fields[name] == "NumberAggregate!" for name in fields.keys() - amounts - {"count"})


FACETS = {
    **{"Opportunity": "journeys goals quadrant", "Solution": "journeys goals", "Metric": "journeys goals"},
    **{"Insight": "journeys personas", "Journey": "personas", "Step": "channels", "Touchpoint": "channels"},
}


@each_entity
def test_facets_cover_enums_and_links(label: str) -> None:
    wanted = {name for name, (word, _) in properties(label).items() if word.startswith("enum")}
    wanted |= {way.name for way in ways() if way.label == label and not way.many}
    wanted |= {"tags"} & MODEL[label].links.keys()
    wanted |= {OWNERS[label][1].lower()} if label in OWNERS else set()
    wanted |= {name for name, (_, facts) in properties(label).items() if "kind" in facts}
    wanted |= set(FACETS.get(label, "").split())

    found = values_of(f"{label}Facet") if f"{label}Facet" in exported().type_map else set[str]()
    assert found == {capitals(name) for name in wanted}


def capitals(name: str) -> str:
    """A field as the value of an enum."""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)


REACH = "journeyCount stepCount personaCount teamCount frequencyPerYear"
COMPUTED = {
    "Opportunity": f"{REACH} evidenceStrength rice progress",
    "Solution": f"{REACH} progress",
    "Insight": REACH,
    "Goal": "progress",
    "Step": "experience experienceGap",
    "Journey": "experience",
    "Metric": "latest latestOn missedTargets",
    "Measurement": "result",
}


LINK_VALUES = {
    **{"OpportunitySteps": "rationale", "StepSolutions": "rationale", "StepNextSteps": "condition"},
    **{"JourneySegments": "linkShare", "SegmentJourneys": "share", "PersonTeams": "role"},
    **{"TeamMembers": "role", "GoalSources": "locator raw"},
}


@pytest.mark.parametrize(("stem", "names"), LINK_VALUES.items())
def test_links_filter_and_order_by_their_properties(stem: str, names: str) -> None:
    end = str(fields_of(f"{stem}Edge")["node"].type).rstrip("!")
    filters = {name: str(field.type) for name, field in fields_of(f"{stem}Filter").items()}

    more = {name: filters.pop(name) for name in names.split()}
    assert set(more.values()) <= {"StringFilter", "LongTextFilter", "FloatFilter"}
    assert filters == {
        **{name: str(field.type) for name, field in fields_of(f"{end}Filter").items()},
        **{"AND": f"[{stem}Filter!]", "OR": f"[{stem}Filter!]", "NOT": f"{stem}Filter"},
    }
    assert values_of(f"{stem}OrderField") == values_of(f"{end}OrderField") | (
        set(map(capitals, names.split())) - {"RAW"}
    )


@each_entity
def test_links_to_one_order_by_name(label: str) -> None:
    single = {f"{capitals(link.field)}_NAME" for link in MODEL[label].links.values() if not link.many}

    assert single <= values_of(f"{label}OrderField")


DERIVED = {
    "Opportunity": {"journeys": "Journey"},
    "Solution": {"journeys": "Journey"},
    "Insight": {"journeys": "Journey"},
    "Journey": {
        **{"steps": "Step", "opportunities": "Opportunity", "solutions": "Solution", "insights": "Insight"}
    },
}


@pytest.mark.parametrize("label", DERIVED)
def test_derived_links_filter_and_order(label: str) -> None:
    filters = {name: str(field.type) for name, field in fields_of(f"{label}Filter").items()}
    orders = values_of(f"{label}OrderField")

    for name, end in DERIVED[label].items():
        assert filters[name] == f"{end}ManyFilter"
        assert (f"{capitals(name)}_COUNT" in orders) is (name in fields_of(label))


@each_entity
def test_orders_know_values_and_counts(label: str) -> None:
    keys = values_of(f"{label}OrderField")
    wanted = {
        name for name, (word, _) in properties(label).items() if word.split()[0] not in ("texts", "objects")
    } - (long_texts(label) - {"email", "fileName"})
    wanted |= set(COMPUTED.get(label, "").split())
    wanted |= {f"{name}Count" for name in to_many(label)}

    assert {capitals(name) for name in wanted} - keys == set()
    assert {name: str(field.type) for name, field in fields_of(f"{label}Order").items()} == {
        "field": f"{label}OrderField!",
        "direction": "OrderDirection!",
    }


SCALARS = {
    **{
        "text": "StringFilter",
        "long": "LongTextFilter",
        "int": "IntFilter",
        "float": "FloatFilter",
        "boolean": "BooleanFilter",
    },
    **{"date": "DateFilter", "datetime": "DateTimeFilter", "texts": "TextsFilter"},
}


@each_entity
def test_filters_are_alike_everywhere(label: str) -> None:
    fields = {name: str(field.type) for name, field in fields_of(f"{label}Filter").items()}

    assert fields["AND"] == fields["OR"] == f"[{label}Filter!]"
    assert fields["NOT"] == f"{label}Filter"
    for name, (word, facts) in properties(label).items():
        kind = word.split()[0]
        special = name == "id" or kind in ("enum", "objects") or "kind" in facts
        scalar = "LongTextFilter" if name in long_texts(label) else SCALARS.get(kind)
        assert special or fields[name] == scalar
    for name in COMPUTED.get(label, "").split():
        assert fields[name] in ("FloatFilter", "IntFilter", "DateFilter")


@each_entity
def test_filters_quantify_links(label: str) -> None:
    fields = fields_of(f"{label}Filter")

    for name, end in to_many(label).items():
        quantified = fields_of(str(fields[name].type))
        assert {each: str(item.type) for each, item in quantified.items() if each != "count"} == {
            "some": f"{end}Filter",
            "none": f"{end}Filter",
            "all": f"{end}Filter",
        }
        count = fields_of(str(quantified["count"].type))
        assert {each: str(item.type) for each, item in count.items()} == {
            "where": f"{end}Filter",
            **dict.fromkeys(("eq", "gt", "gte", "lt", "lte"), "Int"),
        }
    for way in ways():
        if way.label == label and not way.many:
            single = fields_of(str(fields[way.name].type))
            assert {each: str(item.type) for each, item in single.items()} == {
                "is": f"{way.end}Filter",
                "isNull": "Boolean",
            }


@each_entity
def test_enums_filter_by_equality(label: str) -> None:
    fields = fields_of(f"{label}Filter")

    for name, (word, _) in properties(label).items():
        if word.startswith("enum"):
            plain = f"{label}{name[0].upper()}{name[1:]}"
            found = {each: str(item.type) for each, item in fields_of(str(fields[name].type)).items()}
            lists = dict.fromkeys(("in", "notIn"), f"[{plain}!]")
            assert found == {"eq": plain, "ne": plain, **lists, "isNull": "Boolean"}


def inputs(label: str) -> dict[str, str]:
    """The fields that a write of a kind takes, none of them required."""
    found: dict[str, str] = {}
    for name, (word, facts) in properties(label).items():
        if "product" not in facts:
            kind = word.split()[0]
            plain = f"{label}{name[0].upper()}{name[1:]}" if kind == "enum" else PLAIN.get(kind, "[String!]")
            found[name] = plain
    parts = {(owner, name) for _, owner, name in OWNERS.values()}
    for way in ways():
        if way.label == label and not way.many:
            found[f"{way.name}Id"] = "ID"
        elif way.label == label and (label, way.name) not in parts:
            stem = f"{way.name[:-3]}y" if way.name.endswith("ies") else way.name.removesuffix("s")
            found[f"{way.name if way.name in WHOLE else stem}Ids"] = "[ID!]"
            if way.type in SAYING:
                found[way.name] = f"[{SAYING[way.type]}LinkInput!]"
    return found


# The relationships that say something, by what the inputs of one link are called after.
SAYING = {
    "LEADS_TO": "LeadsTo",
    "MADE_BY": "MadeBy",
    "ADDRESSES": "Addresses",
    "CHANGES": "Changes",
    "MEMBER_OF": "MemberOf",
    "DERIVED_FROM": "DerivedFrom",
}


NESTED = {"Journey": ("phases", "NestedPhaseInput"), "Phase": ("steps", "NestedStepInput")}


@each_written
def test_create_takes_values_links_and_parts(label: str) -> None:
    required = {name for name, (_, facts) in properties(label).items() if "required" in facts}
    required |= {link.id_field for link in MODEL[label].links.values() if link.required}
    wanted = inputs(label)
    if label in OWNERS:
        wanted |= {OWNERS[label][0]: "ID", "afterId": "ID"}
    if label in NESTED:
        name, part = NESTED[label]
        wanted[name] = f"[{part}!]"

    found = {name: str(field.type) for name, field in fields_of(f"Create{label}Input").items()}

    assert found == {name: f"{type}!" if name in required else type for name, type in wanted.items()}


@each_written
def test_update_takes_id_version_and_the_rest(label: str) -> None:
    found = {name: str(field.type) for name, field in fields_of(f"Update{label}Input").items()}

    assert found == {"id": "ID!", "version": "Int", **inputs(label)}


@each_written
def test_upsert_needs_the_key_alone(label: str) -> None:
    wanted = inputs(label) | {"key": "String!"}
    if label in OWNERS:
        wanted[OWNERS[label][0]] = "ID"

    found = {name: str(field.type) for name, field in fields_of(f"Upsert{label}Input").items()}

    assert found == wanted


def both_ends(label: str) -> Iterator[tuple[str, str]]:
    """The fields of a kind that lead to many records which have many of it, with the kind they lead to."""
    parts = {(owner, name) for _, owner, name in OWNERS.values()}
    for way in ways():
        if way.many and (way.label, way.name) not in parts and way.type not in ("TAGGED", "DERIVED_FROM"):
            if way.label == label:
                yield way.name, way.end
            if way.end == label:
                yield way.back, way.label


@each_written
def test_mutations_of_a_kind_are_there(label: str) -> None:
    mutation = fields_of("Mutation")
    own = {lower(label): label}
    payloads = {f"create{label}": own, f"update{label}": own, f"delete{label}": {"id": "ID"}}
    payloads[f"upsert{label}"] = {**own, "created": "Boolean"}
    if label in OWNERS:
        _, owner, _ = OWNERS[label]
        payloads |= {f"move{label}": own, f"reorder{label}s": {lower(owner): owner}}
    for name, end in both_ends(label):
        for verb in ("add", "remove"):
            payloads[f"{verb}{label}{name[0].upper()}{name[1:]}"] = {**own, name: f"[{end}!]"}

    for name, answer in payloads.items():
        stem = f"{name[0].upper()}{name[1:]}"
        assert signature(mutation[name]) == f"(input: {stem}Input!): {stem}Payload"
        payload = {each: str(field.type) for each, field in fields_of(f"{stem}Payload").items()}
        assert payload == {**answer, "userErrors": "[UserError!]!"}


def test_product_alone_writes_imports_and_changes() -> None:
    assert [name for name in fields_of("Mutation") if name.endswith(("Import", "Change"))] == []


def test_kinds_are_all_records() -> None:
    assert values_of("Kind") == {label.upper() for label in ENTITIES}


@each_entity
def test_records_are_nodes(label: str) -> None:
    found = exported().type_map[label]

    assert isinstance(found, GraphQLObjectType)
    named = ["Named"] if "name" in properties(label) else []
    assert [interface.name for interface in found.interfaces] == [*named, "Node"]


@pytest.mark.parametrize("name", ["Date", "DateTime"])
def test_scalars_say_what_specifies_them(name: str) -> None:
    scalar: Any = exported().type_map[name]

    assert scalar.specified_by_url.startswith("https://")


def described() -> Iterator[tuple[str, str | None]]:
    """Everything in the schema that bears a description, with it."""
    for name, type in exported().type_map.items():
        if name.startswith("__") or name in ("ID", "Int", "Float", "String", "Boolean"):
            continue
        yield name, type.description
        members: Any = getattr(type, "fields", None) or getattr(type, "values", None) or {}
        for member, item in members.items():
            yield f"{name}.{member}", item.description
            arguments: dict[str, Any] = getattr(item, "args", None) or {}
            for argument, given in arguments.items():
                yield f"{name}.{member}.{argument}", given.description


def test_everything_is_described() -> None:
    told = list(described())

    assert len(told) > 1000
    assert [place for place, text in told if not (text and text.strip())] == []


@pytest.mark.parametrize("label", COMPUTED)
def test_computed_orders_say_what_they_cost(label: str) -> None:
    values: Any = exported().type_map[f"{label}OrderField"]

    for name in COMPUTED[label].split():
        assert "in proportion" in values.values[capitals(name)].description
