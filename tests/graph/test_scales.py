"""Checked texts and scales: what passes, what is refused and how it is told."""

from collections.abc import Callable

import pytest

from graph import scales
from graph.scales import Quadrant, Scale

Check = Callable[[str | None], str | None]


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (scales.currency_code, "EUR"),
        (scales.currency_code, "CHF"),
        (scales.currency_code, "XXX"),
        (scales.currency_code, "XAU"),
        (scales.web_address, "https://example.org/a?b=c#d"),
        (scales.web_address, "HTTP://localhost:8000"),
        (scales.web_address, "http://müller.example/straße"),
        (scales.email_address, "Ada.Lovelace+x@mail.example.org"),
        (scales.language_tag, "de"),
        (scales.language_tag, "zh-Hant-TW"),
        (scales.sha256_digest, "0123456789abcdef" * 4),
    ],
)
def test_good_text_passes_unchanged(check: Check, text: str) -> None:
    assert check(text) == text
    assert check(None) is None


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (scales.currency_code, "eur"),
        (scales.currency_code, "EURO"),
        (scales.currency_code, "ABC"),
        (scales.currency_code, "DEM"),
        (scales.currency_code, "BGN"),
        (scales.currency_code, ""),
        (scales.web_address, "example.org"),
        (scales.web_address, "javascript:alert(1)"),
        (scales.web_address, "https://"),
        (scales.web_address, "https://example.org/a b"),
        (scales.email_address, "ada"),
        (scales.email_address, "ada@localhost"),
        (scales.email_address, "ada@@example.org"),
        (scales.email_address, "ada@example..org"),
        (scales.email_address, "ada@example.org, bob@example.org"),
        (scales.language_tag, "german language"),
        (scales.language_tag, "de_CH"),
        (scales.language_tag, "d"),
        (scales.sha256_digest, "0123456789ABCDEF" * 4),
        (scales.sha256_digest, "0123456789abcdef" * 3),
    ],
)
def test_bad_text_is_refused(check: Check, text: str) -> None:
    with pytest.raises(ValueError, match=r"^must be "):
        check(text)


@pytest.mark.parametrize("texts", [[""], ["fine", "x" * 2_001]])
def test_texts_out_of_length_are_refused(texts: list[str]) -> None:
    with pytest.raises(ValueError, match="1 to 2000 characters"):
        scales.short_texts(texts)


def test_scale_is_text_with_description() -> None:
    class Colour(Scale):
        RED = "RED", "As a rose."

    assert Colour("RED") == "RED"
    assert Colour.RED.description == "As a rose."
    assert f"{Colour.RED}" == "RED"


def test_quadrants_are_the_four() -> None:
    assert [value.value for value in Quadrant] == ["QUICK_WIN", "BIG_BET", "FILL_IN", "TIME_SINK"]
