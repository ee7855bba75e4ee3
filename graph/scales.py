"""Scales and checked texts that several entities share; an enum of one entity stands in its file."""

import re
from enum import StrEnum
from functools import cache
from typing import Annotated, Self

from pydantic import AfterValidator

LARGEST_INT = 2_147_483_647
LABEL = 200
PROSE = 20_000
ADDRESS = 2_000


class Scale(StrEnum):
    """An enum whose values each carry a description: `CURRENT = "CURRENT", "The journey as it is today."`."""

    description: str

    def __new__(cls, value: str, description: str) -> Self:
        """A value that is its own text, with what it means."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member


class Quadrant(Scale):
    """Where an opportunity stands between value and effort, with value 50 and effort 2.5 as the lines."""

    QUICK_WIN = "QUICK_WIN", "Value of 50 or more for an effort of 2.5 or less."
    BIG_BET = "BIG_BET", "Value of 50 or more for an effort above 2.5."
    FILL_IN = "FILL_IN", "Value below 50 for an effort of 2.5 or less."
    TIME_SINK = "TIME_SINK", "Value below 50 for an effort above 2.5."


@cache
def _currencies() -> frozenset[str]:
    # Imported when the first currency is checked: its table takes longer to read than a short verb to run.
    from iso4217 import Currency

    return frozenset(currency.code for currency in Currency)


def is_currency(text: str | None) -> bool:
    """Whether ISO 4217 lists it."""
    return text in _currencies()


def currency_code(text: str | None) -> str | None:
    """The text if ISO 4217 lists it, as it does `XXX` for none; raises ValueError otherwise."""
    if text is not None and not is_currency(text):
        raise ValueError("must be a currency of ISO 4217 in three capitals, such as EUR")
    return text


def web_address(text: str | None) -> str | None:
    """The text if it is an http or https address; raises ValueError otherwise."""
    if text is not None and not re.fullmatch(r"https?://[^\s/?#]+([/?#]\S*)?", text, re.IGNORECASE):
        raise ValueError("must be an address that begins with http:// or https:// and has no spaces")
    return text


def email_address(text: str | None) -> str | None:
    """The text if it is shaped like an e-mail address; raises ValueError otherwise."""
    if text is not None and not re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+", text):
        raise ValueError("must be an e-mail address such as ada@example.org")
    return text


def language_tag(text: str | None) -> str | None:
    """The text if it is shaped like a BCP 47 language tag; raises ValueError otherwise."""
    if text is not None and not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text):
        raise ValueError("must be a language tag of BCP 47, such as en or de-CH")
    return text


def sha256_digest(text: str | None) -> str | None:
    """The text if it is a SHA-256 in lower-case hexadecimal; raises ValueError otherwise."""
    if text is not None and not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError("must be a SHA-256 as 64 lower-case hexadecimal digits")
    return text


def short_texts(texts: list[str]) -> list[str]:
    """The list if each text has 1 to 2,000 characters; raises ValueError otherwise."""
    for text in texts:
        if not 1 <= len(text) <= ADDRESS:
            raise ValueError("must hold texts of 1 to 2000 characters each")
    return texts


CurrencyCode = Annotated[str | None, AfterValidator(currency_code)]
WebAddress = Annotated[str | None, AfterValidator(web_address)]
EmailAddress = Annotated[str | None, AfterValidator(email_address)]
LanguageTag = Annotated[str | None, AfterValidator(language_tag)]
Sha256 = Annotated[str | None, AfterValidator(sha256_digest)]
ShortTexts = Annotated[list[str], AfterValidator(short_texts)]
