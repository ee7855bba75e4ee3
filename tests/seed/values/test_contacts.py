"""What leads to a person is taken out of texts; days, prices and versions stay."""

import pytest

from seed.values.contacts import without_addresses, without_contacts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to ann.lee@example.org, please", "Write to [e-mail], please"),
        ("Call +49 170 1234567 or (030) 123 45 67", "Call [phone] or [phone]"),
        ("from 192.0.2.17", "from [address]"),
        ("12/05/2026 09:14:22", "12/05/2026 09:14:22"),
        ("at 10:15 for 1,200.50 in 2026-05-12", "at 10:15 for 1,200.50 in 2026-05-12"),
        ("flight 0815 was late", "flight 0815 was late"),
    ],
)
def test_contacts_are_taken_out(text: str, expected: str) -> None:
    assert without_contacts(text) == expected


def test_numbers_stay_where_only_addresses_go() -> None:
    assert without_addresses("+49 170 1234567 a@example.org") == "+49 170 1234567 [e-mail]"
