"""The developer tool writes what npm publishes as browsers load it, with licences, and says what is newer."""

import hashlib
import io
import json
import re
import tarfile
from importlib.resources import files
from pathlib import Path

from api.page.vendor_tool import MODULES, browser_text, write_modules

FOLDER = files("api.page")


class Registry:
    """Packs every package with its modules, and knows one newer version."""

    def __call__(self, folder: Path, arguments: list[str]) -> str:
        """What npm would print."""
        match arguments:
            case ["pack", spec, "--json"]:
                package, _, _ = spec.partition("@")
                file = f"{package}.tgz"
                with tarfile.open(folder / file, "w:gz") as archive:
                    self._add(archive, "LICENSE", f"The licence of {package}\n")
                    self._add(archive, "package.json", json.dumps({"license": "MIT"}))
                    for module in MODULES:
                        if module.package == package:
                            self._add(
                                archive,
                                module.path,
                                f'import{{h}}from"preact";\n//# sourceMappingURL={package}',
                            )
                return json.dumps([{"filename": file}])
            case ["view", package, "version", "--json"]:
                return json.dumps("99.0.0" if package == "htm" else MODULES[0].version)
            case _:
                raise AssertionError(arguments)

    def _add(self, archive: tarfile.TarFile, path: str, text: str) -> None:
        entry = tarfile.TarInfo(f"package/{path}")
        entry.size = len(text.encode())
        archive.addfile(entry, io.BytesIO(text.encode()))


def test_modules_name_the_files_beside_them() -> None:
    text = browser_text('import{options as n}from"preact";var t=1;\n//# sourceMappingURL=hooks.mjs.map\n')

    assert text == 'import{options as n}from"./preact.js";var t=1;\n'


def test_tool_writes_modules_and_notice(tmp_path: Path) -> None:
    notice = tmp_path / "NOTICE.md"

    newer = write_modules(Registry(), tmp_path, notice)

    assert newer == ["htm 99.0.0"]
    assert {path.name for path in tmp_path.iterdir()} == {"NOTICE.md", *(module.name for module in MODULES)}
    for module in MODULES:
        content = (tmp_path / module.name).read_bytes()
        assert content == b'import{h}from"./preact.js";\n'
        assert hashlib.sha256(content).hexdigest() in notice.read_text("utf-8")
    assert notice.read_text("utf-8").count("The licence of") == 2


def test_vendored_modules_are_as_noted() -> None:
    notice = FOLDER.joinpath("NOTICE.md").read_text("utf-8")
    noted = dict(re.findall(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", notice, re.MULTILINE))

    contents = {name: FOLDER.joinpath("served", "vendored", name).read_bytes() for name in noted}
    assert noted.keys() == {module.name for module in MODULES}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()} == noted


def test_every_licence_has_its_text() -> None:
    notice = FOLDER.joinpath("NOTICE.md").read_text("utf-8")

    assert set(re.findall(r"^\| `.*\| ([\w.-]+) \| `[0-9a-f]+` \|$", notice, re.MULTILINE)) == {
        "MIT",
        "Apache-2.0",
    }
    assert "Permission is hereby granted, free of charge, to any person obtaining a copy" in notice
    assert "Version 2.0, January 2004" in notice
