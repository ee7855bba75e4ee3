"""The CSV of Jira: doubled columns, links by key, wiki markup, order by rank."""

import pytest

from graph.model import MODEL
from seed.draft import Draft
from seed.formats import recognised_format
from seed.formats.cards import jira
from tests.seed.formats.drafts import given, is_whole, left, linked, names, one, table, values


@pytest.fixture(scope="module")
def issues() -> Draft:
    """The draft of a small export."""
    return jira.read(given("jira.csv"), MODEL)


def test_jira_is_recognised_by_its_headings() -> None:
    german = table(("Zusammenfassung", "Vorgangsschlüssel", "Vorgangstyp"), ("Preis", "A-1", "Epic"))

    assert recognised_format(given("jira.csv"), MODEL) is jira
    assert recognised_format(german, MODEL) is jira
    assert names(jira.read(german, MODEL), "Opportunity") == ["Preis"]


def test_issues_become_what_labels_and_types_say(issues: Draft) -> None:
    assert names(issues, "Opportunity") == ["Nobody knows the price"]
    assert names(issues, "Solution") == ["Price list at the door", "Price in the app", "Print the list"]
    assert names(issues, "Insight") == ["No counter"]
    assert values(one(issues, "Insight", "No counter"))["kind"] == "PAIN"
    assert is_whole(issues)


def test_types_without_a_label_are_remarks(issues: Draft) -> None:
    told = [remark.value for remark in issues.remarks if "a label can say otherwise" in remark.message]

    assert told == ["Story", "Epic", "Task"]


def test_issues_keep_key_and_state(issues: Draft) -> None:
    opportunity = values(one(issues, "Opportunity", "Nobody knows the price"))
    solution = values(one(issues, "Solution", "Price list at the door"))

    assert opportunity["key"] == "BIKE-1"
    assert opportunity["status"] == "IN_PROGRESS"
    assert opportunity["description"] == "Steps\n• Hand it in"
    assert (solution["status"], solution["priority"]) == ("LAUNCHED", "HIGH")
    assert left(issues)["P7"] == "It names no priority that is known."
    assert left(issues)["Odd"].startswith("It is none of the states that are known: IDEA")


def test_links_join_what_the_model_joins(issues: Draft) -> None:
    assert linked(issues, "opportunities") == [
        ("Price list at the door", "Nobody knows the price"),
        ("Price in the app", "Nobody knows the price"),
        ("No counter", "Nobody knows the price"),
        ("Print the list", "Nobody knows the price"),
    ]
    assert linked(issues, "dependsOn") == [("Price in the app", "Price list at the door")]


def test_links_that_lead_nowhere_are_left(issues: Draft) -> None:
    assert left(issues)["BIKE-99"] == "The issue BIKE-99 that it is linked to is not in this file."
    assert any("two issues are the same" in leftover.reason for leftover in issues.leftovers)


def test_other_labels_are_tags(issues: Draft) -> None:
    assert linked(issues, "tags") == [("Nobody knows the price", "money"), ("No counter", "shop")]


def test_rank_gives_the_order(issues: Draft) -> None:
    (first, *_) = issues.records

    assert first.name == "Price list at the door"
    assert "0|a:" not in left(issues)


def test_what_is_no_matter_of_customers_is_left(issues: Draft) -> None:
    reasons = left(issues)

    assert reasons["Renew certificate"].startswith("Nothing says what an issue called 'Task' is here")
    assert reasons["Paper"] == "It is a part of the work on another issue."
    assert reasons["ada"] == "Names of people are not kept."
    assert reasons["twice"] == "A comment says not what it is about."


def test_issue_that_stands_twice_is_read_once(issues: Draft) -> None:
    assert left(issues)["Nobody knows the price"] == "The same issue stands at jira!B2."


def test_parent_of_an_opportunity_is_its_whole() -> None:
    draft = jira.read(
        table(
            ("Summary", "Issue key", "Issue id", "Issue Type", "Parent"),
            ("Trust", "A-1", "1", "Initiative", ""),
            ("Price", "A-2", "2", "Epic", "1"),
        ),
        MODEL,
    )

    assert linked(draft, "parent") == [("Price", "Trust")]


def test_two_labels_of_kinds_are_a_remark() -> None:
    draft = jira.read(
        table(
            ("Summary", "Issue key", "Issue Type", "Labels", "Labels"),
            ("Cold", "A-1", "Bug", "pain", "opportunity"),
        ),
        MODEL,
    )

    assert names(draft, "Insight") == ["Cold"]
    assert "It was taken for what 'pain' says, not for 'opportunity'." in [r.message for r in draft.remarks]


def test_namesakes_with_keys_are_two() -> None:
    draft = jira.read(
        table(("Summary", "Issue key", "Issue Type"), ("Price", "A-1", "Epic"), ("Price", "A-2", "Epic")),
        MODEL,
    )

    assert names(draft, "Opportunity") == ["Price", "Price"]
