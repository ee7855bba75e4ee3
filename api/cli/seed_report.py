"""Shows people what a run of seeding did or would do, and how a file was read."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from api.cli.console import terminal

if TYPE_CHECKING:
    from seed.draft import Draft, DraftLink, DraftRecord, Leftover, Problem, Reference, Remark
    from seed.importing.run_report import FileReport, SeedReport

# How many changes or leftovers a person is shown at once.
MOST_ROWS_SHOWN = 40


def show_draft(draft: "Draft") -> None:
    """Show people how a file was read: what each column became, then each record and link."""
    from seed.explanation import strip_meanings

    read, placed, leftover = draft.counts
    terminal.print_result(
        f"{draft.file} ({draft.format}): {read} cells read, {placed} placed, {leftover} left over"
    )
    rows = [
        (f"{item.sheet} {item.where}", _short_text(item.heading), ", ".join(item.fields)[:80])
        for item in strip_meanings(draft)
    ]
    _show_rows(("column", "heading", "becomes"), rows)
    _show_records(draft.records)
    _show_links(draft.links)
    _show_leftovers(draft.leftovers)
    _show_remarks(draft.remarks)


def show_problems(problems: Iterable[tuple[str, "Problem"]]) -> None:
    """Show people what is to be mended, each with its file and place."""
    for file, problem in problems:
        value = "" if problem.value is None else f" {str(problem.value)[:60]!r}:"
        where = ", ".join(part for part in (file, problem.place.locator) if part)
        terminal.print_failure(f"{where}:{value} {problem.message}")


def show_report(report: "SeedReport") -> None:
    """Show a report to people: what is done with each file, what is left over, all that is to be mended."""
    for found in report.files:
        if found.format is not None:
            terminal.print_result(f"{found.file} ({found.format})")
            _show_counts(found)
            if report.dry_run:
                _show_records(found.new_records)
                _show_links(found.new_links)
            _show_changes(found)
            _show_leftovers(found.leftovers)
            _show_remarks(found.remarks)
            _show_duplicates(found)
        if found.import_id:
            terminal.print_result(
                f"Written as {found.import_id}. Take it back: throughline seed undo {found.import_id}"
            )
    show_problems(report.problems)
    if report.problems:
        written = f"Only {len(report.imports)} files were" if report.imports else "Nothing was"
        terminal.print_failure(f"{written} written. {len(report.problems)} to mend.")
    elif report.dry_run:
        terminal.print_remark("Nothing was written: this was a dry run.")
    elif not report.imports and not report.undecided:
        terminal.print_remark("Nothing to do: the graph holds all of it.")


def _show_counts(found: "FileReport") -> None:
    states = ("create", "update", "remove", "unchanged")
    rows = [
        (name, *(str(counts.get(state) or "–") for state in states)) for name, counts in found.records.items()
    ]
    if rows:
        terminal.print_table(("records", *states), rows)
    links = [
        (name, *(str(counts.get(state) or "–") for state in states)) for name, counts in found.links.items()
    ]
    if links:
        terminal.print_table(("links", *states), links)


def _show_changes(found: "FileReport") -> None:
    changed = [item for item in found.plan.records if item.state == "update"] if found.plan else []
    rows = [
        (
            item.label,
            item.record.name[:40],
            name,
            _short_text(item.before.get(name)),
            _short_text(item.after[name]),
        )
        for item in changed
        for name in item.after
    ]
    rows += [
        (
            str(item["kind"]),
            str(item["name"])[:40],
            item["field"] or "–",
            _short_text(item.get("end")),
            "no longer linked" if item["field"] else "taken away",
        )
        for item in found.removals
    ]
    _show_rows(("kind", "name", "field", "before", "after"), rows)


def _show_leftovers(leftovers: Sequence["Leftover"]) -> None:
    if leftovers:
        terminal.print_result(f"Left over: {len(leftovers)}")
        rows = [(item.cell.place.locator, _short_text(item.cell.raw), item.reason) for item in leftovers]
        _show_rows(("where", "value", "why"), rows)


def _show_remarks(remarks: Sequence["Remark"]) -> None:
    if remarks:
        terminal.print_result(f"To be looked at: {len(remarks)}")
        rows = [(item.place.locator, _short_text(item.value), item.message) for item in remarks]
        _show_rows(("where", "value", "what was made of it"), rows)


def _show_records(records: Sequence["DraftRecord"]) -> None:
    rows = [
        (
            record.label,
            record.name[:40],
            record.cell.place.locator,
            "; ".join(
                f"{name} {_short_text(e.value)}" for name, e in record.values.items() if name != record.called
            ),
        )
        for record in records
    ]
    _show_rows(("new", "name", "where", "values"), rows)


def _show_links(links: Sequence["DraftLink"]) -> None:
    rows = [
        (link.label, _called(link.start), link.field, _called(link.end), link.cell.place.locator)
        for link in links
    ]
    _show_rows(("linked", "name", "field", "to", "where"), rows)


def _show_rows(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table of at most so many rows as a person reads, and how many more there are."""
    if rows:
        terminal.print_table(heads, rows[:MOST_ROWS_SHOWN])
    if len(rows) > MOST_ROWS_SHOWN:
        terminal.print_result(f"… and {len(rows) - MOST_ROWS_SHOWN} more; all of them with --format json.")


def _called(end: "Reference") -> str:
    return (end if isinstance(end, str) else end.name)[:40]


def _show_duplicates(found: "FileReport") -> None:
    duplicates = found.plan.duplicates if found.plan else []
    rows = [
        (item.record.label, item.record.name[:40], item.name[:40], item.candidate, f"{item.score:.0%}")
        for item in duplicates
    ]
    if rows:
        terminal.print_result("Perhaps there already; decide which are the same with --decisions FILE:")
        terminal.print_table(("kind", "new", "there", "id", "alike"), rows[:MOST_ROWS_SHOWN])


def _short_text(value: object) -> str:
    text = "–" if value is None else " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:39]}…"
