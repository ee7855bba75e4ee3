"""Issues as opportunities, solutions and insights, with the links between them."""

from collections.abc import Callable, Sequence

from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import UniqueRecords, short_name
from seed.formats.cards.issue import Issue, IssueLink, Relation
from seed.formats.lane_notes import INSIGHT_KINDS
from seed.formats.matrix.lanes import LaneKind, sure_lane
from seed.values.days import day, day_in_form
from seed.values.items import plain_line
from seed.values.states import priority_of, state_names, state_of

_LABELS = {
    LaneKind.OPPORTUNITY: "Opportunity",
    LaneKind.SOLUTION: "Solution",
    LaneKind.PAIN: "Insight",
    LaneKind.GAIN: "Insight",
    LaneKind.NEED: "Insight",
    LaneKind.INSIGHT: "Insight",
}
# What tools call issues, by what they usually are; a label that says otherwise goes before.
_TYPES = {
    LaneKind.OPPORTUNITY: "epic initiative theme problem chance",
    LaneKind.SOLUTION: "story user_story feature new_feature improvement enhancement idea idee",
}
# What is a solution where it belongs to an opportunity, and anything otherwise.
_CHILDREN = frozenset({"task", "aufgabe", "work_item", "change", "change_request"})
_PARTS = frozenset({"sub-task", "subtask", "sub_task", "unteraufgabe", "teilaufgabe"})
_FORMS = ("%d/%b/%y %I:%M %p", "%d/%b/%y", "%d/%b/%Y %H:%M", "%d/%b/%Y")


class IssueReader:
    """Turns the issues of one export into records of a draft."""

    def __init__(self, draft: Draft, issues: Sequence[Issue]) -> None:
        """Note what each issue is referred to by."""
        self._draft = draft
        self._once = UniqueRecords(draft)
        self._issues = issues
        self._by_name: dict[str, Issue] = {}
        self._records: dict[Issue, DraftRecord] = {}
        self._told: set[str] = set()
        for issue in issues:
            for name, _ in issue.names:
                self._by_name.setdefault(name.casefold(), issue)

    def read(self) -> None:
        """Ask for the record of each issue that says what it is, then for their links."""
        waiting: list[Issue] = []
        for issue in self._issues:
            if (lane := self._lane(issue)) is not None:
                self._add(issue, lane)
            else:
                waiting.append(issue)
        for issue in waiting:
            if _word(issue) in _CHILDREN and self._has_opportunity(issue):
                self._say_once(issue, "solution, for they belong to opportunities")
                self._add(issue, LaneKind.SOLUTION)
            else:
                _leave(self._draft, issue, _unread_reason(issue))
        for issue in self._records:
            for link in issue.links:
                self._link(issue, link)

    def _lane(self, issue: Issue) -> LaneKind | None:
        """What an issue is: by its labels, else by what its tool calls it, with a remark."""
        told = [(lane, text, cell) for text, cell in issue.labels if (lane := sure_lane(text)) in _LABELS]
        if told:
            lane, text, _ = told[0]
            for other, word, held in told[1:]:
                if other is not lane:
                    self._draft.remark(held, f"It was taken for what {text!r} says, not for {word!r}.")
            return lane
        word = _word(issue)
        if issue.kind is None or word in _PARTS:
            return None
        lane = next((lane for lane, words in _TYPES.items() if word in words.split()), None)
        if lane is not None:
            self._say_once(issue, _LABELS[lane].lower())
            return lane
        named = sure_lane(issue.kind[0])
        return named if named in _LABELS else None

    def _say_once(self, issue: Issue, taken: str) -> None:
        """Say of the first issue of its kind what all of them were taken for."""
        assert issue.kind is not None
        kind, cell = issue.kind
        if kind not in self._told:
            self._told.add(kind)
            message = (
                f"Each issue called {kind!r} was taken for a kind of {taken}; a label can say otherwise."
            )
            self._draft.remark(cell, message)

    def _has_opportunity(self, issue: Issue) -> bool:
        parents = (link for link in issue.links if link.relation is Relation.PARENT)
        others = (self._by_name.get(link.other.casefold()) for link in parents)
        return any(self._records[other].label == "Opportunity" for other in others if other in self._records)

    def _add(self, issue: Issue, lane: LaneKind) -> None:
        label = _LABELS[lane]
        record = self._draft.add_record(label, issue.cell, short_name(plain_line(issue.title)))
        self._records[issue] = record
        if label == "Insight":
            self._draft.set(record, "kind", INSIGHT_KINDS[lane], issue.cell)
        if issue.names:
            self._draft.set(record, "key", *issue.names[0])
        if issue.description is not None and issue.description[0].strip():
            self._draft.set(record, "description", *issue.description)
        elif record.name != plain_line(issue.title):
            self._draft.set(record, "description", plain_line(issue.title), issue.cell)
        self._draft.place(*issue.beside, *([issue.kind[1]] if issue.kind else []))
        self._add_status(record, issue)
        self._add_solution_facts(record, issue)
        for text, cell in issue.labels:
            if sure_lane(text) is lane:
                self._draft.place(cell)
                continue
            tag = self._once.record("Tag", cell, plain_line(text))
            self._once.link(record, "tags", tag, cell)

    def _add_status(self, record: DraftRecord, issue: Issue) -> None:
        if issue.status is None:
            return
        text, cell = issue.status
        if record.label == "Insight":
            self._draft.leave(cell, "How far an issue is says not how far an insight is trusted.")
        elif found := state_of(record.label, text):
            self._draft.set(record, "status", found, cell)
        else:
            known = ", ".join(state_names(record.label))
            self._draft.leave(cell, f"It is none of the states that are known: {known}.")

    def _add_solution_facts(self, record: DraftRecord, issue: Issue) -> None:
        """Priority, address and start, which solutions alone have."""
        given = [*([issue.priority[1]] if issue.priority else []), issue.url, issue.starts_on]
        if record.label != "Solution":
            reason = f"Solutions alone keep it; a record of kind {record.label} has no such property."
            self._draft.leave_rest(reason, (cell for cell in given if cell))
            return
        if issue.priority is not None:
            self._set(
                record, "priority", issue.priority[1], priority_of, "It names no priority that is known."
            )
        if issue.url is not None:
            self._set(record, "url", issue.url, _address, "It is no address.")
        if issue.starts_on is not None:
            self._set(
                record, "startsOn", issue.starts_on, self._day(issue.starts_on), "No day can be read from it."
            )

    def _day(self, cell: Cell) -> Callable[[str], object]:
        def read(text: str) -> object:
            found = self._draft.decide(day(cell.value), cell)
            return found or next((on for form in _FORMS if (on := day_in_form(text.strip(), form))), None)

        return read

    def _set(
        self, record: DraftRecord, name: str, cell: Cell, read: Callable[[str], object], otherwise: str
    ) -> None:
        value = read(cell.raw)
        if value is None:
            self._draft.leave(cell, otherwise)
        else:
            self._draft.set(record, name, value, cell)

    def _link(self, issue: Issue, link: IssueLink) -> None:
        """Join what two issues became, where the model has a link for it."""
        other = self._by_name.get(link.other.strip().casefold())
        if other is None or other not in self._records:
            why = "is not in this file" if other is None else "was not read"
            self._draft.leave(link.cell, f"The issue {link.other.strip()[:60]} that it is linked to {why}.")
            return
        start, end = self._records[issue], self._records[other]
        found = _field(link.relation, start, end)
        if found is None or start is end:
            kinds = f"{start.label} and {end.label}".lower()
            self._draft.leave(link.cell, f"There is no link of this kind between {kinds}.")
            return
        first, name, last = found
        if (
            name == "parent"
            and self._once.has_link(first, name)
            and not self._once.has_link(first, name, last)
        ):
            self._draft.leave(link.cell, "It is a part of another opportunity already.")
        else:
            self._once.link(first, name, last, link.cell)


