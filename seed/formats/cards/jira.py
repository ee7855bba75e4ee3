"""The CSV export of Jira: a row for each issue, with columns that stand there several times."""

import re
from collections.abc import Iterator

from graph.entities import Model
from seed.content import Content, Sheet
from seed.draft import Cell, Draft
from seed.formats.cards.issue import Issue, IssueLink, Relation
from seed.formats.cards.issue_reader import IssueReader
from seed.formats.format_guide import FormatGuide
from seed.formats.headed_rows import HeadedRow, HeadedTable, headed_table, leave_other_sheets, sheet_heads
from seed.values.markup import wiki_text

NAME: str = "jira"

GUIDE: FormatGuide = FormatGuide(
    "issues of Jira",
    "The CSV that Jira exports, with all fields or the current ones: `Summary`, `Issue key`, `Issue Type` "
    "and more, also in German. Columns of one name (`Labels`, links) are read all.",
    (
        ("an issue labelled `opportunity`, `solution`, `pain`, `gain`, `need` or `insight`", "that"),
        ("an epic, initiative or theme without such a label", "an opportunity, with a remark"),
        ("a story, feature, improvement or idea, a task of an opportunity", "a solution, with a remark"),
        ("`Issue key`", "the key, so that a renamed issue stays the same record"),
        ("`Description`", "the description, without wiki markup"),
        ("`Status`, `Priority`, `Start date`", "status; priority and start of a solution"),
        (
            "`Epic Link`, `Parent`, links such as `Relates`",
            "what a solution resolves, what an insight reveals",
        ),
        ("`Blocks`, `Depends`", "what a solution depends on"),
        ("a parent of an opportunity", "the opportunity that it is a part of"),
        ("other labels", "tags"),
        ("`Rank`", "the order of the records"),
    ),
    "issues of which nothing says what they are, names of people, times, comments, points, components, links "
    "to issues that are not in the file.",
    """
Summary,Issue key,Issue Type,Status,Labels,Labels,Custom field (Epic Link)
Show the one number that matters,NLE-101,Epic,To Do,journey,opportunity,
One-page bill,NLE-109,Story,To Do,solution,,NLE-101
""",
)

_TITLE = ("summary", "zusammenfassung")
_KEY = ("issue key", "key", "vorgangsschlüssel", "schlüssel")
_ID = ("issue id", "vorgangs-id")
_TYPE = ("issue type", "vorgangstyp", "work type")
_STATUS = ("status",)
_PRIORITY = ("priority", "priorität")
_TEXT = ("description", "beschreibung")
_LABELS = ("labels", "stichwörter")
_RANK = ("custom field (rank)", "rank", "benutzerdefinierte feld (rang)")
_START = ("custom field (start date)", "start date", "custom field (target start)")
_PARENT = (
    *("custom field (epic link)", "epic link", "parent", "parent id", "parent key"),
    *("custom field (parent link)", "parent link", "übergeordnet", "benutzerdefinierte feld (epic link)"),
)
_LINK = re.compile(r"(?P<way>outward|inward) issue link \((?P<name>.+)\)")
_SAME = re.compile(r"duplicat|clone", re.IGNORECASE)
_NEED = re.compile(r"depend|require|gantt|predecessor", re.IGNORECASE)
_PEOPLE = "Names of people are not kept."
_TIME = "Throughline keeps its own times of changes."
_REASONS = {
    **dict.fromkeys(
        (
            *("assignee", "reporter", "creator", "project lead", "watchers", "assignee id", "reporter id"),
            *("creator id", "watchers id", "project lead id", "custom field (request participants)"),
        ),
        _PEOPLE,
    ),
    **dict.fromkeys(
        ("created", "updated", "last viewed", "resolved", "due date", "status category changed"), _TIME
    ),
    **dict.fromkeys(("comment", "comments"), "A comment says not what it is about."),
    **dict.fromkeys(
        ("component/s", "components", "component"), "A component may be a team, a product or a part of one."
    ),
    **dict.fromkeys(
        ("votes", "custom field (story points)", "story points"), "It scores nothing that is kept."
    ),
    **dict.fromkeys(_ID, "Jira's own number of the issue."),
    "attachment": "Attachments are not kept.",
    "log work": "Hours of work are not kept.",
    "sprint": "Sprints are not kept.",
}
_ABOUT = "A column of Jira that is not kept: {head}."


