"""The door of the application: only requests that mean this machine come in."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Code
from api.settings import is_loopback

MISDIRECTED = (
    "This server answers to loopback names only: use http://127.0.0.1 or http://localhost with its port."
)


class Entrance:
    """Refuses a Host that is not loopback: through one, a web page elsewhere could reach us."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer 421."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif is_loopback(_name(Headers(scope=scope).get("host", ""))):
            await self.app(scope, receive, _guarded(send))
        else:
            error = {"message": MISDIRECTED, "extensions": {"code": Code.FORBIDDEN.value}}
            await JSONResponse({"errors": [error]}, 421)(scope, receive, send)


def _name(host: str) -> str:
    """A Host without its port."""
    return host.partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["X-Content-Type-Options"] = "nosniff"
        await send(message)

    return guarded
