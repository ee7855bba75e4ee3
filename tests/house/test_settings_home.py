"""The environment is read in one place; what starts another program may hand it on."""

import ast

from tests.house.sources import Source, imported, place, sources

HOME = "api/settings.py"
EXCUSED = {
    "tests/conftest.py": "NEO4J_URI names the server of a test run before any settings exist",
    "tests/chromium.py": "CHROMIUM names the browser of a test run",
}
READERS = frozenset({"os.environ", "os.environb", "os.getenv", "environ", "getenv"})


def readings(source: Source) -> list[str]:
    """Places of a file that look into the environment or declare settings."""
    attributes = (node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute))
    found = [place(source, node) for node in attributes if ast.unparse(node) in READERS]
    taken = [
        f"{source.path}: {name}" for name in imported(source.tree) if name.startswith("pydantic_settings")
    ]
    return found + taken + [f"{source.path}: {name}" for name in imported(source.tree) if name in READERS]


def test_environment_is_read_in_settings() -> None:
    others = (file for file in sources() if file.path != HOME and file.path not in EXCUSED)

    assert [found for file in others for found in readings(file)] == []


def test_excuses_are_still_needed() -> None:
    by_path = {source.path: source for source in sources()}

    assert [path for path in EXCUSED if path not in by_path or not readings(by_path[path])] == []
