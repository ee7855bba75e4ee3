"""Person: somebody who works in teams."""

from graph.scales import LABEL, EmailAddress
from graph.schema import Named, RelationshipProperties, many, prop


class MemberOf(RelationshipProperties):
    """How a person takes part in a team."""

    role: str | None = prop("What the person does in the team.", default=None, max_length=LABEL)


class Person(Named):
    """Somebody who works in one team or several."""

    prefix = "psn"
    rank = 110
    plural = "people"
    sourced = False

    email: EmailAddress = prop(
        "E-mail address, kept as written; no two people share one.",
        default=None,
        max_length=254,
        unique=True,
        sorts=True,
    )
    title: str | None = prop("What the person is called at work.", default=None, max_length=LABEL)

    teams = many(
        "MEMBER_OF",
        "Team",
        "The teams the person works in, each with the role there.",
        back="members",
        back_description="The people who work in the team, each with the role there.",
        properties=MemberOf,
    )
