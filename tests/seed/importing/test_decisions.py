"""Decisions about possible duplicates are kept in a file, and the next run follows them."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import Invalid
from seed.importing.decisions import Decisions, read_decisions, write_decisions
from tests.seed.home import SMALL, Home, done, messages, only

OTHER: dict[str, list[dict[str, Any]]] = {
    "opportunities": [{"name": "Onces", "effort": 2}],
    "personas": [{"name": "Mias"}],
}
LEVELS = "journey\ntitle Buy a car\nsection Look\n{}: 2: Mia\n"


async def test_undecided_duplicates_are_written_once(home: Home) -> None:
    await home.seed(SMALL)
    file = home.folder / "decisions.yaml"

    first = await home.seed(OTHER, dry_run=True)
    counts = [write_decisions(file, first.duplicates), write_decisions(file, first.duplicates)]

    [candidate] = [row["id"] for row in (await home.sheets())["opportunities"] if row["name"] == "Once"]
    assert counts == [1, 0]
    assert _entries(file)[0] == {
        "kind": "Opportunity",
        "name": "Onces",
        "candidate": candidate,
        "candidateName": "Once",
        "score": 0.89,
        "decision": None,
    }
    assert read_decisions(file) == Decisions()


async def test_open_duplicates_stop_before_writing(home: Home) -> None:
    await home.seed(SMALL)
    before = await home.state()

    stopped = await home.seed(OTHER)
    assert (stopped.undecided, stopped.imports, await home.state()) == (True, [], before)
    written = await home.seed(OTHER, assume_different=True)

    assert done(only(written))["Opportunity"] == {"create": 1}
    assert not written.undecided


async def test_decision_about_a_file_beside_holds(home: Home) -> None:
    files = [
        home.file({"opportunities": [{"name": name}]}, f"{name}.json") for name in ("Pay once", "Pay onces")
    ]
    decided = home.folder / "decisions.yaml"
    write_decisions(decided, (await home.seed(*files, dry_run=True)).duplicates)
    decided.write_text(decided.read_text().replace("decision: null", "decision: same"))

    report = await home.seed(*files, decisions=read_decisions(decided))

    assert not report.undecided
    assert await home.names("opportunities") == ["Pay onces"]


async def test_same_record_is_updated(home: Home) -> None:
    await home.seed(SMALL)
    file = await _decided(home, "same")

    report = await home.seed(OTHER, decisions=read_decisions(file))

    assert done(only(report))["Opportunity"] == {"update": 1}
    assert sorted(await home.names("opportunities")) == ["Big", "Onces"]
    assert report.duplicates == []
    assert (await home.seed(OTHER)).imports == []


async def test_different_record_is_created(home: Home) -> None:
    await home.seed(SMALL)
    file = await _decided(home, "different")

    report = await home.seed(OTHER, decisions=read_decisions(file))

    assert done(only(report))["Opportunity"] == {"create": 1}
    assert sorted(await home.names("opportunities")) == ["Big", "Once", "Onces"]
    assert report.duplicates == []


async def test_feelings_at_steps_are_no_duplicates(home: Home) -> None:
    await home.seed(home.file(LEVELS.format("Renew it"), "a.mmd"))

    report = await home.seed(home.file(LEVELS.format("Review it"), "b.mmd"), dry_run=True)

    assert messages(report) == []
    assert [(item.record.label, item.name) for item in report.duplicates] == []


def test_other_words_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    entry = {"kind": "Persona", "name": "Mia", "candidate": "per_1", "decision": "maybe"}
    file.write_text(yaml.safe_dump({"duplicates": [entry]}))

    with pytest.raises(Invalid, match=r"decisions\.yaml: the decision about 'Mia' must be same or different"):
        read_decisions(file)

    file.write_text("journeys: []\n")
    with pytest.raises(Invalid, match=r"decisions\.yaml is no file of decisions"):
        read_decisions(file)


async def _decided(home: Home, word: str) -> Path:
    """A file in which somebody decided everything alike."""
    file = home.folder / "decisions.yaml"
    write_decisions(file, (await home.seed(OTHER, dry_run=True)).duplicates)
    entries = [item | {"decision": word} for item in _entries(file)]
    file.write_text(yaml.safe_dump({"duplicates": entries}))
    return file


def _entries(file: Path) -> list[dict[str, Any]]:
    return yaml.safe_load(file.read_text())["duplicates"]