def recognise(content: Content, model: Model) -> float:
    """Sure of a summary beside a key of issues or their type."""
    return 0.95 if any(map(_is_export, content.sheets)) else 0.0


def read(content: Content, model: Model) -> Draft:
    """An opportunity, solution or insight for each issue that says what it is."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    sheets = [sheet for sheet in content.sheets if _is_export(sheet)]
    for sheet in sheets:
        _read_sheet(draft, sheet)
    leave_other_sheets(draft, content, {sheet.name for sheet in sheets})
    return draft


def _is_export(sheet: Sheet) -> bool:
    heads = sheet_heads(sheet)
    keyed = not heads.isdisjoint(("issue key", "vorgangsschlüssel")) or heads.issuperset(
        ("key", "issue type")
    )
    return keyed and not heads.isdisjoint(_TITLE)


def _read_sheet(draft: Draft, sheet: Sheet) -> None:
    table = headed_table(draft, sheet)
    issues: list[Issue] = []
    ranks: dict[Issue, Cell] = {}
    keys: dict[str, Cell] = {}
    for row in table.rows:
        title, key = row.first(*_TITLE), row.first(*_KEY)
        if title is None or key is None:
            draft.leave_rest("Its row has no summary or no key.", row)
            continue
        first = keys.setdefault(key.raw.strip().casefold(), key)
        if first is not key:
            draft.leave_rest(f"The same issue stands at {first.place.locator}.", row)
            continue
        issue = _issue(draft, table, row, title, key)
        issues.append(issue)
        if rank := row.first(*_RANK):
            ranks[issue] = rank
    if issues and len(ranks) == len(issues):
        issues.sort(key=lambda issue: ranks[issue].raw)
        draft.place(*ranks.values())
    IssueReader(draft, issues).read()
    links = [head for head in table.heads if _LINK.fullmatch(head)]
    used = {*_TITLE, *_KEY, *_TYPE, *_STATUS, *_PRIORITY, *_TEXT, *_LABELS, *_RANK, *_START, *_PARENT, *links}
    table.leave_rest(draft, used, _REASONS, _ABOUT)


def _issue(draft: Draft, table: HeadedTable, row: HeadedRow, title: Cell, key: Cell) -> Issue:
    identifier, text = row.first(*_ID), row.first(*_TEXT)
    names = [(key.raw.strip(), key), *([(identifier.raw.strip(), identifier)] if identifier else [])]
    return Issue(
        title.raw,
        title,
        names,
        kind=_told(row.first(*_TYPE)),
        status=_told(row.first(*_STATUS)),
        priority=_told(row.first(*_PRIORITY)),
        description=(wiki_text(text.raw), text) if text else None,
        starts_on=row.first(*_START),
        labels=[(label, cell) for cell in row.all(*_LABELS) for label in cell.raw.split()],
        links=list(_links(draft, table, row)),
    )


def _told(cell: Cell | None) -> tuple[str, Cell] | None:
    return (cell.raw.strip(), cell) if cell else None


def _links(draft: Draft, table: HeadedTable, row: HeadedRow) -> Iterator[IssueLink]:
    for cell in row.all(*_PARENT):
        yield IssueLink(Relation.PARENT, cell.raw.strip(), cell)
    for head in table.heads:
        found = _LINK.fullmatch(head)
        for cell in row.all(head) if found else ():
            assert found is not None
            if _SAME.search(found["name"]):
                draft.leave(
                    cell, "It says that two issues are the same; `throughline merge` puts records together."
                )
                continue
            yield IssueLink(
                _relation(found["name"], outward=found["way"] == "outward"), cell.raw.strip(), cell
            )


def _relation(name: str, *, outward: bool) -> Relation:
    """How a link of Jira joins two issues: `Blocks` leads to what waits, `Depends` to what it waits for."""
    if "block" in name:
        return Relation.NEEDED_BY if outward else Relation.NEEDS
    if _NEED.search(name):
        return Relation.NEEDS if outward else Relation.NEEDED_BY
    return Relation.RELATES
