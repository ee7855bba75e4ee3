"""The words of the declaration language: what a declaration turns into, and what contradicts itself."""

from enum import StrEnum
from typing import Any

import pytest
from pydantic import ValidationError, computed_field

from graph.entities import Datatype, Model
from graph.ids import new_id
from graph.schema import Named, Node, Part, Record, RelationshipProperties, Shape, many, one, parts, prop


class ShelfSize(StrEnum):
    """How much a shelf holds."""

    SMALL = "SMALL"
    LARGE = "LARGE"


class Note(Shape):
    """A remark kept inside a record."""

    text: str = prop("What it says.")


class Lends(RelationshipProperties):
    """On which terms something is lent."""

    days: int | None = prop("For how long.", default=None, minimum=1)


class Library(Named):
    """A house of shelves."""

    prefix = "lib"
    plural = "libraries"

    shelves = parts("HAS_SHELF", "Shelf", "Its shelves.", back="library", back_description="Its library.")
    partner = one("PARTNER_OF", "Library", "The library it lends to.", back="partners")
    borrows = many("BORROWS", "Library", "The libraries it borrows from.", back="lends", properties=Lends)


class Shelf(Part):
    """A board in a library."""

    prefix = "shf"
    orders = (("size", "name"),)

    size: ShelfSize = prop("How much it holds.", default=ShelfSize.SMALL)
    height_metres: float | None = prop("How high.", default=None, unit="m", maximum=3)
    marks: list[str] = prop("What is written on it.", default=[])
    notes: list[Note] = prop("Remarks.", default=[])

    @computed_field(description="Height in feet.")
    @property
    def height_feet(self) -> float | None:
        """The same in the unit of another country."""
        return None if self.height_metres is None else self.height_metres / 0.3048


class Source(Named):
    """Where something was learned."""

    prefix = "src"
    sourced = False


class Visit(Node):
    """Somebody who came by, as the door counted it."""

    prefix = "vst"
    newest_first = "number"

    number: int = prop("Which visit it was.", unique=True)


MODEL = Model([Library, Shelf, Source, Visit])


def test_property_is_read_off_its_annotation() -> None:
    height = MODEL["Shelf"].properties["heightMetres"]

    assert (height.attribute, height.type, height.nullable) == ("height_metres", Datatype.FLOAT, True)
    assert (height.minimum, height.maximum, height.facts.unit) == (None, 3, "m")
    assert (height.description, height.default, height.required) == ("How high.", None, False)


@pytest.mark.parametrize(
    ("name", "type", "nullable", "default"),
    [
        ("size", Datatype.ENUM, False, ShelfSize.SMALL),
        ("marks", Datatype.TEXTS, False, []),
        ("notes", Datatype.OBJECTS, False, []),
        ("position", Datatype.INT, False, None),
        ("createdAt", Datatype.DATETIME, False, None),
        ("heightFeet", Datatype.FLOAT, True, None),
    ],
)
def test_property_has_type_and_default(name: str, type: Datatype, nullable: bool, default: Any) -> None:
    found = MODEL["Shelf"].properties[name]

    assert (found.type, found.nullable, found.default) == (type, nullable, default)


def test_callers_write_neither_product_nor_derived() -> None:
    names = [item.name for item in MODEL["Shelf"].writable_properties]

    assert names == ["key", "name", "description", "size", "heightMetres", "marks", "notes"]
    assert MODEL["Visit"].writable_properties == []


def test_hidden_property_is_not_visible() -> None:
    shelf = MODEL["Shelf"]

    assert "derivedKey" in shelf.properties
    assert "derivedKey" not in {item.name for item in shelf.visible_properties}


def test_links_are_seen_from_both_ends() -> None:
    library, shelf = MODEL["Library"], MODEL["Shelf"]

    told = {name: (link.outgoing, link.many, link.targets) for name, link in library.links.items()}

    assert told == {
        "shelves": (True, True, ("Shelf",)),
        "partner": (True, False, ("Library",)),
        "borrows": (True, True, ("Library",)),
        "sources": (True, True, ("Source",)),
        "partners": (False, True, ("Library",)),
        "lends": (False, True, ("Library",)),
    }
    assert shelf.owner is not None
    assert (shelf.owner.field, shelf.owner.required, shelf.owner.many) == ("library", True, False)
    assert [link.field for link in library.parts] == ["shelves"]
    assert shelf.owner.description == "Its library."


def test_both_ends_know_edge_properties() -> None:
    links = MODEL["Library"].links

    assert list(links["borrows"].properties) == ["days"]
    assert links["lends"].properties == links["borrows"].properties


def test_source_sees_records_of_any_kind() -> None:
    records = MODEL["Source"].links["records"]

    assert records.is_mixed
    assert records.targets == ("Library", "Shelf")
    assert not MODEL["Library"].links["sources"].is_mixed


def test_inputs_take_links_from_their_start() -> None:
    names = {
        label: [link.id_field for link in MODEL[label].input_links]
        for label in ("Library", "Shelf", "Source")
    }

    assert names == {
        "Library": ["partnerId", "borrowsIds", "sourceIds"],
        "Shelf": ["libraryId", "sourceIds"],
        "Source": [],
    }


def test_default_order_follows_declaration() -> None:
    assert [MODEL[label].default_order for label in ("Library", "Shelf", "Visit")] == [
        ("name", False),
        ("position", False),
        ("number", True),
    ]


def test_entity_is_found_by_id_and_kind() -> None:
    assert MODEL.entity_of(new_id("shf")) is MODEL["Shelf"]
    assert MODEL.entity_of("shf_short") is None
    assert MODEL.entity_of(new_id("xyz")) is None
    assert MODEL.kinds["SHELF"] is MODEL["Shelf"]
    assert MODEL.relationship_types() == ["BORROWS", "DERIVED_FROM", "HAS_SHELF", "PARTNER_OF"]


def test_unknown_end_is_refused() -> None:
    class Lost(Record):
        prefix = "los"
        sourced = False
        home = one("LIVES_IN", "Nowhere", "Where it lives.", back="guests")

    with pytest.raises(TypeError, match=r"Lost\.home leads to Nowhere"):
        Model([Lost])


def test_field_of_two_relationships_is_refused() -> None:
    class Reader(Record):
        prefix = "rdr"
        sourced = False
        reads = many("READS", "Source", "What is read.", back="readers")
        likes = many("LIKES", "Source", "What is liked.", back="readers")

    with pytest.raises(TypeError, match=r"Source\.readers is the far end of several"):
        Model([Reader, Source])


def test_field_like_a_property_is_refused() -> None:
    class Reader(Record):
        prefix = "rdr"
        sourced = False
        reads = many("READS", "Source", "What is read.", back="name")

    with pytest.raises(TypeError, match=r"Source\.name is declared twice"):
        Model([Reader, Source])


def test_type_without_storage_is_refused() -> None:
    class Odd(Record):
        prefix = "odd"
        sourced = False
        number: complex = prop("No kind of value a database keeps.")

    with pytest.raises(TypeError, match="complex"):
        Model([Odd])


def test_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(ValidationError) as caught:
        Lends.model_validate({"days": 3, "fee": 1})

    assert [error["loc"] for error in caught.value.errors()] == [("fee",)]
