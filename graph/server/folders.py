"""The user's folders of the platform, or where `XDG_*` say: the defaults of the local server."""

from pathlib import Path

from platformdirs import user_cache_path, user_data_path

NAME = "throughline"


def default_home() -> Path:
    """The folder of the one server that a user has unless another is named."""
    return user_data_path(NAME, appauthor=False)


def default_cache() -> Path:
    """The folder all homes of a user share."""
    return user_cache_path(NAME, appauthor=False)
