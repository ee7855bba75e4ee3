"""Mutations in one line: the input as a variable, the payload with everything `userErrors` says."""

from typing import Any

from tests.api.asking import Api

ERRORS = "userErrors { code field message version counts { kind count names } }"


async def mutate(api: Api, mutation: str, answer: str = "", /, **given: Any) -> dict[str, Any]:
    """The payload of one mutation, with the fields of `answer` beside its errors."""
    name = f"{mutation[0].upper()}{mutation[1:]}Input"
    query = f"mutation ($input: {name}!) {{ {mutation}(input: $input) {{ {answer} {ERRORS} }} }}"
    return await api.write(query, input=given)


async def done(api: Api, mutation: str, answer: str, /, **given: Any) -> Any:
    """What a mutation without errors answers with."""
    payload = await mutate(api, mutation, answer, **given)
    assert payload.pop("userErrors") == []
    (value,) = payload.values()
    assert value is not None
    return value


async def create(api: Api, label: str, /, **given: Any) -> str:
    """The id of a new record."""
    return (await done(api, f"create{label}", f"{label[0].lower()}{label[1:]} {{ id }}", **given))["id"]


async def refusals(api: Api, mutation: str, /, **given: Any) -> list[tuple[str, list[str] | None]]:
    """The codes and paths with which a mutation is refused; it answers with nothing."""
    answer = "id" if mutation.startswith("delete") else ""
    payload = await mutate(api, mutation, answer, **given)
    assert payload.get("id") is None
    errors = payload["userErrors"]
    assert all(error["message"] for error in errors)
    return sorted((error["code"], error["field"]) for error in errors)


async def fields(api: Api, identifier: str, label: str, asked: str) -> Any:
    """Fields of one record as a query reads them; None where it is gone."""
    query = f"query ($id: ID!) {{ node(id: $id) {{ ... on {label} {{ {asked} }} }} }}"
    return (await api.read(query, id=identifier))["node"]


async def journey(api: Api, *phases: int, **given: Any) -> tuple[str, list[str], list[list[str]]]:
    """A new journey with so many steps in each phase: ids of it, of the phases, and of their steps."""
    nested = [
        {"name": f"Phase {number}", "steps": [{"name": f"Step {number}.{step}"} for step in range(count)]}
        for number, count in enumerate(phases)
    ]
    made = await done(
        api,
        "createJourney",
        "journey { id phases { id steps { id } } }",
        **{"name": "A journey", "phases": nested, **given},
    )
    steps = [[step["id"] for step in phase["steps"]] for phase in made["phases"]]
    return made["id"], [phase["id"] for phase in made["phases"]], steps
