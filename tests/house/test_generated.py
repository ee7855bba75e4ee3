"""Generated files are what the code of today would generate; `throughline schema export` writes them."""

from difflib import unified_diff

from api.reports.report_guide import reports_page
from api.schema import schema_text
from graph.formula_page import computed_page
from graph.model import MODEL
from graph.model_page import model_page
from graph.reads import COMPUTED
from seed.formats import FORMATS
from seed.formats_page import formats_page
from tests.house.sources import ROOT

SHOWN = 20


def stale(path: str, current: str) -> list[str]:
    """The first lines in which a committed file differs from what would be generated now."""
    committed = (ROOT / path).read_text(encoding="utf-8")
    return list(unified_diff(committed.splitlines(), current.splitlines(), path, "generated", n=0))[:SHOWN]


def test_model_page_is_current() -> None:
    assert stale("graph/MODEL.md", model_page(MODEL)) == []


def test_page_of_computed_fields_is_current() -> None:
    assert stale("docs/computed.md", computed_page(COMPUTED)) == []


def test_page_of_formats_is_current() -> None:
    assert stale("docs/formats.md", formats_page(FORMATS)) == []


def test_page_of_reports_is_current() -> None:
    assert stale("docs/reports.md", reports_page()) == []


def test_schema_file_is_current() -> None:
    assert stale("api/schema.graphql", schema_text()) == []
