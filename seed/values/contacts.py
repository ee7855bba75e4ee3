"""What leads to a person and is never kept: addresses of mail, of the net, and numbers of phones."""

import re

_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_NET = re.compile(
    r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,+/:-])(?:\+\d{1,3}|\(?0\d{1,4}\)?)(?:[ -]?\(?\d{2,5}\)?){2,5}(?![\w/:])")
_LEAST_DIGITS = 8


def without_addresses(text: str) -> str:
    """A text with `[e-mail]` and `[address]` in the place of addresses."""
    return _NET.sub("[address]", _MAIL.sub("[e-mail]", text))


def without_contacts(text: str) -> str:
    """A text without addresses, and with `[phone]` in the place of numbers of phones."""
    return _PHONE.sub(_phone, without_addresses(text))


def _phone(found: re.Match[str]) -> str:
    return "[phone]" if sum(map(str.isdigit, found[0])) >= _LEAST_DIGITS else found[0]
