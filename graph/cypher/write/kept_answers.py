"""Statements that keep the answer of a request, so that its retry gets the same one."""

from graph.statement import Statement

# The unique id makes a second request with the same key wait here until the first has committed or failed.
CLAIM_ANSWER = Statement(
    "claim_answer",
    """\
MERGE (kept:__Idempotency {id: $id})
ON CREATE SET kept.fingerprint = $fingerprint, kept.at = datetime({epochMillis: $now})
FOREACH (old IN CASE WHEN kept.at < datetime({epochMillis: $oldest}) THEN [kept] ELSE [] END |
  SET old.fingerprint = $fingerprint, old.at = datetime({epochMillis: $now})
  REMOVE old.answer)
RETURN kept.fingerprint AS fingerprint, kept.answer AS answer""",
)

KEEP_ANSWER = Statement(
    "keep_answer",
    """\
MATCH (kept:__Idempotency {id: $id})
SET kept.answer = $answer""",
)

# Looks at all answers of about a day.
FORGET_ANSWERS = Statement(
    "forget_answers",
    """\
MATCH (kept:__Idempotency)
WHERE kept.at < datetime({epochMillis: $oldest})
DELETE kept""",
)
