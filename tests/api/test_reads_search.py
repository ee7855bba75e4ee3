"""Search: words and not a query language, the last one as a beginning, each hit with its place."""

import pytest

from tests.api.asking import Api
from tests.api.portfolio import Name, Portfolio

SEARCH = """query ($text: String!, $kinds: [Kind!], $first: Int) {
  search(text: $text, kinds: $kinds, first: $first) {
    totalCount nodes { id } edges { kind score node { id } }
  }
}"""

FOUND: list[tuple[str, list[Name]]] = [
    ("twice", [("Opportunity", "form"), ("Insight", "twice"), ("Quote", "q1"), ("Vision", "calm")]),
    ("TWICE", [("Opportunity", "form"), ("Insight", "twice"), ("Quote", "q1"), ("Vision", "calm")]),
    ("asked twice", [("Opportunity", "form")]),
    ("twice asked", [("Opportunity", "form")]),
    (
        "technic",
        [
            ("Step", "come"),
            ("Step", "visit"),
            ("Persona", "tech"),
            ("Insight", "nice"),
            ("Journey", "booking"),
        ],
    ),
    ("technic visits", []),
    ("technician vis", [("Step", "come"), ("Step", "visit")]),
    ("Book a technician", [("Journey", "booking")]),
    ("monday", [("Journey", "buy")]),
    ("wait all day", [("Opportunity", "choice")]),
    ("über straße", [("Opportunity", "über")]),
    ("ÜBER", [("Opportunity", "über")]),
    ("odd", [("Opportunity", "odd")]),
    ("it's odd", [("Opportunity", "odd")]),
    ("It's", [("Opportunity", "odd")]),
    ("it'", [("Opportunity", "odd"), ("Quote", "q3"), ("Team", "it")]),
    ("twice!", [("Opportunity", "form"), ("Insight", "twice"), ("Quote", "q1"), ("Vision", "calm")]),
    ("u\u0308ber", [("Opportunity", "über")]),
    ("{$p0}", [("Opportunity", "odd")]),
    ("address", [("Step", "check"), ("Quote", "q1")]),
    ("zebra", []),
]
SPECIAL = ["+", "-", "&&", "||", "!", "(", ")", "{", "}", "[", "]", "^", '"', "~", "*", "?", ":", "\\", "/"]


async def ids(api: Api, text: str, **more: object) -> list[str]:
    """What a search finds, best first."""
    return [node["id"] for node in (await api.read(SEARCH, text=text, **more))["search"]["nodes"]]


@pytest.mark.parametrize(("text", "names"), FOUND, ids=str)
async def test_words_are_found(api: Api, portfolio: Portfolio, text: str, names: list[Name]) -> None:
    data = await api.read(SEARCH, text=text)

    search = data["search"]
    found = [node["id"] for node in search["nodes"]]
    assert sorted(found) == sorted(portfolio.id(*name) for name in names)
    assert search["totalCount"] == len(names)
    assert [edge["node"]["id"] for edge in search["edges"]] == found
    scores = [edge["score"] for edge in search["edges"]]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


@pytest.mark.parametrize("sign", SPECIAL)
async def test_special_signs_are_no_syntax(api: Api, portfolio: Portfolio, sign: str) -> None:
    plain = await ids(api, "asked twice")

    for text in (
        f"asked {sign} twice",
        f"{sign}asked twice{sign}",
        f"asked{sign}{sign}twice",
        f"asked twice {sign}",
    ):
        assert await ids(api, text) == plain
    assert await ids(api, sign) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "!!", "—", "🙂", "\\", '"', "*", "a" * 500])
async def test_texts_without_words_find_nothing(api: Api, portfolio: Portfolio, text: str) -> None:
    assert await ids(api, text) == []


async def test_endless_texts_are_refused(api: Api, portfolio: Portfolio) -> None:
    error = await api.refused(SEARCH, text="a" * 501)

    assert error["extensions"] == {"code": "BAD_USER_INPUT", "argument": ["text"]}
    assert "500" in error["message"]


