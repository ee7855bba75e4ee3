"""Settings: defaults, environment, files with secrets, and one message for all that is wrong."""

from pathlib import Path

import pytest

from api.settings import Settings, is_loopback, read_settings, settings_table
from graph.errors import Misconfigured


@pytest.fixture(autouse=True)
def _blank(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)


def refused(**given: object) -> str:
    """The message with which settings are refused."""
    with pytest.raises(Misconfigured) as caught:
        read_settings(**given)
    return caught.value.message


def test_defaults_need_no_environment() -> None:
    settings = read_settings()

    assert (settings.host, settings.port, settings.deadline) == ("127.0.0.1", 8000, 10.0)
    assert settings.neo4j_uri is None


def test_environment_goes_before_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_PORT", "9001")
    monkeypatch.setenv("THROUGHLINE_MAX_DEPTH", "")

    settings = read_settings()

    assert settings.port == 9001
    assert settings.max_depth == 15


def test_given_values_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_PORT", "9001")

    assert read_settings(port=9002).port == 9002
    assert read_settings(port=None).port == 9001


def test_folders_follow_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    settings = read_settings()

    assert settings.home == tmp_path / "data" / "throughline"
    assert settings.cache == tmp_path / "cache" / "throughline"


def test_home_becomes_an_absolute_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THROUGHLINE_HOME", "mine")

    assert read_settings().home == tmp_path / "mine"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("[::1]", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("example.org", False),
        ("127.0.0.1.example.org", False),
        ("", False),
    ],
)
def test_loopback_is_told_from_others(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_other_addresses_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_HOST", "0.0.0.0")

    message = refused()

    assert "THROUGHLINE_HOST=0.0.0.0" in message
    assert "until access control exists" in message


@pytest.mark.parametrize(("trusted", "allowed"), [("true", True), ("false", False), ("", False)])
def test_trusted_networks_allow_other_addresses(
    trusted: str, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_HOST", "0.0.0.0")
    monkeypatch.setenv("THROUGHLINE_TRUSTED_NETWORK", trusted)

    if allowed:
        assert read_settings().host == "0.0.0.0"
    else:
        assert "THROUGHLINE_HOST=0.0.0.0: only a loopback address" in refused()


def test_trusted_names_are_no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_HOST", "example.org")
    monkeypatch.setenv("THROUGHLINE_TRUSTED_NETWORK", "true")

    assert "THROUGHLINE_HOST=example.org: must be an IP address" in refused()


def test_everything_wrong_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_PORT", "eighty")
    monkeypatch.setenv("THROUGHLINE_DEADLINE", "0")
    monkeypatch.setenv("THROUGHLINE_MAX_DEPHT", "3")
    monkeypatch.setenv("THROUGHLINE_MAVEN_REPOSITORY", "mirror")
    monkeypatch.setenv("NEO4J_URI", "http://localhost:7474")

    lines = refused().splitlines()

    assert lines[0] == "The settings are refused:"
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "THROUGHLINE_MAX_DEPHT is no setting",
        "THROUGHLINE_PORT=eighty",
        "THROUGHLINE_MAVEN_REPOSITORY=mirror",
        "THROUGHLINE_DEADLINE=0",
        "NEO4J_URI",
    ]
    assert "did you mean THROUGHLINE_MAX_DEPTH?" in lines[1]


def test_unknown_name_without_likeness(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_XYZ", "1")

    assert refused().endswith("THROUGHLINE_XYZ is no setting")


def test_database_needs_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "neo4j://localhost")

    assert "NEO4J_PASSWORD or NEO4J_PASSWORD_FILE" in refused()


def test_address_may_carry_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "neo4j://ann:geheim@localhost")
    monkeypatch.setenv("NEO4J_PASSWORD", "geheim")

    message = refused()

    assert "NEO4J_USERNAME and NEO4J_PASSWORD" in message
    assert "geheim" not in message


def test_secret_comes_from_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("geheim\n", encoding="utf-8")
    monkeypatch.setenv("NEO4J_URI", "neo4j://localhost")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(tmp_path / "password"))

    settings = read_settings()

    assert settings.neo4j_password is not None
    assert settings.neo4j_password.get_secret_value() == "geheim"
    assert "geheim" not in repr(settings)


def test_unreadable_secret_files_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(tmp_path / "absent"))

    assert f"NEO4J_PASSWORD_FILE={tmp_path / 'absent'}: the file cannot be read" in refused()


def test_binary_secret_files_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_bytes(b"\xff\xfe")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(tmp_path / "password"))

    assert "not UTF-8" in refused()


def test_secret_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "one")
    monkeypatch.setenv("NEO4J_PASSWORD_FILE", str(tmp_path / "other"))

    assert "keep one of them" in refused()


def test_table_names_every_setting() -> None:
    rows = settings_table().splitlines()[2:]

    assert len(rows) == len(Settings.model_fields)
    assert "| `THROUGHLINE_PORT` | `8000` | Port to listen on. |" in rows
    assert all(row.count("|") == 4 and row.endswith(". |") for row in rows)
    assert any(row.startswith("| `NEO4J_PASSWORD` | – |") for row in rows)


def test_settings_stand_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")

    assert settings_table() in readme


def test_public_address_is_told_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_PUBLIC_URL", "https://journeys.example.org/board/")
    settings = read_settings()

    assert settings.public_url == "https://journeys.example.org/board"
    for wrong in ("journeys.example.org", "https://example.org/?a=b"):
        monkeypatch.setenv("THROUGHLINE_PUBLIC_URL", wrong)
        with pytest.raises(Misconfigured, match="THROUGHLINE_PUBLIC_URL"):
            read_settings()
