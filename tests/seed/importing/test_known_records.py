"""Records are found by what people call them."""

import pytest

from graph.model import MODEL
from graph.writing.bulk import RecordIdentity
from seed.importing.known_records import Register


@pytest.mark.parametrize("text", ["cafe\u0301-1", " Cafe\u0301 "])
def test_decomposed_reference_finds_the_record(text: str) -> None:
    register = Register(MODEL)
    register.add([RecordIdentity("team_1", "Team", None, None, None, ("Café",), (), {"key": "café-1"})])

    assert register.find("Team", text) == ["team_1"]
