"""The page: local files as they were taken, a policy without other hosts, requests that can be sent."""

import hashlib
import json
import re
from collections.abc import AsyncIterator
from importlib.resources import files

import httpx
import pytest

from api.documents import Documents
from api.http import graphiql
from api.schema import graphql_schema
from api.settings import Settings
from tests.api.example import example_client
from tests.house.sources import ROOT

FOLDER = files(graphiql)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client of the example application."""
    async with example_client() as client:
        yield client


async def test_page_loads_local_files_only(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphiql")

    addresses = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert [address for address in addresses if not address.startswith("/graphiql/")] == ["data:,"]
    for address in addresses[1:]:
        assert (await client.get(address)).status_code == 200


@pytest.mark.parametrize("name", ["", *(f"/{name}" for name in graphiql.FILES)])
async def test_policy_names_no_other_host(client: httpx.AsyncClient, name: str) -> None:
    policy = (await client.get(f"/graphiql{name}")).headers["content-security-policy"]

    allowed = {source for part in policy.split("; ") for source in part.split(" ")[1:]}
    assert "default-src 'none'" in policy
    assert allowed == {"'none'", "'self'", "'unsafe-inline'", "data:"}
    assert "script-src 'self';" in policy


async def test_files_have_their_media_type(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphiql/page.js")

    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_taken_files_are_as_noted() -> None:
    noted = re.findall(
        r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", FOLDER.joinpath("NOTICE.md").read_text("utf-8"), re.M
    )

    assert len(noted) == 4
    assert {
        name: hashlib.sha256(FOLDER.joinpath(name).read_bytes()).hexdigest() for name, _ in noted
    } == dict(noted)


def test_saved_requests_fit_the_schema() -> None:
    core = graphql_schema(Settings())._schema  # pyright: ignore[reportPrivateUsage]
    documents = Documents(core, Settings())
    saved = json.loads(FOLDER.joinpath("requests.json").read_text("utf-8"))

    assert len({request["name"] for request in saved}) == len(saved) == 5
    for request in saved:
        document = documents.document(request["query"])
        variables = document.operation(None).variable_definitions or ()
        assert document.problems == ()
        assert documents.limits.check(document.measured, request.get("variables")) == []
        assert {item.variable.name.value for item in variables} == request.get("variables", {}).keys()


def test_every_licence_has_its_text() -> None:
    notice = FOLDER.joinpath("NOTICE.md").read_text("utf-8")
    licences = {row.split("|")[2].strip() for row in re.findall(r"^\| (?!`|part|file|---).*$", notice, re.M)}

    texts = {
        "MIT": "Permission is hereby granted, free of charge, to any person obtaining a copy",
        "BSD-2-Clause": "Redistributions in binary form must reproduce the above copyright notice",
        "0BSD": "for any purpose with or without fee is hereby granted.",
        "OFL-1.1": "This license becomes null and void if any of the above conditions are not met.",
    }
    assert licences == {*texts, "Apache-2.0"}
    assert [name for name, text in texts.items() if text not in notice] == []
    assert "Version 2.0, January 2004" in (ROOT / "LICENSE").read_text("utf-8")
