"""Lines of Mermaid journeys, as Mermaid reads them and as people write them."""

import pytest

from seed.formats.mermaid.diagram import DiagramStatement, StatementKind, opens_diagram, parse_diagrams


def task(line: str) -> DiagramStatement:
    """The one task that a line below a keyword tells."""
    (diagram,) = parse_diagrams([(1, "journey"), (2, line)])
    (found,) = diagram.statements_of(StatementKind.TASK)
    return found


def said(*lines: str) -> list[tuple[StatementKind, str]]:
    """What the statements of the one diagram in these lines say, the keyword aside."""
    (diagram,) = parse_diagrams(list(enumerate(lines, 1)))
    return [(s.says, s.text) for s in diagram.statements if s.says is not StatementKind.KEYWORD]


@pytest.mark.parametrize(
    ("line", "name", "score", "actors"),
    [
        ("Make tea: 5: Me", "Make tea", 5, ("Me",)),
        ("Make tea:5:Me,Cat", "Make tea", 5, ("Me", "Cat")),
        ("Make tea   : 5 : Me , Cat,", "Make tea", 5, ("Me", "Cat")),
        ("\tMake tea: 5", "Make tea", 5, ()),
        ("Make tea: 5:", "Make tea", 5, ()),
        ("Make tea: 4.5: Me", "Make tea", 4.5, ("Me",)),
        ("Make tea: -1: Me", "Make tea", -1, ("Me",)),
        ("Make tea: 4/5: Me", "Make tea", 4, ("Me",)),
        ("Make tea: 5: Me, Me", "Make tea", 5, ("Me",)),
        ("Make tea: Me", "Make tea", None, ("Me",)),
        ("Make tea: : Me", "Make tea", None, ("Me",)),
        ("Make tea: X", "Make tea", None, ()),
        ("Make tea: high: Me", "Make tea", None, ("Me",)),
        ("Make tea", "Make tea", None, ()),
        ("Step 1: Make tea: 5: Me", "Step 1: Make tea", 5, ("Me",)),
        ("Note: the tea has to be hot by now", "Note: the tea has to be hot by now", None, ()),
        ("Meet at 10:30: 4: Me", "Meet at 10:30", 4, ("Me",)),
        ("Meet at 10:30: Me", "Meet at 10:30", None, ("Me",)),
        ("See https://a.example/tea: 3: Me", "See https://a.example/tea", 3, ("Me",)),
        ("Ask #quot;why#quot; #amp; &lt;how&gt;: 3: Me", 'Ask "why" & <how>', 3, ("Me",)),
        ("Log in#colon; wait: 3: Me", "Log in: wait", 3, ("Me",)),
        ("Drink<br/>slowly: 3: Me", "Drink slowly", 3, ("Me",)),
        ("Call desk #2: 3: Team #4", "Call desk #2", 3, ("Team #4",)),
        ("Make tea: 3: Me %% hot", "Make tea", 3, ("Me",)),
        ("Make tea: 3: Me # hot", "Make tea", 3, ("Me",)),
        ("Boil; wait: 3: Me", "Boil; wait", 3, ("Me",)),
        ("お茶を入れる：５：私、家族", "お茶を入れる", 5, ("私", "家族")),
        ("登录：网站: 4: 用户，客服", "登录：网站", 4, ("用户", "客服")),
        ("Title page: 3: Editor", "Title page", 3, ("Editor",)),
        ("Get the card: 5: Ops#44; EU, Clerk", "Get the card", 5, ("Ops, EU", "Clerk")),
        ("Get the card: Ops#44; EU", "Get the card", None, ("Ops, EU",)),
        ("Make tea -> 3: Me", "Make tea", 3, ("Me",)),
        ("Make tea → 3", "Make tea", 3, ()),
        ("Make tea => 3 => Me, Cat", "Make tea", 3, ("Me", "Cat")),
        ("Go A -> B: 3: Me", "Go A -> B", 3, ("Me",)),
        ("Section review: 3: Editor", "Section review", 3, ("Editor",)),
    ],
)
def test_task_has_name_score_actors(
    line: str, name: str, score: float | None, actors: tuple[str, ...]
) -> None:
    found = task(line)

    assert (found.text, found.score and found.score.number, found.actors) == (name, score, actors)


