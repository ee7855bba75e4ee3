"""Computed fields and questions: every family of literal subqueries, gathered."""

from graph.computed import Computed, Group
from graph.reads.age import AGE
from graph.reads.chains import CHAINS
from graph.reads.comparison import COMPARISON
from graph.reads.cost import COST
from graph.reads.coverage import COVERAGE
from graph.reads.effect import EFFECT
from graph.reads.evidence import EVIDENCE
from graph.reads.experience import EXPERIENCE
from graph.reads.gaps import GAPS
from graph.reads.impact import IMPACT
from graph.reads.pairs import PAIRS
from graph.reads.placement import PLACEMENT
from graph.reads.priority import PRIORITY
from graph.reads.progress import PROGRESS
from graph.reads.reach import PLACES, REACH
from graph.reads.results import RESULTS
from graph.reads.search import SEARCH
from graph.reads.trend import TREND
from graph.reads.weave import WEAVE

COMPUTED: tuple[Computed | Group, ...] = (
    *EXPERIENCE,
    *REACH,
    *PLACES,
    EVIDENCE,
    PRIORITY,
    *PROGRESS,
    *PLACEMENT,
    *RESULTS,
    *SEARCH,
    *AGE,
    *TREND,
    *EFFECT,
    *COST,
    GAPS,
    IMPACT,
    *PAIRS,
    COVERAGE,
    *CHAINS,
    COMPARISON,
    WEAVE,
)
