"""The page of formats: each with what it reads, what becomes what, and what is left over."""

import re

from seed.formats import FORMAT_NAMES, FORMATS
from seed.formats_page import formats_page


def test_every_format_stands_on_the_page() -> None:
    page = formats_page(FORMATS)

    assert re.findall(r"^## `(\w[\w-]*)`: .+$", page, re.MULTILINE) == list(FORMAT_NAMES)


def test_guides_say_all_four_things() -> None:
    page = formats_page(FORMATS)

    for form in FORMATS:
        guide = form.GUIDE
        assert guide.reads in page
        assert guide.left.endswith(".")
        assert guide.example.strip() in page
        assert all(f"| {seen} | {made} |" in page for seen, made in guide.becomes)
