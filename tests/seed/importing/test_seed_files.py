"""Files come into the graph: created, again, changed, pruned, and refused with every problem named."""

from typing import Any

from graph.model import MODEL
from seed.importing.seed_files import seed
from tests.seed.home import SMALL, Home, changed, done, messages, only


async def test_first_run_creates_everything(home: Home) -> None:
    found = only(await home.seed(SMALL))

    assert found.format == "workbook"
    assert done(found)["Step"] == {"create": 3}
    assert done(found)["ADDRESSES"] == {"create": 2}
    assert done(found)["PART_OF"] == {"create": 1}
    assert await home.names("steps") == ["Search", "Compare", "Sign"]
    rows = await home.rows("MATCH (s:Step) RETURN s.name, s.position, s.version ORDER BY s.name")
    assert rows == [["Compare", 1, 1], ["Search", 0, 1], ["Sign", 0, 1]]


async def test_seeded_records_are_found_at_once(home: Home) -> None:
    await home.seed(SMALL)

    assert await home.rows(
        "CALL db.index.fulltext.queryNodes('record_search', $words) YIELD node RETURN node.name",
        words="Compare",
    ) == [["Compare"]]


async def test_same_file_twice_changes_nothing(home: Home) -> None:
    await home.seed(SMALL)
    before = await home.state()

    report = await home.seed(SMALL)

    assert done(only(report)) == {}
    assert report.document()["import"] is None
    assert await home.state() == before


async def test_dry_run_writes_nothing(home: Home) -> None:
    report = await home.seed(SMALL, dry_run=True)

    assert done(only(report))["Step"] == {"create": 3}
    assert report.document()["import"] is None
    assert await home.state() == []


async def test_import_is_recorded_with_counts(home: Home) -> None:
    report = await home.seed(SMALL)

    [row] = await home.rows(
        "MATCH (i:Import) RETURN i.id, i.status, i.fileName, i.format, i.created, i.linked, i.leftovers"
    )
    assert row == [report.imports[0], "APPLIED", "workshop.json", "workbook", 10, 11, 0]
    assert await home.rows(
        "MATCH (c:Change) RETURN DISTINCT c.importId, c.actor, c.operation ORDER BY c.operation"
    ) == [[report.imports[0], "seed", "CREATE"], [report.imports[0], "seed", "UPDATE"]]


async def test_records_remember_their_cells(home: Home) -> None:
    await home.seed(SMALL)

    rows = await home.rows(
        "MATCH (n {name: 'Compare'})-[d:DERIVED_FROM]->(s:Source) "
        "RETURN d.locator, d.raw, s.kind, s.fileName, s.name"
    )
    assert rows == [["steps[1].name", "Compare", "FILE", "workshop.json", "workshop.json"]]


async def test_changed_cell_changes_one_record(home: Home) -> None:
    await home.seed(SMALL)

    found = only(await home.seed(changed(SMALL, "insights", 0, impact=-2)))

    assert done(found) == {"Insight": {"update": 1}}
    [planned] = [item for item in found.plan.records if item.before] if found.plan else []
    assert (planned.before, planned.after) == ({"impact": -1.5}, {"impact": -2.0})
    assert await home.rows("MATCH (i:Insight) RETURN i.impact, i.version") == [[-2.0, 2]]


async def test_added_row_is_one_creation(home: Home) -> None:
    await home.seed(SMALL)
    data = changed(SMALL, "steps", 0)
    data["steps"].insert(1, {"phase": "Look", "name": "Ask friends"})

    found = only(await home.seed(data))

    assert done(found) == {"Step": {"create": 1}, "HAS_STEP": {"create": 1}}
    assert await home.names("steps") == ["Search", "Ask friends", "Compare", "Sign"]


async def test_moved_row_is_one_update(home: Home) -> None:
    data = changed(SMALL, "steps", 0)
    data["steps"] += [{"phase": "Look", "name": "Ask"}, {"phase": "Look", "name": "Wait"}]
    await home.seed(data)
    data["steps"].insert(0, data["steps"].pop(4))

    found = only(await home.seed(data))

    assert done(found) == {"Step": {"update": 1}}
    assert await home.names("steps") == ["Wait", "Search", "Compare", "Ask", "Sign"]
    moves = await home.rows("MATCH (c:Change {operation: 'MOVE'}) RETURN c.recordName")
    assert moves == [["Wait"]]


async def test_step_moves_to_another_phase(home: Home) -> None:
    await home.seed(SMALL)
    [[identifier]] = await home.rows("MATCH (s:Step {name: 'Search'}) RETURN s.id")

    found = only(await home.seed(changed(SMALL, "steps", 0, phase="Pay")))

    assert done(found) == {"Step": {"update": 1}, "HAS_STEP": {"create": 1}}
    rows = await home.rows(
        "MATCH (p:Phase)-->(s:Step) RETURN p.name, s.name, s.position ORDER BY p.name, s.position"
    )
    assert rows == [["Look", "Compare", 0], ["Pay", "Search", 0], ["Pay", "Sign", 1]]
    assert await home.rows("MATCH (s:Step {name: 'Search'}) RETURN s.id") == [[identifier]]


