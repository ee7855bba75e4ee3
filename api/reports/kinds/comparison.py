"""Comparison: two journeys, or one and its future, step by step."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.reports.cells import Many, Style, enum_words, number_text
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import Filters, statuses, where
from graph.errors import Invalid
from graph.texts import value_text

BEFORE = """
query Twins($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Journey { id name state futureOf { id } futures(first: 1) { nodes { id } } }
  }
}
"""
REQUEST = """
query Comparison(
  $a: ID!, $b: ID!, $persona: ID, $opportunities: StepOpportunitiesFilter, $solutions: StepSolutionsFilter
) {
  compareJourneys(a: $a, b: $b) {
    a { ...Side }
    b { ...Side }
    rows { change a { ...Compared } b { ...Compared } }
  }
}
fragment Side on Journey {
  id name state lifecycle frequencyPerYear validatedOn
  experience(personaId: $persona)
  team { id name }
  personas(first: 10) { totalCount nodes { id name } }
}
fragment Compared on Step {
  id name description moment layer momentOfTruth expectedExperience
  experience(personaId: $persona)
  place { phase { id name } }
  channels(first: 20) { totalCount nodes { id name } }
  touchpoints(first: 20) { totalCount nodes { id name } }
  opportunities(first: 10, where: $opportunities) { totalCount nodes { id name } }
  solutions(first: 10, where: $solutions) { totalCount nodes { id name } }
}
"""

Steps = Mapping[str, Any]
WORDS = {"moment": "moment", "layer": "layer", "expectedExperience": "expected experience"}


def step_differences(row: Any) -> list[str]:
    """What differs between a step and what it became."""
    a, b = row["a"], row["b"]
    return [] if a is None or b is None else list(_differences(a, b))


def _differences(a: Steps, b: Steps) -> Iterator[str]:
    if a["name"] != b["name"]:
        yield "another name"
    if (a["description"] or "") != (b["description"] or ""):
        yield "another description"
    if bool(a["momentOfTruth"]) != bool(b["momentOfTruth"]):
        yield f"{'now' if b['momentOfTruth'] else 'no longer'} a moment of truth"
    for name, words in WORDS.items():
        if a[name] != b[name]:
            yield f"{words} {_value_words(a[name])} → {_value_words(b[name])}"
    yield from _link_differences(a, b)


def _link_differences(a: Steps, b: Steps) -> Iterator[str]:
    """Which channels and touchpoints came and went."""
    for name in ("channels", "touchpoints"):
        had, has = ({node["id"]: node["name"] for node in side[name]["nodes"]} for side in (a, b))
        came = [f"+ {name}" for key, name in has.items() if key not in had]
        gone = [f"− {name}" for key, name in had.items() if key not in has]
        if came or gone:
            yield f"{name} {', '.join(came + gone)}"


def _value_words(value: Any) -> str:
    if value is None:
        return "not said"
    return enum_words(value).lower() if isinstance(value, str) else number_text(value)


def _gain(row: Any) -> float | None:
    """How much better the step feels in the second journey."""
    values = [side and side["experience"] for side in (row["a"], row["b"])]
    return None if None in values else values[1] - values[0]


def _sides(data: Data) -> Iterator[Any]:
    """Both journeys, each with how many steps it has and how many of them only it has."""
    compared = data["compareJourneys"]
    rows = compared["rows"]
    for side, alone in (("a", "REMOVED"), ("b", "ADDED")):
        # A step that replaces two stands in two rows.
        steps = {row[side]["id"]: row[side] for row in rows if row[side]}
        own = sum(row["change"] == alone for row in rows)
        truths = sum(bool(step["momentOfTruth"]) for step in steps.values())
        yield {**compared[side], "steps": len(steps), "own": own, "truths": truths}


def _items(*names: str) -> Any:
    """What stands at the steps of both sides, each once."""

    def items(row: Any) -> Many:
        found: dict[str, str] = {}
        more = 0
        for side in (row["a"], row["b"]):
            for name in names if side else ():
                found |= {node["id"]: node["name"] for node in side[name]["nodes"]}
                more += side[name]["totalCount"] - len(side[name]["nodes"])
        return Many(tuple(found.values()), more)

    return items


SIDES = (
    Column("journey", "Journey", lambda row: row, named=True),
    Column("state", "State", "state", Style.WORD),
    Column("lifecycle", "Lifecycle", "lifecycle", Style.WORD),
    Column("steps", "Steps", "steps", Style.WHOLE),
    Column("own", "Only here", "own", Style.WHOLE),
    Column("truths", "Moments of truth", "truths", Style.WHOLE),
    Column("experience", "Experience", "experience", Style.NUMBER),
    Column("frequencyPerYear", "Times a year", "frequencyPerYear", Style.NUMBER),
    Column("personas", "Personas", "personas"),
    Column("team", "Team", "team"),
)
ROWS = (
    Column("a", "Step of the first", "a", named=True),
    Column("change", "What became of it", "change", Style.WORD),
    Column("b", "Step of the second", "b", named=True),
    Column("differences", "What differs", step_differences),
    Column("experienceA", "Experience first", "a.experience", Style.NUMBER),
    Column("experienceB", "second", "b.experience", Style.NUMBER),
    Column("gain", "Gain", _gain, Style.NUMBER),
    Column("opportunities", "Opportunities", _items("opportunities")),
    Column("solutions", "Solutions", _items("solutions")),
    Column("phaseA", "Phase of the first", "a.place.phase", detail=True),
    Column("phaseB", "Phase of the second", "b.place.phase", detail=True),
)


def pair_to_compare(found: Sequence[Any]) -> tuple[str, str]:
    """The ids of the journeys to compare: two as named, or one and what it is the future of, or its future.

    Raises Invalid where a single one has neither.
    """
    if len(found) == 2:
        return found[0]["id"], found[1]["id"]
    (only,) = found
    if only["futureOf"]:
        return only["futureOf"]["id"], only["id"]
    if only["futures"]["nodes"]:
        return only["id"], only["futures"]["nodes"][0]["id"]
    name = value_text(only["name"])
    raise Invalid(f"{name} has no future, and is none: name a second journey to compare it with.")


def _variables(filters: Filters, before: Data) -> dict[str, Any]:
    a, b = pair_to_compare(before["nodes"])
    named = ("status", "tag")
    return {
        "a": a,
        "b": b,
        "persona": (filters.ids("persona") or [None])[0],
        "opportunities": where("Opportunity", filters, named),
        "solutions": where("Solution", filters, named),
    }


def _heading(data: Data) -> str:
    """Both names; with their states where these tell them apart."""
    sides = [data["compareJourneys"][side] for side in ("a", "b")]
    names = [side["name"] for side in sides]
    if names[0] == names[1]:
        names = [f"{side['name']} ({enum_words(side['state']).lower()})" for side in sides]
    return " and ".join(names)


UNKNOWN = f"jrn_{'0' * 26}"

COMPARISON = Report(
    name="comparison",
    title="Comparison",
    about="Two journeys, or a journey and its future, step by step: what was added, removed and changed, "
    "and how each step feels.",
    request=REQUEST,
    sections=(
        Section("journeys", "Side by side", _sides, SIDES),
        Section("rows", "Step by step", "compareJourneys.rows", ROWS, "Neither has steps."),
    ),
    takes={
        "journey": "The two journeys, in this order; or one that has a future or is one.",
        "status": "Opportunities and solutions of this status.",
        "tag": "Opportunities and solutions that bear this tag.",
        "persona": "How the steps feel to this persona.",
    },
    needs="journey",
    most_needed=2,
    statuses=statuses("Opportunity", "Solution"),
    before=BEFORE,
    before_variables=lambda filters: {"ids": filters.ids("journey") or []},
    befores=({"nodes": [{"id": UNKNOWN}, {"id": UNKNOWN}]},),
    variables=_variables,
    heading=_heading,
)
