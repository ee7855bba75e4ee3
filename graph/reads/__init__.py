"""Computed fields, questions and derived links: every family of literal subqueries, gathered."""

from graph.computed import Computed, Group
from graph.reads.age import AGE
from graph.reads.chains import CHAINS
from graph.reads.comparison import COMPARISON
from graph.reads.cost import COST
from graph.reads.coverage import COVERAGE
from graph.reads.coverage_grid import COVERAGE_GRID
from graph.reads.derived_links import DERIVED_LINKS
from graph.reads.effect import EFFECT
from graph.reads.evidence import EVIDENCE
from graph.reads.experience import EXPERIENCE
from graph.reads.gaps import GAPS
from graph.reads.impact import IMPACT
from graph.reads.measurements import MEASUREMENTS
from graph.reads.mentions import MENTIONS
from graph.reads.money import MONEY
from graph.reads.overlaps import OVERLAPS
from graph.reads.pairs import PAIRS
from graph.reads.placement import PLACEMENT
from graph.reads.priority import PRIORITY
from graph.reads.progress import PROGRESS
from graph.reads.reach import PLACES, REACH
from graph.reads.readings import READINGS
from graph.reads.search import SEARCH
from graph.reads.trend import TREND
from graph.reads.weave import WEAVE

__all__ = ["COMPUTED", "DERIVED_LINKS"]

COMPUTED: tuple[Computed | Group, ...] = (
    *EXPERIENCE,
    *REACH,
    *PLACES,
    EVIDENCE,
    PRIORITY,
    *PROGRESS,
    *PLACEMENT,
    *MEASUREMENTS,
    *SEARCH,
    *AGE,
    MENTIONS,
    *TREND,
    *READINGS,
    *EFFECT,
    *COST,
    GAPS,
    IMPACT,
    *OVERLAPS,
    *PAIRS,
    COVERAGE,
    COVERAGE_GRID,
    MONEY,
    *CHAINS,
    COMPARISON,
    WEAVE,
)
