"""GraphiQL at /graphiql: a page of local files that reaches no other host, with saved requests in it."""

import json
from importlib.resources import files
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FILES = {
    "graphiql.min.css": "text/css",
    "graphiql.min.js": "text/javascript",
    "page.css": "text/css",
    "page.js": "text/javascript",
    "react-dom.production.min.js": "text/javascript",
    "react.production.min.js": "text/javascript",
    "requests.json": "application/json",
}
# GraphiQL brings its fonts and pictures inside its style sheet, and sets styles while it runs.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}


def routes() -> list[Route]:
    """The page and its files."""
    return [Route("/graphiql", _page), Route("/graphiql/{name}", _file)]


async def _page(request: Request) -> Response:
    return _file_response("page.html", "text/html")


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    return _file_response(name, FILES[name]) if name in FILES else Response("Not found", 404)


def _file_response(name: str, media_type: str) -> Response:
    content = files(__name__).joinpath(name).read_bytes()
    return Response(content, headers=HEADERS, media_type=f"{media_type}; charset=utf-8")


def saved_requests() -> list[dict[str, Any]]:
    """The requests the page offers: name, what it is about, query, and variables where it takes some."""
    return json.loads(files(__name__).joinpath("requests.json").read_text("utf-8"))
