"""Answers of requests kept for a day, so that whoever repeats a request does nothing twice."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from graph.cypher.write.kept_answers import CLAIM_ANSWER, FORGET_ANSWERS, KEEP_ANSWER
from graph.database import Transaction
from graph.errors import BadRequest

LIFETIME = timedelta(days=1)

# One request in so many clears away old answers, since that looks at all of them.
_SWEEP = 256


@dataclass(frozen=True, slots=True)
class RepeatableRequest:
    """A request that may be repeated: the key its author chose, and all that it says."""

    key: str
    content: str

    @property
    def id(self) -> str:
        """The key in a form of one length."""
        return sha256(self.key.encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """What the request says, in short."""
        return sha256(self.content.encode()).hexdigest()


async def kept_answer(transaction: Transaction, request: RepeatableRequest) -> str | None:
    """The answer kept for this request; None if it comes for the first time, and is to be carried out.

    To be called first in the transaction that carries it out: an equal request waits here until that one has
    ended. Raises BadRequest if the key stood with another request.
    """
    now = datetime.now(UTC)
    parameters = {
        "id": request.id,
        "fingerprint": request.fingerprint,
        "now": _milliseconds(now),
        "oldest": _milliseconds(now - LIFETIME),
    }
    ((fingerprint, kept),) = await transaction.run(CLAIM_ANSWER, parameters)
    if fingerprint != request.fingerprint:
        raise BadRequest(
            "This Idempotency-Key was used for another request. Choose a new key for each new request."
        )
    return kept


async def keep_answer(transaction: Transaction, request: RepeatableRequest, answer: str) -> None:
    """Keep the answer of a request that was carried out in this transaction."""
    await transaction.run(KEEP_ANSWER, {"id": request.id, "answer": answer})
    if int(request.id, 16) % _SWEEP == 0:
        await forget_answers(transaction)


async def forget_answers(transaction: Transaction) -> None:
    """Delete the answers that are older than a day."""
    await transaction.run(FORGET_ANSWERS, {"oldest": _milliseconds(datetime.now(UTC) - LIFETIME)})


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
