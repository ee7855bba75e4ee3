"""The reports, one module each."""

from api.reports.kinds.changes import CHANGES
from api.reports.kinds.comparison import COMPARISON
from api.reports.kinds.coverage import COVERAGE
from api.reports.kinds.effects import EFFECTS
from api.reports.kinds.gaps import GAPS
from api.reports.kinds.journey import JOURNEY
from api.reports.kinds.matrix import MATRIX
from api.reports.kinds.money import MONEY
from api.reports.kinds.opportunity import OPPORTUNITY
from api.reports.kinds.overlaps import OVERLAPS
from api.reports.kinds.ownership import OWNERSHIP
from api.reports.kinds.portfolio import PORTFOLIO
from api.reports.kinds.targets import TARGETS
from api.reports.report import Report

_ALL = (
    PORTFOLIO,
    OPPORTUNITY,
    JOURNEY,
    COMPARISON,
    MATRIX,
    COVERAGE,
    OVERLAPS,
    OWNERSHIP,
    GAPS,
    TARGETS,
    EFFECTS,
    MONEY,
    CHANGES,
)
REPORTS: dict[str, Report] = {report.name: report for report in _ALL}
