"""Evidence: what stands behind an opportunity, counted in quotes, kinds of source and voices."""

from typing import LiteralString

from graph.computed import Computed, Group, Value
from graph.entities import Datatype
from graph.model.insight import InsightVoice
from graph.model.source import SourceKind
from graph.reads.phrases import ORDER_COST

_QUOTES: LiteralString = """\
MATCH (this)<-[:REVEALS]-()<-[:SUPPORTS]-(quote)
RETURN count(DISTINCT quote) AS value"""

_KINDS: LiteralString = """\
MATCH (this)<-[:REVEALS]-()<-[:SUPPORTS]-()-[:SAID_IN]->(source)
WITH DISTINCT source.kind AS kind
WHERE kind IS NOT NULL
WITH kind ORDER BY kind
RETURN collect(kind) AS value"""

_VOICES: LiteralString = """\
MATCH (this)<-[:REVEALS]-(insight)
WITH DISTINCT insight.voice AS voice
WHERE voice IS NOT NULL
WITH voice ORDER BY voice
RETURN collect(voice) AS value"""

STRENGTH: LiteralString = """\
MATCH (this)<-[:REVEALS]-()<-[:SUPPORTS]-(quote)
OPTIONAL MATCH (quote)-[:SAID_IN]->(source)
WITH count(DISTINCT quote) AS quotes, count(DISTINCT source.kind) AS kinds
RETURN 0.5 * CASE WHEN kinds < 5 THEN kinds / 5.0 ELSE 1.0 END
  + 0.5 * CASE WHEN quotes < 99 THEN log10(1 + quotes) / 2 ELSE 1.0 END AS value"""

_OWNER = "Opportunity"

EVIDENCE = Group(
    _OWNER,
    "evidence",
    "Evidence",
    "What stands behind the opportunity.",
    "What stands behind an opportunity: the insights that reveal it, and the quotes that support them.",
    (
        Computed(
            _OWNER,
            "quotes",
            "How many quotes support its insights, each counted once.",
            Value(Datatype.INT, nullable=False),
            _QUOTES,
        ),
        Computed(
            _OWNER,
            "kinds",
            "The kinds of source in which those quotes were said, each once, in alphabetical order.",
            Value(Datatype.ENUM, enum=SourceKind, nullable=False, many=True),
            _KINDS,
        ),
        Computed(
            _OWNER,
            "voices",
            "The voices that its insights carry, each once, in alphabetical order.",
            Value(Datatype.ENUM, enum=InsightVoice, nullable=False, many=True),
            _VOICES,
        ),
        Computed(
            _OWNER,
            "strength",
            "How well founded the opportunity is, from 0 to 1: ½ · min(1, kinds ÷ 5) + ½ · min(1, log₁₀(1 "
            "+ quotes) ÷ 2), with the number of kinds of source and of quotes. " + ORDER_COST,
            Value(Datatype.FLOAT, nullable=False),
            STRENGTH,
            where="evidenceStrength",
        ),
    ),
)
