"""Structured logs: one line an event on stderr, with names, numbers and ids, never a value of a request."""

import logging
import sys
from typing import TYPE_CHECKING, Literal, TextIO

import orjson
import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
# These quote requests, addresses with queries in them, or statements.
SILENCED = ("strawberry.execution", "uvicorn.access", "neo4j.notifications")


def configure(style: Literal["auto", "text", "json"], level: str, stream: TextIO | None = None) -> None:
    """Send our events and those of the libraries through one set of processors to `stream` (stderr)."""
    out: TextIO = sys.stderr if stream is None else stream
    as_text = style == "text" or (style == "auto" and out.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=out.isatty())
        if as_text
        else structlog.processors.JSONRenderer(_json)
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=out),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _without_exception, structlog.stdlib.PositionalArgumentsFormatter()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(LEVELS[level], logging.WARNING))
    logging.getLogger("uvicorn.error").setLevel(max(LEVELS[level], logging.WARNING))
    for name in SILENCED:
        silent = logging.getLogger(name)
        silent.handlers, silent.propagate = [logging.NullHandler()], False


def _json(event: object, **_: object) -> str:
    return orjson.dumps(event, default=str).decode()


def _without_exception(
    _logger: object, _method: str, event: "structlog.typing.EventDict"
) -> "structlog.typing.EventDict":
    """A library's error by its kind: its message may quote values."""
    error = event.pop("exc_info", None)
    if isinstance(error, tuple) and error[0] is not None:
        event["error"] = error[0].__qualname__
    return event
