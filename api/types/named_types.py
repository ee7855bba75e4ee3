"""The GraphQL types by name, and the words to make fields, inputs and enums of them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum, StrEnum
from types import new_class
from typing import Any, NewType, Optional

import strawberry
from graphql import GraphQLError, ValueNode, value_from_ast_untyped
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph.entities import Datatype, Property
from graph.texts import value_text

DateTime = NewType("DateTime", str)
Date = NewType("Date", str)

# Under this name an argument keeps how many records a page has where nobody says.
PAGE_SIZE_FACT = "page_size"

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
IS_DAY = re.compile(DAY)
IS_MOMENT = re.compile(
    DAY + r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})", re.IGNORECASE
)


def _same(value: Any) -> Any:
    return value


def milliseconds(value: Any) -> int:
    """A time given as ISO 8601 text with its zone, as epoch milliseconds."""
    try:
        if not isinstance(value, str) or not IS_MOMENT.fullmatch(value):
            raise ValueError(value)
        return round(datetime.fromisoformat(value.upper()).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise GraphQLError(
            "DateTime takes ISO 8601 text with a zone, such as 2026-11-22T16:41:00.123Z; "
            f"got {value_text(value)}."
        ) from None


def iso_date(value: Any) -> str:
    """A date given as ISO 8601 text, as such."""
    try:
        if not isinstance(value, str) or not IS_DAY.fullmatch(value):
            raise ValueError(value)
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise GraphQLError(f"Date takes ISO 8601 text such as 2026-11-22; got {value_text(value)}.") from None


def _literal(parse: Callable[[Any], Any]) -> Callable[..., Any]:
    """Reads a value that stands in the document, and says where when it is refused."""

    def parse_literal(node: ValueNode, variables: Mapping[str, Any] | None = None) -> Any:
        try:
            return parse(value_from_ast_untyped(node, dict(variables or {})))
        except GraphQLError as error:
            raise GraphQLError(error.message, node) from None

    return parse_literal


SCALARS: Mapping[object, Any] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A moment in UTC, ISO 8601 with milliseconds: 2026-11-22T16:41:00.123Z.",
        specified_by_url="https://scalars.graphql.org/andimarek/date-time.html",
        serialize=_same,
        parse_value=milliseconds,
        parse_literal=_literal(milliseconds),
    ),
    Date: strawberry.scalar(
        name="Date",
        description="A day, ISO 8601: 2026-11-22.",
        specified_by_url="https://scalars.graphql.org/andimarek/local-date.html",
        serialize=_same,
        parse_value=iso_date,
        parse_literal=_literal(iso_date),
    ),
}

_PLAIN_TYPES: Mapping[Datatype, Any] = {
    Datatype.TEXT: str,
    Datatype.INT: int,
    Datatype.FLOAT: float,
    Datatype.BOOLEAN: bool,
    Datatype.DATE: Date,
    Datatype.DATETIME: DateTime,
    Datatype.TEXTS: list[str],
}


def optional(annotation: Any) -> Any:
    """The nullable form of a type."""
    return Optional[annotation]  # noqa: UP045 - the operand is a value, for which `|` need not be defined


def list_of(annotation: Any) -> Any:
    """The list type of items of a type that are never null."""
    return list[annotation]


def argument(
    name: str,
    annotation: Any,
    description: str,
    default: Any = strawberry.UNSET,
    page_size: int | None = None,
) -> StrawberryArgument:
    """An argument of a field; `page_size`: what it means when it is absent, where no default says so."""
    return StrawberryArgument(
        f"{name}_",
        name,
        StrawberryAnnotation(annotation),
        description=description,
        default=default,
        metadata={PAGE_SIZE_FACT: page_size},
    )


def field(
    name: str, annotation: Any, description: str, arguments: Sequence[StrawberryArgument] = ()
) -> StrawberryField:
    """A field of an object type."""
    made = StrawberryField(
        python_name=f"{name}_",
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
    )
    made.arguments = list(arguments)
    return made


def input_field(
    name: str, annotation: Any, description: str, default: Any = strawberry.UNSET
) -> StrawberryField:
    """A field of an input type; without default, a nullable one may be left out."""
    extra: dict[str, Any] = (
        {"default": default} if _is_optional(annotation) or default is not strawberry.UNSET else {}
    )
    return StrawberryField(
        python_name=f"{name}_",
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        **extra,
    )


def _is_optional(annotation: Any) -> bool:
    return type(None) in getattr(annotation, "__args__", ())


class Types:
    """Every type of the schema, each made once and known by its name."""

    def __init__(self) -> None:
        self._classes: dict[str, Any] = {}
        self._made: set[str] = set()
        self._enums: dict[str, Any] = {}
        self._interfaces: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The class of a type, which may be filled in later."""
        if name in self._enums:
            return self._enums[name]
        if name not in self._classes:
            bases = (self._interfaces[name],) if name in self._interfaces else ()
            self._classes[name] = new_class(name, bases)
        return self._classes[name]

    def implement(self, interface: str, names: Iterable[str]) -> None:
        """Says which types implement an interface that is filled in, with what that implements."""
        self._interfaces |= dict.fromkeys(names, self._classes[interface])

    def interface(self, name: str, description: str, fields: Iterable[StrawberryField]) -> Any:
        """Fills in an interface."""
        return strawberry.interface(self._fill(name, fields), name=name, description=description)

    def is_filled(self, name: str) -> bool:
        """Whether a type has been filled in."""
        return name in self._made or name in self._enums

    def mark_filled(self, name: str) -> None:
        """Says that a type is being filled in elsewhere."""
        self._made.add(name)

    def unmark_filled(self, name: str) -> None:
        """Takes a mark back."""
        self._made.discard(name)

    def unfilled_names(self) -> list[str]:
        """Types that are named somewhere and were never filled in."""
        return sorted(set(self._classes) - self._made)

    def output(self, name: str, description: str, fields: Iterable[StrawberryField]) -> Any:
        """Fills in an object type."""
        cls = self._fill(name, fields)
        return strawberry.type(cls, name=name, description=description)

    def input(
        self, name: str, description: str, fields: Iterable[StrawberryField], *, one_of: bool = False
    ) -> Any:
        """Fills in an input type; with `one_of` exactly one of its fields is to be given."""
        return strawberry.input(self._fill(name, fields), name=name, description=description, one_of=one_of)

    def enum(self, name: str, description: str, values: Mapping[str, str]) -> Any:
        """An enum type of values with their descriptions."""
        if name not in self._enums:
            members = {key: strawberry.enum_value(key, description=text) for key, text in values.items()}
            cls: Any = Enum(name, members)
            self._enums[name] = strawberry.enum(cls, name=name, description=description)
        return self._enums[name]

    def scale(self, scale: type[StrEnum]) -> Any:
        """The enum type of a scale of the model."""
        values = {item.value: getattr(item, "description", item.value) for item in scale}
        return self.enum(scale.__name__, (scale.__doc__ or "").strip(), values)

    def value(self, type: Datatype, enum: type[StrEnum] | None = None) -> Any:
        """The type of a plain value."""
        return self.scale(enum) if enum else _PLAIN_TYPES[type]

    def property_type(self, item: Property) -> Any:
        """The output type of a property, with its nullability."""
        if item.name == "id":
            return strawberry.ID
        if item.facts.kind:
            plain = self["Kind"]
        else:
            plain = list_of(self[item.object.__name__]) if item.object else self.value(item.type, item.enum)
        return optional(plain) if item.nullable else plain

    def _fill(self, name: str, fields: Iterable[StrawberryField]) -> Any:
        if name in self._made:
            raise TypeError(f"the type {name} is made twice")
        self._made.add(name)
        cls = self[name]
        cls.__annotations__ = {}
        for item in fields:
            assert item.python_name
            assert item.type_annotation
            setattr(cls, item.python_name, item)
            cls.__annotations__[item.python_name] = item.type_annotation.annotation
        return cls


def property_description(item: Property) -> str:
    """The description of a property with its unit and bounds."""
    text = item.description
    if item.facts.unit:
        text += f" Unit: {item.facts.unit}."
    return text