async def test_key_carries_a_new_name(home: Home) -> None:
    await home.seed(changed(SMALL, "steps", 2, key="sign"))
    data = changed(SMALL, "steps", 2, key="sign", name="Sign the contract")
    data["opportunities.steps"][1]["step"] = "sign"

    found = only(await home.seed(data))

    assert done(found) == {"Step": {"update": 1}}
    assert await home.names("steps") == ["Search", "Compare", "Sign the contract"]


async def test_removed_row_goes_only_with_prune(home: Home) -> None:
    await home.seed(SMALL)
    data = changed(SMALL, "steps", 0)
    del data["insights"]

    kept = only(await home.seed(data))
    assert (done(kept), await home.names("insights")) == ({}, ["Slow"])
    pruned = only(await home.seed(data, prune=True))

    assert done(pruned) == {"Insight": {"remove": 1}}
    assert await home.names("insights") == []


async def test_emptied_cell_clears_only_with_prune(home: Home) -> None:
    await home.seed(SMALL)
    data = changed(SMALL, "insights", 0, impact="", steps=["Search"])

    kept = only(await home.seed(data))
    pruned = only(await home.seed(data, prune=True))

    assert done(kept) == {}
    assert done(pruned) == {"Insight": {"update": 1}, "OBSERVED_AT": {"remove": 1}}
    [row] = (await home.sheets())["insights"]
    assert (row.get("impact"), row["steps"]) == (None, ["Buy a car / Look / Search"])


async def test_link_properties_change_alone(home: Home) -> None:
    await home.seed(SMALL)

    found = only(await home.seed(changed(SMALL, "opportunities.steps", 0, rationale="thrice")))

    assert done(found) == {"ADDRESSES": {"update": 1}}
    rows = await home.rows(
        "MATCH (:Opportunity)-[a:ADDRESSES]->(:Step) RETURN a.rationale ORDER BY a.rationale"
    )
    assert rows == [["thrice"], [None]]


async def test_names_match_in_any_spelling(home: Home) -> None:
    await home.seed(SMALL)

    found = only(await home.seed({"personas": [{"name": " MIA. ", "role": "customer"}]}))

    assert done(found) == {"Persona": {"update": 1}}


async def test_every_problem_is_named_at_once(home: Home) -> None:
    first = changed(SMALL, "journeys", 0, level="two", state="soon")
    first["steps"][0]["phase"] = "Lok"
    first["steps"][1] = {"phase": "Look", "durationSeconds": -1}
    second = {"measurements": [{"metric": "NPS", "startsOn": "2026-02-01", "endsOn": "2026-01-01"}]}

    report = await home.seed(home.file(first, "a.json"), home.file(second, "b.json"))

    told = messages(report)
    assert {file for file, _ in report.problems} == {"a.json", "b.json"}
    assert "journeys[0].level: level must be a number such as 12 or 0.5, without unit or blanks." in told
    assert "journeys[0].state: state must be one of CURRENT, FUTURE, RESEARCH." in told
    assert any(text.startswith("steps[0].phase: There is no Phase 'Lok'. Is 'Look' meant?") for text in told)
    assert any("name is required" in text for text in told)
    assert any("durationSeconds" in text for text in told)
    assert any("There is no Metric 'NPS'" in text for text in told)
    assert any("endsOn must not be before" in text for text in told)
    assert await home.state() == []


async def test_unknown_currency_is_told_at_its_place(home: Home) -> None:
    report = await home.seed(changed(SMALL, "journeys", 0, unitCost=1.5, currency="ABC"))

    [text] = messages(report)
    assert text.startswith("journeys[0].currency: ")
    assert "must be a currency of ISO 4217 in three capitals, such as EUR" in text
    assert await home.state() == []


async def test_ambiguous_name_asks_for_a_path(home: Home) -> None:
    data = changed(SMALL, "journeys", 0)
    data["steps"].append({"phase": "Pay", "name": "Search"})

    report = await home.seed(data)

    [text] = messages(report)
    assert "2 steps are called 'Search'" in text
    assert "Buy a car / Look / Search" in text
    data["insights"][0]["steps"] = ["Look / Search", "Compare"]
    assert done(only(await home.seed(data)))["OBSERVED_AT"] == {"create": 2}


async def test_twins_in_one_file_are_refused(home: Home) -> None:
    data = changed(SMALL, "insights", 0)
    data["insights"].append({"name": "slow"})
    data["personas"].append({"name": "Mia B", "key": "p"})
    data["personas"].append({"name": "Mia C", "key": "p"})

    told = messages(await home.seed(data))

    assert any("stands at insights[0].name too" in text for text in told)
    assert any("Two records have the key 'p'" in text for text in told)


async def test_given_ids_are_kept(home: Home) -> None:
    identifier = "stp_01kkgmccm0e008000000000009"

    data = changed(SMALL, "steps", 0, id=identifier)
    await home.seed(data)
    again = changed(data, "steps", 0, name="Search it")
    again["insights"][0]["steps"][0] = identifier

    assert done(only(await home.seed(again))) == {"Step": {"update": 1}}
    assert await home.rows("MATCH (s:Step {id: $id}) RETURN s.name", id=identifier) == [["Search it"]]


