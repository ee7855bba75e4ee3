"""Texts that tools write with markup: HTML of boards, the wiki markup and Markdown of tickets."""

import html
import re

_BREAKS = re.compile(r"<br\s{0,9}/?>|</(?:p|div|h[1-6]|li|ul|ol|tr)>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|p|em|ol|ul|li|tr|td|th|br|div|del|ins|sub|sup|span|font|strong|small|strike|code|pre|"
    r"h[1-6]|blockquote|table|tbody|thead|img)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
# What the wiki markup of Jira writes before lines and around words.
_WIKI_HEADING = re.compile(r"^h[1-6]\.\s+", re.MULTILINE)
_WIKI_BULLET = re.compile(r"^[*#-]+\s+(?=\S)", re.MULTILINE)
_WIKI_RULE = re.compile(r"^-{4,}\s*$", re.MULTILINE)
_WIKI_BLOCK = re.compile(r"\{(?:code|noformat|quote|panel|color)(?::[^{}\n]*)?\}|\{\{|\}\}")
_WIKI_LINK = re.compile(r"\[([^|\[\]\n]+)\|([^|\[\]\n]+)(?:\|[^|\[\]\n]*)?\]")
_WIKI_HEADS = re.compile(r"\|\|")


def has_markup(text: str) -> bool:
    """Whether a text holds tags of HTML."""
    return _TAG.search(text) is not None


def html_text(text: str) -> str:
    """The words of a text with tags and entities of HTML: a line for each paragraph, items with bullets."""
    parted = _BREAKS.sub("\n", _ITEM.sub("\n• ", text))
    lines = (line.strip() for line in html.unescape(_TAG.sub("", parted)).split("\n"))
    return "\n".join(line for line in lines if line)


def wiki_text(text: str) -> str:
    """The words of a text in the wiki markup of Jira: without its headings, blocks and rules, links told."""
    text = _WIKI_RULE.sub("", _WIKI_HEADING.sub("", text))
    text = _WIKI_LINK.sub(r"\1 (\2)", _WIKI_BLOCK.sub("", text))
    text = _WIKI_HEADS.sub("|", _WIKI_BULLET.sub("• ", text))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
