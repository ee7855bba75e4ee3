"""Settings: the environment of the process, read once and refused at start if anything in it is wrong."""

import os
import re
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph.errors import Misconfigured
from graph.server.folders import default_cache, default_home

PREFIX = "THROUGHLINE_"
NEO4J_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
SHOWN_DEFAULTS = {"home": "`~/.local/share/throughline`", "cache": "`~/.cache/throughline`"}


class Settings(BaseSettings):
    """What can be set; the environment name is the prefix and the field's name, unless it has an own one."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, populate_by_name=True, extra="forbid", frozen=True
    )

    trusted_network: bool = Field(
        default=False,
        description="`true`: listen on other addresses than loopback too, as in a container; whoever reaches "
        "the port may read and change everything, so let the network in front keep others out.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on. Only loopback, until access control exists, "
        "unless `THROUGHLINE_TRUSTED_NETWORK` is set.",
    )
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    public_url: str | None = Field(
        default=None,
        description="What links in reports begin with, such as `https://journeys.example.org`. "
        "Absent: the address that was asked.",
    )
    home: Path = Field(
        default_factory=default_home,
        description="Folder of the local server: data, state and password. Two homes are two installations.",
    )
    cache: Path = Field(
        default_factory=default_cache,
        description="Folder for the files of the local server, shared by all homes.",
    )
    maven_repository: str | None = Field(
        default=None,
        description="Mirror to fetch the local server from, instead of the public Maven repository.",
    )
    log_format: Literal["auto", "text", "json"] = Field(
        default="auto", description="`text` for people, `json` for machines, `auto`: text on a terminal."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least important log lines to write."
    )
    slow_statement: float = Field(
        default=1.0,
        ge=0,
        description="Seconds from which on a statement gets a line of the log while serving; `0`: each one.",
    )
    warm_up: bool = Field(
        default=True,
        description="Run the documents of reports and page once at the start, beside serving, so that their "
        "first requests are fast: two minutes of one core. `false` for a process that soon ends.",
    )
    deadline: float = Field(default=10.0, gt=0, le=300, description="Seconds a request may take.")
    max_body_bytes: int = Field(
        default=1_000_000, ge=1_000, description="Largest body of a request, in bytes."
    )
    max_tokens: int = Field(default=10_000, ge=100, description="Most words and signs in a GraphQL document.")
    max_depth: int = Field(
        default=15, ge=1, le=100, description="Deepest nesting of fields, and of input objects."
    )
    max_aliases: int = Field(default=100, ge=0, description="Most aliases, with fragments written out.")
    max_fields: int = Field(
        default=2_000, ge=1, description="Most fields and input objects, with fragments written out."
    )
    max_cost: int = Field(
        default=100_000,
        ge=1,
        description="Most records at the ends of a request: page sizes multiplied downwards.",
    )
    neo4j_uri: str | None = Field(
        default=None,
        validation_alias="NEO4J_URI",
        description="Database to use, such as `neo4j+s://…`. Absent: a local server is run.",
    )
    neo4j_username: str = Field(
        default="neo4j", validation_alias="NEO4J_USERNAME", description="User of that database."
    )
    neo4j_password: SecretStr | None = Field(
        default=None, validation_alias="NEO4J_PASSWORD", description="Its password; or `NEO4J_PASSWORD_FILE`."
    )
    neo4j_database: str = Field(
        default="neo4j", validation_alias="NEO4J_DATABASE", description="Name of the database on that server."
    )

    @field_validator("host")
    @classmethod
    def _allowed_host(cls, host: str, info: ValidationInfo) -> str:
        if is_loopback(host):
            return host
        if not info.data.get("trusted_network"):
            raise ValueError(
                "only a loopback address (127.0.0.1, ::1, localhost) is allowed until access control exists"
            )
        if not _is_address(host):
            raise ValueError("must be an IP address, such as 0.0.0.0 for all of this machine")
        return host

    @field_validator("home", "cache")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @field_validator("maven_repository", "public_url")
    @classmethod
    def _web_address(cls, address: str | None) -> str | None:
        if address is not None and not address.startswith(("https://", "http://")):
            raise ValueError("must be an address that starts with https:// or http://")
        return address

    @field_validator("public_url")
    @classmethod
    def _bare_address(cls, address: str | None) -> str | None:
        if address is not None and re.search(r"[?#;,'\"\s]", address):
            raise ValueError("must be an address without a query")
        return address and address.rstrip("/")

    @field_validator("neo4j_uri")
    @classmethod
    def _known_scheme(cls, uri: str | None) -> str | None:
        scheme, separator, rest = (uri or "").partition("://")
        if uri is not None and (not separator or scheme not in NEO4J_SCHEMES or not rest):
            raise ValueError(f"must be an address that starts with one of {', '.join(NEO4J_SCHEMES)} and ://")
        if "@" in rest:
            raise ValueError("must not carry a user or password: use NEO4J_USERNAME and NEO4J_PASSWORD")
        return uri

    @model_validator(mode="after")
    def _password_given(self) -> Self:
        if self.neo4j_uri is not None and self.neo4j_password is None:
            raise ValueError("NEO4J_URI is set, so NEO4J_PASSWORD or NEO4J_PASSWORD_FILE must be, too")
        return self

    @property
    def address(self) -> str:
        """Where the API is found when it is served with these settings."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def is_loopback(host: str) -> bool:
    """Whether an address or name means this machine and no other."""
    return host.lower() == "localhost" or (_is_address(host) and ip_address(host.strip("[]")).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def read_settings(**given: Any) -> Settings:
    """The settings of the environment; `given` (from the command line, `None` is absent) goes first.

    Raises `Misconfigured` with everything that is wrong, one line each.
    """
    secrets, problems = _secrets_from_files()
    problems += _unknown_names()
    values: dict[str, Any] = secrets | {name: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(**values)
    except ValidationError as error:
        problems += [_problem_line(detail) for detail in error.errors(include_url=False)]
    else:
        if not problems:
            return settings
    raise Misconfigured("\n".join(["The settings are refused:", *(f"  {problem}" for problem in problems)]))


def settings_table() -> str:
    """The table of the README: each setting, its default and its meaning."""
    rows = [
        f"| `{_name(field)}` | {_shown_default(field)} | {Settings.model_fields[field].description} |"
        for field in Settings.model_fields
    ]
    return "\n".join(["| Setting | Default | Meaning |", "| --- | --- | --- |", *rows, ""])


def _name(field: str) -> str:
    alias = Settings.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else PREFIX + field.upper()


def _names() -> dict[str, str]:
    """Every environment name, to its field."""
    return {_name(field): field for field in Settings.model_fields}


def _secret_names() -> dict[str, str]:
    return {
        name: field
        for name, field in _names().items()
        if Settings.model_fields[field].annotation == SecretStr | None
    }


def _shown_default(field: str) -> str:
    if field in SHOWN_DEFAULTS:
        return SHOWN_DEFAULTS[field]
    default: object = Settings.model_fields[field].default
    if default is None:
        return "–"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


def _secrets_from_files() -> tuple[dict[str, str], list[str]]:
    values: dict[str, str] = {}
    problems: list[str] = []
    for name, field in _secret_names().items():
        path = os.environ.get(f"{name}_FILE")
        if not path:
            continue
        if os.environ.get(name):
            problems.append(f"{name} and {name}_FILE are both set: keep one of them")
            continue
        try:
            values[field] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            problems.append(f"{name}_FILE={path}: the file cannot be read ({reason})")
    return values, problems


def _unknown_names() -> list[str]:
    """Names with our prefix that mean nothing: most likely misspelt, and silently without effect."""
    known = [*_names(), *(f"{name}_FILE" for name in _secret_names())]
    problems: list[str] = []
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, 1, 0.8)
            hint = f": did you mean {near[0]}?" if near else ""
            problems.append(f"{name} is no setting{hint}")
    return problems


def _problem_line(detail: Any) -> str:
    """One line for one of pydantic's errors; a value is shown unless it could be secret."""
    message = str(detail["msg"]).removeprefix("Value error, ")
    if not detail["loc"]:
        return message
    place = str(detail["loc"][0])
    name = _name(place) if place in Settings.model_fields else place
    shown = f"={detail['input']}" if name.startswith(PREFIX) else ""
    return f"{name}{shown}: {message[0].lower() + message[1:]}"