def _field(
    relation: Relation, start: DraftRecord, end: DraftRecord
) -> tuple[DraftRecord, str, DraftRecord] | None:
    """The link that a relation of two issues is: start, field and end; None where the model has none."""
    labels = start.label, end.label
    if labels == ("Opportunity", "Opportunity"):
        return (start, "parent", end) if relation is Relation.PARENT else None
    if labels == ("Solution", "Solution"):
        needs = {Relation.NEEDS: (start, end), Relation.NEEDED_BY: (end, start)}.get(relation)
        return (needs[0], "dependsOn", needs[1]) if needs else None
    if end.label == "Opportunity" and start.label in ("Solution", "Insight"):
        return start, "opportunities", end
    if (
        start.label == "Opportunity"
        and end.label in ("Solution", "Insight")
        and relation is not Relation.PARENT
    ):
        return end, "opportunities", start
    return None


def _word(issue: Issue) -> str:
    return "_".join(plain_line(issue.kind[0]).casefold().split()) if issue.kind else ""


def _address(text: str) -> str | None:
    return text.strip() if text.strip().startswith(("https://", "http://")) else None


def _unread_reason(issue: Issue) -> str:
    if _word(issue) in _PARTS:
        return "It is a part of the work on another issue."
    kind = f"called {issue.kind[0]!r} " if issue.kind else ""
    return f"Nothing says what an issue {kind}is here; a label such as opportunity, solution or pain would."


def _leave(draft: Draft, issue: Issue, reason: str) -> None:
    pairs = (issue.kind, issue.status, issue.priority, issue.description)
    cells = [pair[1] for pair in pairs if pair]
    cells += [cell for cell in (issue.url, issue.starts_on) if cell]
    cells += [cell for _, cell in (*issue.names, *issue.labels)]
    cells += [link.cell for link in issue.links]
    draft.leave_rest(reason, [issue.cell, *cells, *issue.beside])
