"""Words out of markup: HTML of boards, the wiki markup of tickets."""

import pytest

from seed.values.markup import has_markup, html_text, wiki_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Open the yearly bill</p>", "Open the yearly bill"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<p><strong>Bold</strong>, plain</p>", "Bold, plain"),
        ("<ul><li>Red</li><li>Blue</li></ul>", "• Red\n• Blue"),
        ('<p><a href="https://example.org/?a=1">Go</a></p>', "Go"),
        ("<p>&#34;18 % more?&#34; &amp; so on</p>", '"18 % more?" & so on'),
        ("Wait < 5 minutes > 3", "Wait < 5 minutes > 3"),
        ("a<br>b<br/>c", "a\nb\nc"),
    ],
)
def test_tags_part_lines_and_go(text: str, words: str) -> None:
    assert html_text(text) == words


def test_markup_is_told_from_marks_in_a_text() -> None:
    assert has_markup("<p>a</p>")
    assert not has_markup("a < b and c > d")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("h3. Steps\n* Open the bill\n* Notice", "Steps\n• Open the bill\n• Notice"),
        ("I want {{One-page bill}}; so.\n----\n|| a || b ||", "I want One-page bill; so.\n\n| a | b |"),
        ("{code:java}x = 1{code}", "x = 1"),
        ("See [the plan|https://example.org]", "See the plan (https://example.org)"),
    ],
)
def test_wiki_markup_goes(text: str, words: str) -> None:
    assert wiki_text(text) == words


@pytest.mark.parametrize(
    "text", [" " * 200_000 + "x", "<" * 200_000, "[" * 200_000, "<a " * 60_000, "----\n" * 40_000]
)
def test_endless_marks_end(text: str) -> None:
    assert len(html_text(text)) <= len(text)
    assert len(wiki_text(text)) <= len(text)
