"""Ids: their form, their order, and that no two are alike."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from graph.ids import ALPHABET, id_from_number, new_id, uuid7
from graph.model import MODEL


def number(identifier: str) -> int:
    """The number an id spells."""
    result = 0
    for digit in identifier.partition("_")[2]:
        result = result * 32 + ALPHABET.index(digit)
    return result


def test_id_bears_prefix_and_pattern() -> None:
    assert re.fullmatch(r"opp_[0-9a-hjkmnp-tv-z]{26}", new_id("opp"))


def test_id_leads_to_its_entity() -> None:
    found = {label: MODEL.entity_of(new_id(entity.prefix)) for label, entity in MODEL.entities.items()}

    assert {label: entity and entity.label for label, entity in found.items()} == {
        label: label for label in MODEL.entities
    }


def test_id_is_uuid_of_now() -> None:
    before = time.time_ns() // 1_000_000

    made = number(new_id("stp"))

    uuid = UUID(int=made)
    assert (uuid.version, uuid.variant) == (7, "specified in RFC 4122")
    assert before <= made >> 80 <= time.time_ns() // 1_000_000 + 1


def test_ids_of_one_moment_rise() -> None:
    made = [new_id("stp") for _ in range(5_000)]

    assert made == sorted(set(made))


def test_ids_of_threads_never_meet() -> None:
    def burst(_: int) -> list[str]:
        return [new_id("stp") for _ in range(500)]

    with ThreadPoolExecutor(8) as pool:
        bursts = list(pool.map(burst, range(8)))

    assert len({identifier for made in bursts for identifier in made}) == 8 * 500
    assert all(made == sorted(made) for made in bursts)


@given(some.integers(0, 2**128 - 1), some.integers(0, 2**128 - 1))
def test_spelling_keeps_order_and_number(first: int, second: int) -> None:
    assert number(id_from_number("jrn", first)) == first
    assert (id_from_number("jrn", first) < id_from_number("jrn", second)) == (first < second)


@given(some.integers(0, 2**48 - 1), some.integers(0, 2**74 - 1))
def test_uuid_holds_time_and_randomness(milliseconds: int, randomness: int) -> None:
    made = uuid7(milliseconds, randomness)

    assert made >> 80 == milliseconds
    assert (made >> 64 & 0xFFF) << 62 | made & (1 << 62) - 1 == randomness
