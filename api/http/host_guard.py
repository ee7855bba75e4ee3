"""The door of the application: only requests that mean this machine come in."""

from collections.abc import Mapping
from functools import lru_cache

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Code
from api.settings import is_loopback

KEPT_HOSTS = 100
MISDIRECTED = (
    "This server answers to loopback names only: use http://127.0.0.1 or http://localhost with its port."
)


NOSNIFF = (b"x-content-type-options", b"nosniff")


class HostGuard:
    """Refuses a Host that is not loopback: through one, a web page elsewhere could reach us.

    What comes in for one of the `lanes` takes no other step: routing costs more than a small answer.
    """

    def __init__(self, app: ASGIApp, lanes: Mapping[str, ASGIApp]) -> None:
        self.app = app
        self.lanes = lanes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer 421."""
        if scope["type"] == "http" and not _means_us(_host(scope)):
            error = {"message": MISDIRECTED, "extensions": {"code": Code.FORBIDDEN.value}}
            await JSONResponse({"errors": [error]}, 421)(scope, receive, send)
        else:
            app = self.lanes.get(scope.get("path", ""), self.app)
            await app(scope, receive, _with_nosniff(send))


def _host(scope: Scope) -> bytes:
    return next((value for name, value in scope["headers"] if name == b"host"), b"")


@lru_cache(KEPT_HOSTS)
def _means_us(host: bytes) -> bool:
    name = host.decode("latin-1")
    return is_loopback(name.partition("]")[0] if name.startswith("[") else name.partition(":")[0])


def _with_nosniff(send: Send) -> Send:
    async def send_with_nosniff(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), NOSNIFF]
        await send(message)

    return send_with_nosniff
