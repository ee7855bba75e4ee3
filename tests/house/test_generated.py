"""Generated files are those that the code of today would generate."""

from api.schema import exported
from graph.documentation import model_page
from graph.model import MODEL
from tests.house.sources import ROOT

STALE = "is stale: run `throughline schema export` and read what changed"


def test_model_page_is_current() -> None:
    page = ROOT / "graph" / "MODEL.md"

    assert page.read_text(encoding="utf-8") == model_page(MODEL), f"{page.name} {STALE}"


def test_schema_file_is_current() -> None:
    contract = ROOT / "api" / "schema.graphql"

    assert contract.read_text(encoding="utf-8") == exported(), f"{contract.name} {STALE}"
