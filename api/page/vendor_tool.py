"""Developer tool: writes the vendored modules of the page (`python -m api.page.vendor_tool`).

They come through npm as it is set up here; it says which of them are out in a newer version.
"""

import json
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

FOLDER = Path(__file__).parent
VENDORED = FOLDER / "served" / "vendored"
NOTICE = FOLDER / "NOTICE.md"
INTRODUCTION = """\
# What the page contains of others

The modules in `served/vendored`, as they are published on npm, written by `python -m api.page.vendor_tool`:
the reference to a source map is cut off, and the hooks' import of `preact` names the file beside it.

| module | package | version | licence | SHA-256 |
|---|---|---|---|---|
"""

# Runs npm with some arguments in a folder, and answers with what it prints.
Npm = Callable[[Path, list[str]], str]


@dataclass(frozen=True, slots=True)
class Module:
    """One file of a package, under the name that the page imports it by."""

    name: str
    package: str
    version: str
    path: str


MODULES = (
    Module("preact.js", "preact", "11.2.0", "dist/preact.mjs"),
    Module("hooks.js", "preact", "11.2.0", "hooks/dist/hooks.mjs"),
    Module("htm.js", "htm", "3.1.1", "dist/htm.mjs"),
)


def run_npm(folder: Path, arguments: list[str]) -> str:
    """What npm prints. Raises CalledProcessError where it fails."""
    done = subprocess.run(["npm", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def browser_text(text: str) -> str:
    """A published module as browsers load it without a build: no bare name, no source map."""
    lines = [line for line in text.splitlines() if not line.startswith("//# sourceMappingURL=")]
    return "\n".join(lines).replace('from"preact"', 'from"./preact.js"') + "\n"


def write_modules(npm: Npm, vendored: Path, notice: Path) -> list[str]:
    """Write the modules and what is said of them; which packages have a newer version."""
    rows, licences = list[str](), dict[str, str]()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for module in MODULES:
            content = _package(npm, folder, module)
            licence = str(json.loads((content / "package.json").read_text("utf-8"))["license"])
            text = browser_text((content / module.path).read_text("utf-8"))
            (vendored / module.name).write_text(text, "utf-8")
            mark = sha256(text.encode()).hexdigest()
            rows.append(f"| `{module.name}` | {module.package} | {module.version} | {licence} | `{mark}` |")
            licences[module.package] = (content / "LICENSE").read_text("utf-8").strip()
        newest = {
            package: json.loads(npm(folder, ["view", package, "version", "--json"])) for package in licences
        }
    texts = "".join(f"\n## {package}\n\n```\n{text}\n```\n" for package, text in licences.items())
    notice.write_text(f"{INTRODUCTION}{chr(10).join(rows)}\n{texts}", "utf-8")
    used = {module.package: module.version for module in MODULES}
    return [f"{package} {newest[package]}" for package in used if newest[package] != used[package]]


def _package(npm: Npm, folder: Path, module: Module) -> Path:
    """The content of a package, fetched once."""
    content = folder / module.package
    if not content.exists():
        printed = npm(folder, ["pack", f"{module.package}@{module.version}", "--json"])
        with tarfile.open(folder / json.loads(printed)[0]["filename"]) as archive:
            archive.extractall(content, filter="data")
    return content / "package"


if __name__ == "__main__":
    VENDORED.mkdir(exist_ok=True)
    newer = write_modules(run_npm, VENDORED, NOTICE)
    Console().print("Newer: " + ", ".join(newer) if newer else "Written; nothing newer is out.")
