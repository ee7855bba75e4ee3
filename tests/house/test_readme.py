"""Every command and every file that the README names is there."""

import re
import shlex
from typing import Any

from typer.main import get_command

from api.cli import main
from tests.house.sources import ROOT, files

README = (ROOT / "README.md").read_text("utf-8")
FENCES = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
BLOCKS = [text for language, text in FENCES.findall(README) if not language]
CODE = "\n".join([*BLOCKS, *re.findall(r"`([^`\n]+)`", FENCES.sub("", README))])


def verb(words: list[str]) -> list[str]:
    """The part of a command line that names a verb; its options must be those of that verb."""
    command: Any = get_command(main.app)
    named: list[str] = []
    while words[len(named) :] and words[len(named)] in getattr(command, "commands", {}):
        command = command.commands[words[len(named)]]
        named.append(words[len(named)])
    if named == ["seed"]:
        command = command.commands["files"]
    options = {str(option) for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options, words
    return named


def test_named_verbs_are_known() -> None:
    lines = re.findall(r"^throughline (.+)$", CODE, re.MULTILINE)
    told = [shlex.split(line, comments=True) for line in lines]

    assert len(told) > 8
    assert [words for words in told if not verb(words)] == []


def test_named_make_verbs_are_known() -> None:
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z-]+)", CODE, re.MULTILINE))

    assert {"up", "test", "bench", "help"} <= named <= verbs


def test_linked_files_are_there() -> None:
    linked = {path for path in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in path}

    assert len(linked) > 4
    assert [path for path in linked if path not in files() and not (ROOT / path).is_dir()] == []
