"""The page over HTTP: one shell at the address of every view, and the files that it is made of."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.page.page_documents import documents_file
from api.page.sent_script import sent_script

FOLDER = files("api.page")
SERVED = FOLDER / "served"
DOCUMENTS = "documents.json"
VENDORED = "vendored/"  # as small as their authors made them
# What opens with the page; each view reads the rest of its address itself.
ADDRESSES = (
    "/weave",
    "/journeys",
    "/journeys/{id}",
    "/matrix",
    "/records/{id}",
    "/goals",
    "/findings",
    "/changes",
    "/search",
)
# What stands there until a view is drawn, and stays where no script runs.
WAITING = """\
<main aria-busy="true">
        <h1>Throughline</h1>
        <noscript>
          This page needs JavaScript. The same numbers without it: <a href="/reports">Reports</a>.
        </noscript>
      </main>"""
MEDIA_TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "json": "application/json"}
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "Cache-Control": "no-cache"}


def routes() -> list[Route]:
    """The first view at the root, the shell at every view's address, and the files below `/page/`."""
    shells = [Route(address, _shell) for address in ADDRESSES]
    return [Route("/", _first_view), *shells, Route("/page/{path:path}", _file)]


@cache
def served_files() -> dict[str, bytes]:
    """Every file of the page by its path below `/page/`."""
    files = {DOCUMENTS: documents_file(), **dict(_files_below(SERVED, ""))}
    return {path: _sent_content(path, content) for path, content in files.items()}


def modules() -> dict[str, bytes]:
    """Every script of the page by its path below `/page/`."""
    return {path: content for path, content in served_files().items() if path.endswith(".js")}


async def _first_view(request: Request) -> Response:
    return RedirectResponse(ADDRESSES[0], 302)


@cache
def _shell_template() -> str:
    """The page of all views, with each script that it will ask for, but for its title and `main`."""
    loads = "\n    ".join(f'<link rel="modulepreload" href="/page/{path}">' for path in sorted(modules()))
    return (FOLDER / "page.html").read_text("utf-8").replace("<!-- modules -->", loads)


def shell_page(title: str, main: str) -> str:
    """The page around a `main`: one that stays, or that which stands there until a view is drawn."""
    return _shell_template().replace("<!-- title -->", title).replace("<!-- main -->", main)


async def _shell(request: Request) -> Response:
    return _response(request, shell_page("Throughline", WAITING).encode(), "text/html")


async def _file(request: Request) -> Response:
    path = request.path_params["path"]
    content = served_files().get(path)
    if content is None:
        return Response("Not found", 404, HEADERS, "text/plain; charset=utf-8")
    return _response(request, content, MEDIA_TYPES[path.rpartition(".")[2]])


def _response(request: Request, content: bytes, media_type: str) -> Response:
    """Content with the mark that it is known by; nothing more where the client has it already."""
    mark = f'"{sha256(content).hexdigest()[:32]}"'
    headers = HEADERS | {"ETag": mark}
    if mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=f"{media_type}; charset=utf-8")


def _sent_content(path: str, content: bytes) -> bytes:
    """A file as it is sent: a script of our own without what only its readers need."""
    is_own_script = path.endswith(".js") and not path.startswith(VENDORED)
    return sent_script(content.decode()).encode() if is_own_script else content


def _files_below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _files_below(item, f"{path}{item.name}/")
        elif item.name.rpartition(".")[2] in MEDIA_TYPES:
            yield f"{path}{item.name}", item.read_bytes()
