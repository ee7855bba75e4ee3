"""Negotiation: the media type of an answer, and its status."""

import pytest

from api.http.negotiation import LEGACY, MODERN, accept_weight, http_status, is_json, media_type


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, LEGACY),
        ("", LEGACY),
        ("*/*", LEGACY),
        ("application/*", LEGACY),
        ("application/json", LEGACY),
        (MODERN, MODERN),
        (f"application/json, {MODERN}", MODERN),
        (f"application/json, {MODERN};q=0.5", LEGACY),
        ("application/json, */*", LEGACY),
        (f"{MODERN}, application/json;q=0.9", MODERN),
        (f"{MODERN};charset=utf-8, */*;q=0.1", MODERN),
        ("application/json, multipart/mixed", LEGACY),
        ("text/html, */*;q=0.8", LEGACY),
        ("APPLICATION/JSON;Q=0.5", LEGACY),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=x", None),
    ],
)
def test_media_type_follows_preference(accept: str | None, expected: str | None) -> None:
    assert media_type(accept) == expected


@pytest.mark.parametrize(
    ("media", "has_data", "codes", "expected"),
    [
        (LEGACY, False, ["GRAPHQL_PARSE_FAILED"], 200),
        (MODERN, True, ["INTERNAL_SERVER_ERROR"], 200),
        (MODERN, True, [], 200),
        (MODERN, False, ["GRAPHQL_PARSE_FAILED"], 400),
        (MODERN, False, ["TIMEOUT", "BAD_USER_INPUT"], 504),
        (MODERN, False, ["DATABASE_UNAVAILABLE"], 503),
        (MODERN, False, ["SOMETHING_ELSE"], 400),
    ],
)
def test_status_depends_on_media_type(media: str, has_data: bool, codes: list[str], expected: int) -> None:
    assert http_status(media, has_data, codes) == expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/json", True),
        ("Application/JSON; charset=UTF-8", True),
        ('application/json; charset="utf-8"', True),
        ("application/json; charset=latin-1", False),
        ("text/plain", False),
        ("application/x-www-form-urlencoded", False),
        (None, False),
    ],
)
def test_bodies_must_be_json(content_type: str | None, expected: bool) -> None:
    assert is_json(content_type) is expected


@pytest.mark.parametrize(
    ("accept", "page", "json"),
    [
        (None, 1.0, 1.0),
        ("*/*", 1.0, 1.0),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", 1.0, 0.8),
        ("application/json", 0.0, 1.0),
        ("text/*;q=0.5, application/json;q=0.2", 0.5, 0.2),
    ],
)
def test_weight_of_a_media_type(accept: str | None, page: float, json: float) -> None:
    assert (accept_weight(accept, "text/html"), accept_weight(accept, "application/json")) == (page, json)