@pytest.mark.parametrize("word", ["AND", "OR", "NOT", "TO", "and", "or", "not"])
async def test_operators_are_words(api: Api, portfolio: Portfolio, word: str) -> None:
    alone = await ids(api, word)
    joined = await ids(api, f"asked {word} twice")
    led = await ids(api, f"{word} twice")

    with_to = set(portfolio.ids("Opportunity", "unread choice"))
    assert bool(with_to & set(alone)) is (word == "TO")
    assert joined == []
    assert portfolio.id("Quote", "q1") not in led


async def test_fields_of_the_index_are_no_syntax(api: Api, portfolio: Portfolio) -> None:
    assert await ids(api, "name:twice") == []
    assert await ids(api, "text:twice") == []


async def test_kinds_narrow_the_search(api: Api, portfolio: Portfolio) -> None:
    quotes = await ids(api, "twice", kinds=["QUOTE"])
    two = await ids(api, "twice", kinds=["INSIGHT", "OPPORTUNITY", "INSIGHT"])
    none = await ids(api, "twice", kinds=[])
    unsearched = await ids(api, "twice", kinds=["CHANGE"])

    assert quotes == [portfolio.id("Quote", "q1")]
    assert set(two) == {portfolio.id("Insight", "twice"), portfolio.id("Opportunity", "form")}
    assert (none, unsearched) == ([], [])


async def test_only_kinds_that_leave_some_out_are_compared(api: Api, portfolio: Portfolio) -> None:
    await ids(api, "twice")
    any_kind = api.sent[-1].text
    await ids(api, "twice", kinds=["QUOTE"])

    assert "WHERE (_1:" not in any_kind
    assert "WHERE (_1:Quote)" in api.sent[-1].text


async def test_pages_narrow_but_totals_stay(api: Api, portfolio: Portfolio) -> None:
    every = await ids(api, "twice")

    page = (await api.read(SEARCH, text="twice", first=2))["search"]

    assert [node["id"] for node in page["nodes"]] == every[:2]
    assert page["totalCount"] == 4


PLACES = """query ($text: String!, $kinds: [Kind!]) { search(text: $text, kinds: $kinds) { edges {
  kind node { id ... on Opportunity { name } ... on Step { name phase { name } } }
  place { journey { name } phase { name } journeys }
} } }"""


async def test_hits_know_their_place(api: Api, portfolio: Portfolio) -> None:
    data = await api.read(PLACES, text="twice")

    places = {edge["node"]["id"]: edge["place"] for edge in data["search"]["edges"]}
    order = {"journey": {"name": "Buy broadband"}, "phase": {"name": "Order"}}
    assert places[portfolio.id("Opportunity", "form")] == {**order, "journeys": 3}
    assert places[portfolio.id("Insight", "twice")] == {**order, "journeys": 2}
    assert places[portfolio.id("Quote", "q1")] == {**order, "journeys": 2}


@pytest.mark.parametrize(
    ("text", "kind", "journey", "phase", "journeys"),
    [
        ("Call the hotline", "STEP", "Repair a fault", "Report", 1),
        ("Orient", "PHASE", "Buy broadband", "Orient", 1),
        ("Leave", "JOURNEY", "Leave", None, 1),
        ("Website", "TOUCHPOINT", "Buy broadband", "Order", 1),
        ("Anna", "PERSONA", "Buy broadband", None, 2),
        ("Merge", "SOLUTION", "Buy broadband", "Orient", 4),
        ("afar", "OPPORTUNITY", "Buy broadband", "Order", 3),
    ],
)
async def test_places_by_kind(
    api: Api, portfolio: Portfolio, text: str, kind: str, journey: str, phase: str | None, journeys: int
) -> None:
    (edge,) = (await api.read(PLACES, text=text, kinds=[kind]))["search"]["edges"]

    assert edge["kind"] == kind
    assert edge["place"] == {
        "journey": {"name": journey},
        "phase": phase and {"name": phase},
        "journeys": journeys,
    }


@pytest.mark.parametrize("text", ["Rival", "Ada", "Nothing known"])
async def test_hits_without_a_journey_have_no_place(api: Api, portfolio: Portfolio, text: str) -> None:
    (edge, *_) = (await api.read(PLACES, text=text))["search"]["edges"]

    assert edge["place"] is None or edge["place"] == {"journey": None, "phase": None, "journeys": 0}
