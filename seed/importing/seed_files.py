"""Seeds files: read them all, plan, and unless anything is wrong write each in a transaction of its own."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from graph.database import Database, Transaction
from graph.entities import Model
from graph.errors import Invalid, Mendable, Refused
from graph.writing.bulk import Rows, await_other_imports, await_search_index
from seed.draft import Draft, Place, Problem
from seed.file_draft import file_draft
from seed.files.file_reader import read_content
from seed.importing.apply import apply
from seed.importing.decisions import Decisions
from seed.importing.draft_values import check_values
from seed.importing.import_planner import ImportPlanner, order_drafts
from seed.importing.run_report import FileReport, SeedReport
from seed.mapping import MappingFile

# Seconds that reading the graph, and writing one file, may take.
READING_SECONDS = 120.0
WRITING_SECONDS = 1_800.0

_NO_DECISIONS = Decisions()


async def seed(
    database: Database,
    model: Model,
    files: Sequence[Path],
    *,
    dry_run: bool = False,
    prune: bool = False,
    decisions: Decisions = _NO_DECISIONS,
    assume_different: bool = False,
    mapping: MappingFile | None = None,
    form: str | None = None,
    source: str | None = None,
    actor: str = "seed",
    tell: Callable[[str], None] = lambda _: None,
) -> SeedReport:
    """Bring files into the graph, or with `dry_run` only say what that would do.

    Everything that is wrong with any of them is in the report, and then nothing was written; neither is it
    with possible duplicates about which nobody decided, unless they are assumed to be different. `prune`
    clears what a file leaves empty; `mapping` says what its columns mean; `form` in which format they are;
    `source` what the source is called; `tell` hears what is being done.
    """
    report = SeedReport(dry_run=dry_run)
    if mapping is not None and mapping.problems:
        report.files.append(FileReport(mapping.name, problems=mapping.problems))
        return report
    for file in files:
        tell(f"Reading {file.name}")
        await asyncio.to_thread(_read_draft, report, file, model, mapping, form)
    rows = partial(database.rows, timeout=READING_SECONDS)
    planning = partial(ImportPlanner, model=model, prune=prune, decisions=decisions, source=source)
    planner = planning(rows)
    ordered = _in_order(report.files)
    for found, draft in ordered:
        tell(f"Comparing {draft.file} with the graph")
        found.plan = await planner.plan(draft)
        found.problems = found.plan.problems
    report.undecided = bool(report.duplicates) and not assume_different
    if report.dry_run or report.problems or report.undecided:
        return report
    for found, draft in ordered:
        if found.plan and not found.plan.empty:
            tell(f"Writing {draft.file}")
            await _write(database, model, found, planning, actor)
    if report.imports:
        await await_search_index(database)
    return report


def _read_draft(
    report: SeedReport, file: Path, model: Model, mapping: MappingFile | None, form: str | None
) -> None:
    """Read a file into its place in the report; why it cannot be read is a problem there."""
    found = FileReport(file.name)
    report.files.append(found)
    try:
        draft = file_draft(read_content(file), model, mapping, form)
    except Invalid as refusal:
        found.problems.append(Problem(Place(), None, refusal.message))
        return
    check_values(draft, model)
    found.format = draft.format
    found.keep_draft(draft)


def _in_order(files: Sequence[FileReport]) -> list[tuple[FileReport, Draft]]:
    """The files that could be read with their drafts, those that name records of others after these."""
    by_draft = {id(found.plan.draft): found for found in files if found.plan}
    drafts = order_drafts([found.plan.draft for found in files if found.plan])
    return [(by_draft[id(draft)], draft) for draft in drafts]


async def _write(
    database: Database, model: Model, found: FileReport, planning: Callable[[Rows], ImportPlanner], actor: str
) -> None:
    """Plan again while no other import runs, and write what is planned then."""

    async def plan_and_apply(transaction: Transaction) -> str | None:
        assert found.plan is not None
        await await_other_imports(transaction)
        found.plan = await planning(transaction.run).plan(found.plan.draft)
        if found.plan.problems or found.plan.empty:
            return None
        return await apply(transaction, model, found.plan, actor=actor)

    try:
        found.import_id = await database.write(plan_and_apply, timeout=WRITING_SECONDS)
    except (Mendable, Refused) as refusal:
        problems: Sequence[Mendable] = refusal.problems if isinstance(refusal, Refused) else [refusal]
        found.problems += [Problem(Place(), None, problem.message) for problem in problems]
        return
    found.problems = found.plan.problems if found.plan else []