async def test_id_of_another_kind_is_refused(home: Home) -> None:
    told = messages(await home.seed(changed(SMALL, "steps", 0, id="jrn_01kkgmccm0e008000000000009")))

    assert told == ["steps[0].id: It is no id of a Step: stp_ and 26 characters. Leave it out."]


async def test_cycle_is_refused_whole(home: Home) -> None:
    data = changed(SMALL, "opportunities", 1, parent="Once")

    told = messages(await home.seed(data))

    assert len(told) >= 1
    assert all("part of itself" in text for text in told)
    assert await home.state() == []


async def test_unknown_columns_are_left_over(home: Home) -> None:
    data = changed(SMALL, "steps", 0, colour="red", opportunities="Once", version=3)
    data["notes"] = [{"text": "call Ann"}]

    found = only(await home.seed(data, dry_run=True))

    reasons = {item.cell.place.locator: item.reason for item in found.leftovers}
    assert reasons["steps[0].colour"] == "steps has no column 'colour'."
    assert (
        "kept at their start: the column steps of the records of Opportunity"
        in reasons["steps[0].opportunities"]
    )
    assert reasons["steps[0].version"].startswith("version is set by Throughline")
    assert reasons["notes[0].text"].startswith("notes is no list of the workbook")
    assert found.plan is not None
    assert found.plan.draft.counts[2] == 4
    places = [(item["sheet"], item["row"], item["column"]) for item in found.document()["leftovers"]]
    assert ("steps", 1, "colour") in places
    assert ("notes", 1, "text") in places


async def test_files_find_what_others_create(home: Home) -> None:
    first: dict[str, Any] = {name: rows for name, rows in SMALL.items() if not name.startswith("opp")}
    second: dict[str, Any] = {name: rows for name, rows in SMALL.items() if name.startswith("opp")}
    paths = [home.file(first, "first.json"), home.file(second, "second.json")]

    report = await seed(home.database, MODEL, paths)

    assert messages(report) == []
    assert len(report.imports) == 2
    assert report.document()["import"] == report.imports[1]
    assert [each["import"] for each in report.document()["files"]] == report.imports
    assert len((await home.sheets())["opportunities.steps"]) == 2


async def test_files_go_on_from_each_other(home: Home) -> None:
    second = {"journeys": [{"name": "Buy a car", "level": 3}], "steps": [{"name": "Search", "phase": "Pay"}]}
    paths = [home.file(SMALL, "first.json"), home.file(second, "second.json")]

    shown = await home.seed(*paths, dry_run=True)
    report = await home.seed(*paths)

    assert messages(shown) == []
    assert done(shown.files[1]) == done(report.files[1])
    assert done(report.files[1]) == {
        "Journey": {"update": 1},
        "Step": {"update": 1},
        "HAS_STEP": {"create": 1},
    }


async def test_records_of_the_api_are_met(home: Home) -> None:
    await home.run("CREATE (t:Team {id: 'team_01kkgmccm0e008000000000009', name: 'Sales', version: 1})")

    found = only(await home.seed(changed(SMALL, "journeys", 0, team="sales")))

    assert done(found)["OWNED_BY"] == {"create": 1}


async def test_likely_duplicates_are_shown(home: Home) -> None:
    await home.seed(SMALL)
    other = {"journeys": [{"name": "Buy a cart"}], "phases": [{"journey": "Buy a cart", "name": "Look"}]}

    document = (await home.seed(other, dry_run=True)).document()

    [found] = document["files"][0]["duplicates"]
    assert (found["kind"], found["name"], found["candidate"]["name"]) == (
        "Journey",
        "Buy a cart",
        "Buy a car",
    )
    assert 0.88 <= found["score"] < 1


async def test_removed_links_are_listed_by_name(home: Home) -> None:
    await home.seed(SMALL)
    [[step, insight]] = await home.rows("MATCH (s:Step {name: 'Compare'}), (i:Insight) RETURN s.id, i.id")

    report = await home.seed(changed(SMALL, "insights", 0, steps=["Search"]), prune=True, dry_run=True)

    assert report.document()["files"][0]["removals"] == [
        {
            "kind": "Insight",
            "name": "Slow",
            "id": insight,
            "field": "steps",
            "end": "Compare",
            "endId": step,
        }
    ]


async def test_one_mistake_is_one_problem(home: Home) -> None:
    days = [("31/31/2026", "31/31/2026"), ("32.01.2026", "soon"), ("2026-02-30", "tomorrow")]
    rows = [{"metric": "m", "startsOn": first, "endsOn": last, "value": 1} for first, last in days]
    data = {"metrics": [{"key": "m", "name": "Calls", "method": "COUNT"}], "measurements": rows}

    told = messages(await home.seed(data))

    assert [text.partition(": ")[2].partition(" ")[0] for text in told] == ["startsOn", "endsOn"] * 3
    assert all("must be a day such as 2026-11-22" in text for text in told)
