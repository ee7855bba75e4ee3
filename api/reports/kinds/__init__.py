"""The reports, one module each."""

from api.reports.kinds.portfolio import PORTFOLIO
from api.reports.report import Report

REPORTS: dict[str, Report] = {report.name: report for report in (PORTFOLIO,)}
