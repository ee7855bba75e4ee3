"""The user's folders: the platform's, or where `XDG_*` say."""

from pathlib import Path

import pytest

from graph.server.folders import default_cache, default_home


def test_folders_stand_below_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)

    assert default_home() == tmp_path / ".local" / "share" / "throughline"
    assert default_cache() == tmp_path / ".cache" / "throughline"


def test_folders_follow_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    assert default_home() == tmp_path / "data" / "throughline"
    assert default_cache() == tmp_path / "cache" / "throughline"


def test_empty_names_mean_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "")
    monkeypatch.setenv("XDG_CACHE_HOME", " ")

    assert default_home() == tmp_path / ".local" / "share" / "throughline"
    assert default_cache() == tmp_path / ".cache" / "throughline"
