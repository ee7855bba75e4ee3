"""Changes: what moved in the portfolio between two dates, as sentences."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from api.planning.parameters import LONGEST_LIST
from api.reports.cells import NOTHING, Ref, Style
from api.reports.change_sentences import (
    KINDS,
    change_clauses,
    change_sentence,
    differences,
    fold_changes,
    mentioned_ids,
)
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import Filters, Where, meanings, statuses, where
from graph.errors import Invalid

BEFORE = """
query Before($journeys: JourneyFilter, $most: Int = 100000) {
  journeys(first: $most, where: $journeys) { nodes { id } }
}
"""
SUMS = {"created": ["CREATE"], "changed": ["UPDATE", "LINK", "UNLINK", "MOVE"], "deleted": ["DELETE"]}


def _request() -> str:
    sums = [
        f"{name}: changes(first: 0, where: ${name}) @include(if: $withSums) @skip(if: $unsummed) "
        "{ kinds: facets(by: KIND) { value count } }"
        for name in SUMS
    ]
    return f"""
query Changes(
  $where: ChangeFilter, {", ".join(f"${name}: ChangeFilter" for name in SUMS)}, $unsummed: Boolean!
  $page: Int!, $counted: Boolean!, $changesAfter: String, $withSums: Boolean!, $withChanges: Boolean!
) {{
  {" ".join(sums)}
  changes(first: $page, after: $changesAfter, where: $where) @include(if: $withChanges) {{
    totalCount @include(if: $counted)
    pageInfo {{ hasNextPage endCursor }}
    nodes {{
      id sequence at actor operation kind recordId recordName importId journeyIds
      fields {{ name before after }}
    }}
  }}
}}
"""


def _sums(data: Data) -> Iterator[Any]:
    """A row for each kind of record: how many were created, changed and deleted, most first."""
    counts: dict[str, dict[str, int]] = {}
    for name in SUMS:
        for facet in data[name]["kinds"] if name in data else ():
            counts.setdefault(facet["value"], dict.fromkeys(SUMS, 0))[name] = facet["count"]
    for kind, count in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        plural = KINDS[kind].plural
        yield {"kind": plural[0].upper() + plural[1:], **count, "all": sum(count.values())}


def _journeys(change: Any) -> list[Any]:
    names = change["names"]
    return [{"id": one, "name": names[one]} for one in change["journeyIds"] if one in names]


COUNTED = (
    Column("kind", "Kind", "kind"),
    *(Column(name, name.capitalize(), name, Style.WHOLE) for name in SUMS),
    Column("all", "In all", "all", Style.WHOLE),
)
COLUMNS = (
    Column("at", "At (UTC)", "at", Style.MOMENT),
    Column("what", "What happened", change_sentence),
    Column("journeys", "Journeys", _journeys),
    Column("actor", "By", "actor"),
    Column("operation", "Operation", "operation", Style.WORD, detail=True),
    Column("kind", "Kind", "kind", Style.WORD, detail=True),
    Column(
        "record",
        "Record",
        lambda row: Ref(row["recordId"], row["recordName"] or NOTHING),
        named=True,
        detail=True,
    ),
    Column("fields", "What changed", change_clauses, detail=True),
    Column("sequence", "Number", "sequence", Style.WHOLE, detail=True),
    Column("importId", "Import", "importId", detail=True),
)
WITH_STATUS = ("Opportunity", "Solution", "Goal", "Insight")


def _before_variables(filters: Filters) -> dict[str, Any] | None:
    """What finds the journeys that are meant by what they bear or who walks them."""
    if not filters.is_set("tag", "persona"):
        return None
    return {"journeys": where("Journey", filters, ("journey", "tag", "persona"))}


def _variables(filters: Filters, before: Data) -> dict[str, Any]:
    parts: list[Where] = [where("Change", filters)]
    if not filters.is_set("kind"):
        parts.append({"kind": {"ne": "MEASUREMENT"}})
    if "journeys" in before:
        parts.append({"OR": [{"journeyIds": {"has": one}} for one in _journey_ids(before)]})
    if filters.is_set("status"):
        kinds = [kind for kind, entity in KINDS.items() if entity.label in WITH_STATUS]
        parts.append({"kind": {"in": kinds}, "operation": {"in": ["CREATE", "UPDATE"]}})
    # Measurements are counted wherever changes are.
    counted = [part for part in parts if part != {"kind": {"ne": "MEASUREMENT"}}]
    sums = {name: {"AND": [*counted, {"operation": {"in": done}}]} for name, done in SUMS.items()}
    return {"where": {"AND": parts}, "unsummed": filters.is_set("status"), **sums}


def _journey_ids(before: Data) -> list[str]:
    found = [journey["id"] for journey in before["journeys"]["nodes"]]
    if len(found) > LONGEST_LIST:
        raise Invalid(
            f"These are {len(found)} journeys; changes can be followed of {LONGEST_LIST}. Name some of them."
        )
    return found


def _keeps(filters: Filters, _: Data) -> Callable[[Any], bool]:
    """Whether the record came to have one of the statuses asked for."""
    chosen = filters.word_values("status")
    return lambda change: chosen is None or _came_to(change, chosen)


def _came_to(change: Any, chosen: Sequence[str]) -> bool:
    if change["operation"] == "CREATE":
        return any(
            field["name"] == "status" and field["after"] in [f'"{value}"' for value in chosen]
            for field in change["fields"]
        )
    return any(item.name == "status" and item.after in chosen for item in differences(change))


CHANGES = Report(
    name="changes",
    title="Changes",
    about="What moved in the portfolio, newest first. Measurements are counted in the first table only.",
    request=_request(),
    sections=(
        Section("sums", "In all", _sums, COUNTED, "Nothing to count."),
        Section(
            "changes",
            "One by one",
            "changes",
            COLUMNS,
            "Nothing changed.",
            keeps=_keeps,
            folds=fold_changes,
            mentions=mentioned_ids,
        ),
    ),
    takes={
        **meanings("Change", ("journey", "kind", "actor", "since", "until")),
        "status": "Records that came to have this status; these are not counted in all.",
        "tag": "Changes of what stood in journeys that bear this tag.",
        "persona": "Changes of what stood in journeys that this persona walks.",
    },
    statuses=statuses(*WITH_STATUS),
    variables=_variables,
    before=BEFORE,
    before_variables=_before_variables,
)
