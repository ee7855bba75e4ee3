"""Ownership: who owns what, and what nobody owns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.reports.cells import Style
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import Filters, Where, statuses, where
from graph.model import MODEL

LISTED = 100  # records of one kind below one team
NARROWED = ("journey", "status", "tag", "persona")
OPEN = ["OPEN", "IN_PROGRESS"]


@dataclass(frozen=True, slots=True)
class OwnedKind:
    """A kind of record that a team can own; one that nobody owns is listed where `left` holds."""

    label: str
    fields: str
    left: Where

    @property
    def plural(self) -> str:
        """The name of the list."""
        return MODEL[self.label].plural

    @property
    def title(self) -> str:
        """The name of the list, as a heading."""
        return self.plural.capitalize()


KINDS_OWNED = (
    OwnedKind("Journey", "", {}),
    OwnedKind("Goal", "status", {"status": {"in": OPEN}}),
    OwnedKind("Opportunity", "status", {"status": {"in": OPEN}}),
    OwnedKind(
        "Solution",
        "status",
        {"status": {"in": ["IDEA", "PLANNED", "IN_PROGRESS"]}, "deliveryTeams": {"none": {}}},
    ),
    OwnedKind("Metric", "", {}),
    OwnedKind(
        "Step",
        "momentOfTruth place { journey { id name } }",
        {"phase": {"is": {"journey": {"is": {"team": {"isNull": True}}}}}},
    ),
)


def _switch(kind: OwnedKind) -> str:
    return f"with{kind.plural.capitalize()}"


def _request() -> str:
    filters = [f"${kind.plural}Of: {kind.label}Filter" for kind in KINDS_OWNED]
    given = [
        f"${kind.plural}: {kind.label}Filter, ${kind.plural}After: String, ${_switch(kind)}: Boolean!"
        for kind in KINDS_OWNED
    ]
    owned = [
        f"{kind.plural}(first: $listed, where: ${kind.plural}Of) "
        f"{{ totalCount nodes {{ id name {kind.fields} }} }}"
        for kind in KINDS_OWNED
    ]
    left = [
        f"{kind.plural}(first: $page, after: ${kind.plural}After, where: ${kind.plural}) "
        f"@include(if: ${_switch(kind)}) {{ totalCount @include(if: $counted) "
        f"pageInfo {{ hasNextPage endCursor }} nodes {{ id name {kind.fields} }} }}"
        for kind in KINDS_OWNED
    ]
    counts = [f"{kind.plural}(first: 0, where: ${kind.plural}Of) {{ totalCount }}" for kind in KINDS_OWNED]
    pages = "$page: Int!, $counted: Boolean!"
    teams = "$teams: TeamFilter, $teamsAfter: String, $withTeams: Boolean!"
    teams += ", $ownedAfter: String, $withOwned: Boolean!"
    return f"""
query Ownership({pages}, $listed: Int!, {teams}, {", ".join([*filters, *given])}) {{
  teams(first: $page, after: $teamsAfter, where: $teams) @include(if: $withTeams) {{
    totalCount @include(if: $counted)
    pageInfo {{ hasNextPage endCursor }}
    nodes {{
      id name department budget currency members(first: 0) {{ totalCount }}
      deliveries(first: 0, where: $solutionsOf) {{ totalCount }}
      {" ".join(counts)}
    }}
  }}
  owned: teams(first: $page, after: $ownedAfter, where: $teams) @include(if: $withOwned) {{
    totalCount @include(if: $counted)
    pageInfo {{ hasNextPage endCursor }}
    nodes {{ id name {" ".join(owned)} }}
  }}
  {" ".join(left)}
}}
"""


def _owned(team: Any) -> Iterator[Any]:
    """What a team owns, kind after kind; how many more there are where they are too many."""
    for kind in KINDS_OWNED:
        found = team[kind.plural]
        for node in found["nodes"]:
            yield {"team": team, "kind": kind.label, "record": node, "status": node.get("status")}
        more = found["totalCount"] - len(found["nodes"])
        if more:
            yield {
                "team": team,
                "kind": kind.label,
                "record": {"id": team["id"], "name": f"and {more} more"},
                "status": None,
            }


TEAMS = (
    Column("team", "Team", lambda row: row, named=True),
    *(Column(kind.plural, kind.title, f"{kind.plural}.totalCount", Style.WHOLE) for kind in KINDS_OWNED),
    Column("deliveries", "Solutions it delivers", "deliveries.totalCount", Style.WHOLE),
    Column("members", "Members", "members.totalCount", Style.WHOLE),
    Column("department", "Department", "department", detail=True),
)
OWNED = (
    Column("team", "Team", "team", named=True),
    Column("kind", "Kind", "kind"),
    Column("record", "Record", "record", named=True),
    Column("status", "Status", "status", Style.WORD),
)


def _left(kind: OwnedKind) -> Section:
    columns = [Column("record", MODEL[kind.label].label, lambda row: row, named=True)]
    if "status" in kind.fields:
        columns.append(Column("status", "Status", "status", Style.WORD))
    if "place" in kind.fields:
        columns.append(Column("journey", "Journey", "place.journey", named=True))
        columns.append(Column("momentOfTruth", "Moment of truth", "momentOfTruth"))
    return Section(kind.plural, f"{kind.title} nobody owns", kind.plural, tuple(columns), "None.")


def _variables(filters: Filters, _: Data) -> dict[str, Any]:
    named = filters.ids("team")
    given: dict[str, Any] = {"listed": LISTED, "teams": {"id": {"in": named}} if named else {}}
    for kind in KINDS_OWNED:
        narrowed = where(kind.label, filters, NARROWED)
        given[f"{kind.plural}Of"] = narrowed
        # A status that is asked for goes before those that are missed by themselves.
        asked = filters.is_set("status")
        left = {name: value for name, value in kind.left.items() if name != "status" or not asked}
        nobody: Where = {"id": {"in": []}} if named else {"team": {"isNull": True}}
        given[kind.plural] = {"AND": [narrowed, nobody, left]}
    return given


OWNERSHIP = Report(
    name="ownership",
    title="Ownership",
    about="Who owns what, and what nobody owns: open goals and opportunities, solutions that nobody owns or "
    "delivers, and steps of journeys without owner that have none themselves.",
    request=_request(),
    sections=(
        Section("teams", "Teams", "teams", TEAMS, "There is no team."),
        *(_left(kind) for kind in KINDS_OWNED),
        Section("owned", "Who owns what", "owned", OWNED, "No team owns anything.", each=_owned),
    ),
    takes={
        "team": "This team alone; what nobody owns is left out.",
        "journey": "What stands in this journey.",
        "status": "Goals, opportunities and solutions of this status.",
        "tag": "Records that bear this tag.",
        "persona": "What stands in journeys that this persona walks.",
    },
    statuses=statuses("Goal", "Opportunity", "Solution"),
    variables=_variables,
    page=20,
)