@pytest.mark.parametrize(
    ("line", "says", "text"),
    [
        ("title My day", StatementKind.TITLE, "My day"),
        ("TITLE: My day: part 2", StatementKind.TITLE, "My day: part 2"),
        ("title Sprint #4", StatementKind.TITLE, "Sprint #4"),
        ("section Go to work", StatementKind.SECTION, "Go to work"),
        ("section Phase 1: Go", StatementKind.SECTION, "Phase 1: Go"),
        ("Section Go:", StatementKind.SECTION, "Go"),
        ("accTitle: Day", StatementKind.OTHER_TITLE, "Day"),
        ("accDescr: A whole day", StatementKind.DESCRIPTION, "A whole day"),
        ("%% note", StatementKind.NOTHING, "%% note"),
        ("# note", StatementKind.NOTHING, "# note"),
        ("section", StatementKind.NOTHING, "section"),
        (": 5: Me", StatementKind.NOTHING, ": 5: Me"),
        ("classDef big fill:#f00", StatementKind.NOTHING, "classDef big fill:#f00"),
    ],
)
def test_line_says_one_thing(line: str, says: StatementKind, text: str) -> None:
    assert said("journey", line) == [(says, text)]


def test_semicolons_part_statements() -> None:
    assert said("journey; title Day; section Go; Make tea: 5: Me; Walk: 3") == [
        (StatementKind.TITLE, "Day"),
        (StatementKind.SECTION, "Go"),
        (StatementKind.TASK, "Make tea"),
        (StatementKind.TASK, "Walk"),
    ]


def test_description_spans_lines() -> None:
    assert said("journey", "accDescr {", "All day", "long }", "Walk: 3") == [
        (StatementKind.DESCRIPTION, "All day\nlong"),
        (StatementKind.MARK, ""),
        (StatementKind.MARK, ""),
        (StatementKind.TASK, "Walk"),
    ]


def test_settings_span_lines() -> None:
    found = said("%%{init: {", "'theme': 'dark'", "}}%%", "journey", "Walk: 3")

    assert [says for says, _ in found] == [StatementKind.NOTHING] * 3 + [StatementKind.TASK]


def test_front_matter_names_the_next() -> None:
    lines = ["---", "title: 'A: one'", "---", "journey", "a: 1", "---", "title: B", "---", "journey", "b: 2"]

    found = parse_diagrams(list(enumerate(lines, 1)))

    assert [[s.text for s in diagram.statements_of(StatementKind.OTHER_TITLE)] for diagram in found] == [
        ["A: one"],
        ["B"],
    ]


def test_rule_between_diagrams_divides() -> None:
    found = parse_diagrams(list(enumerate(["journey", "a: 1", "---", "journey", "b: 2", "---"], 1)))

    assert [[s.text for s in diagram.statements_of(StatementKind.TASK)] for diagram in found] == [
        ["a"],
        ["b"],
    ]


def test_extra_columns_are_kept_apart() -> None:
    (diagram,) = parse_diagrams([(1, "journey"), (2, "Make tea: 5: Me: at home")])

    (extra,) = diagram.statements_of(StatementKind.NOTHING)

    assert (extra.part, bool(extra.reason)) == ("at home", True)


@pytest.mark.parametrize("line", ["journey", "Journey ;", "  journey title Day"])
def test_keyword_opens_a_diagram(line: str) -> None:
    assert opens_diagram(line)


@pytest.mark.parametrize("line", ["journey;phase;step", "journey to work", "journeys", "journey: 5: Me"])
def test_other_words_open_none(line: str) -> None:
    assert not opens_diagram(line)
