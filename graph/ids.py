"""Ids of records: the prefix of the kind and a time-ordered UUID, written in base32."""

import secrets
import time
from threading import Lock

# Crockford's alphabet: no i, l, o, u, so that an id read aloud or copied by hand survives.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26

_VERSION = 7
_VARIANT = 0b10
_RANDOM_BITS = 74
_STEP_BITS = 32


def id_from_number(prefix: str, number: int) -> str:
    """The id with this prefix for a number of 128 bits, such as one that a seeded generator drew."""
    digits = (ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))
    return f"{prefix}_{''.join(digits)}"


def uuid7(milliseconds: int, randomness: int) -> int:
    """A UUID of version 7 (RFC 9562) from a time since 1970 and 74 bits, as a number."""
    high, low = randomness >> 62, randomness & (1 << 62) - 1
    return (milliseconds & (1 << 48) - 1) << 80 | _VERSION << 76 | high << 64 | _VARIANT << 62 | low


class _Clock:
    """Time and randomness that only ever rise, also within a millisecond or when the clock is set back."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._milliseconds = 0
        self._randomness = 0

    def next(self) -> tuple[int, int]:
        """A later pair than every one before."""
        with self._lock:
            now = time.time_ns() // 1_000_000
            if now > self._milliseconds:
                self._milliseconds = now
                # The top bit stays free, so that a burst never runs out of numbers within its millisecond.
                self._randomness = secrets.randbits(_RANDOM_BITS - 1)
            else:
                self._randomness += 1 + secrets.randbits(_STEP_BITS)
            return self._milliseconds, self._randomness


_CLOCK = _Clock()


def new_id(prefix: str) -> str:
    """An id that no other record bears, greater than every id this process made before."""
    return id_from_number(prefix, uuid7(*_CLOCK.next()))
