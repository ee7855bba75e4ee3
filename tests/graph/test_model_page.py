"""The model page: current, whole, and made from the declarations alone."""

import re
from pathlib import Path

import graph
from graph.entities import Model
from graph.model import MODEL
from graph.model_page import model_page
from graph.schema import Named, many, prop

PAGE = Path(graph.__file__).with_name("MODEL.md")


class Depot(Named):
    """A place where things are kept."""

    prefix = "dep"

    area: float | None = prop("How large it | they are.", default=None, unit="m²", minimum=0.5)

    steps = many("KEPT_FOR", "Step", "The steps it serves.", back="depots", back_description="Its depots.")


def section(page: str, title: str) -> str:
    """The part of the page below one heading."""
    return re.split(r"^## .+$", page.split(f"## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def test_page_in_the_tree_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == model_page(MODEL)


def test_page_names_everything_visible() -> None:
    page = model_page(MODEL)
    common = "".join(
        section(page, title) for title in ("Every record", "Records people work on", "Named records")
    )

    for entity in MODEL.entities.values():
        told = section(page, entity.label)
        names = [item.name for item in entity.visible_properties] + list(entity.links)
        assert [name for name in names if f"| `{name}` |" not in told + common] == []
        values = [value for item in entity.visible_properties for value in item.enum or ()]
        assert [value for value in values if f"| `{value}` |" not in told] == []


def test_page_names_edge_properties_once() -> None:
    page = model_page(MODEL)

    assert page.count("On each `DERIVED_FROM`:") == 1
    assert "| `locator` |" in section(page, "Source")
    assert "| `rationale` |" in section(page, "Opportunity")
    assert "| `rationale` |" not in section(page, "Step")


def test_page_keeps_hidden_properties_back() -> None:
    assert "derivedKey" not in model_page(MODEL)


def test_diagram_draws_every_relationship() -> None:
    page = model_page(MODEL)

    picture = page.split("```mermaid\n")[1].split("```")[0]

    drawn: set[tuple[str, str, str]] = set()
    for starts, type, ends in re.findall(r"^ {4}(.+) -->\|(\w+)\| (.+)$", picture, re.MULTILINE):
        drawn |= {(start, type, end) for start in starts.split(" & ") for end in ends.split(" & ")}
    wanted = {(item.start, item.type, item.end) for item in MODEL.relationships}
    assert drawn == {entry for entry in wanted if entry[1] not in ("TAGGED", "DERIVED_FROM")}


def test_page_follows_a_new_kind() -> None:
    larger = Model([*(entity.record for entity in MODEL.entities.values()), Depot])

    page = model_page(larger)

    assert "    Depot -->|KEPT_FOR| Step\n" in page
    assert "| `area` | Float | from 0.5 | m² |  | How large it \\| they are. |" in section(page, "Depot")
    assert "| `depots` | `<-KEPT_FOR-` | Depot | any number | Its depots. |" in section(page, "Step")
