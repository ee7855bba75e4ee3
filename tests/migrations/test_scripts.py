"""Migration files: names, statements, checksums, and every reason to refuse one."""

from pathlib import Path

import pytest

from migrations.runner import FOLDER
from migrations.scripts import checksum, read_file, read_folder, version_order

SCHEMA = "CREATE INDEX probe_size IF NOT EXISTS FOR (p:Probe) ON (p.size);\n"
DATA = "MATCH (p:Probe) SET p.size = 1;\n"


def statements(folder: Path, text: str) -> tuple[str, ...]:
    """What a file with this text would run; it must be fit."""
    path = folder / "V0001__Test.cypher"
    path.write_bytes(text.encode())
    migration, problems = read_file(path)

    assert problems == []
    assert migration is not None
    return migration.statements


def problems(folder: Path, **texts: str) -> list[str]:
    """What is wrong with a folder of files named by keyword."""
    for name, text in texts.items():
        (folder / f"{name}.cypher").write_text(text)
    return read_folder(folder)[1]


def test_files_of_project_are_fit() -> None:
    assert read_folder(FOLDER)[1] == []


def test_name_gives_version_and_description(tmp_path: Path) -> None:
    path = tmp_path / "V0012__Add_persona.cypher"
    path.write_text(SCHEMA)

    migration, _ = read_file(path)

    assert migration is not None
    assert (migration.version, migration.description, migration.source) == ("0012", "Add persona", path.name)
    assert migration.is_schema


def test_folder_is_ordered_by_number(tmp_path: Path) -> None:
    for name in ("V10__c", "V9__b", "V0002__a"):
        (tmp_path / f"{name}.cypher").write_text(DATA)
    (tmp_path / "notes.txt").write_text("not a migration")

    found, wrong = read_folder(tmp_path)

    assert [migration.description for migration in found] == ["a", "b", "c"]
    assert wrong == []


def test_versions_compare_as_numbers() -> None:
    assert version_order("0009") < version_order("10") < version_order("10.1") < version_order("V0011")


def test_statements_end_at_line_ends(tmp_path: Path) -> None:
    text = "MATCH (p:Probe)\nSET p.a = 1;  \r\nMATCH (p:Probe) SET p.a = 2;\n\nMATCH (p:Probe) SET p.a = 3"

    assert statements(tmp_path, text) == (
        "MATCH (p:Probe)\nSET p.a = 1",
        "MATCH (p:Probe) SET p.a = 2",
        "MATCH (p:Probe) SET p.a = 3",
    )


@pytest.mark.parametrize(
    "statement",
    [
        "SET p.text = 'one;\ntwo'",
        'SET p.text = "it\'s;\n"',
        r"SET p.text = 'it\'s;" + "\n'",
        "SET p.`odd;\nname` = 1",
        "// a comment; isn't it;\nSET p.size = 8 / 2 / 1",
        "/* several;\nlines' */ SET p.size = 1",
        "SET p.url = 'http://here;\n/*'",
    ],
)
def test_quotes_and_comments_end_nothing(tmp_path: Path, statement: str) -> None:
    found = statements(tmp_path, f"MATCH (p:Probe)\n{statement};\n{DATA}// the end;\n/* really;\n */\n")

    assert found == (f"MATCH (p:Probe)\n{statement}", DATA.strip(";\n"))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_checksum_is_that_of_java_tool(line_end: str) -> None:
    # The value stands in the Java tool's own tests, for these three ends of a line.
    assert checksum(f"MATCH (n) RETURN count(n) AS n;{line_end}" * 3) == "1902097523"


def test_checksum_notes_changed_comment() -> None:
    assert checksum(f"// why\n{DATA}") != checksum(f"// what\n{DATA}")
    assert checksum(DATA) == checksum(f"\n{DATA}\n\n")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "it holds no statement."),
        ("// nothing but a comment;\n", "it holds no statement."),
        (SCHEMA + DATA, "it changes schema and data"),
        (DATA + "DROP INDEX probe_size IF EXISTS;\n", "it changes schema and data"),
        ("CREATE INDEX probe_size FOR (p:Probe) ON (p.size);\n", "statement 1 cannot be run again"),
        (SCHEMA + "DROP CONSTRAINT /* IF EXISTS */ probe_key;\n", "statement 2 cannot be run again"),
        ("CREATE FULLTEXT INDEX s FOR (p:Probe) ON EACH [p.name];\n", "statement 1 cannot be run again"),
        (
            "MATCH (p:Probe) SET p.size = 1; MATCH (p:Probe) SET p.size = 2;\n",
            "a semicolon stands inside a line",
        ),
        ("CALL { CREATE (:Probe) } IN TRANSACTIONS OF 10 ROWS;\n", "statement 1 opens transactions"),
        ("CALL { CREATE (:Probe) } IN 4 CONCURRENT TRANSACTIONS;\n", "statement 1 opens transactions"),
        ("MATCH (p:Probe)\nSET p.text = 'open;\n", "the ' in line 2 is never closed."),
        ("/* open\n" + DATA, "the /* in line 1 is never closed."),
    ],
)
def test_unfit_file_is_named(tmp_path: Path, text: str, problem: str) -> None:
    found = problems(tmp_path, V0001__Wrong=text)

    assert len(found) == 1
    assert found[0].startswith(f"V0001__Wrong.cypher: {problem}")


def test_schema_words_in_quotes_are_data(tmp_path: Path) -> None:
    text = "MERGE (:Probe {key: 'CREATE INDEX'});\nCREATE (:Probe {key: 'DROP CONSTRAINT x'});\n"

    assert problems(tmp_path, V0001__Data=text) == []


@pytest.mark.parametrize(
    "name", ["V1_Journeys", "v0001__x", "R0001__Repeatable", "V__x", "V0001__a-b", "Journeys"]
)
def test_wrong_name_is_told(tmp_path: Path, name: str) -> None:
    assert problems(tmp_path, **{name: DATA}) == [
        f"{name}.cypher is no name of a migration: write it like V0007__Add_persona.cypher."
    ]


def test_same_version_twice_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, V0001__First=DATA, V01__Second=DATA)

    assert found == [
        "V0001__First.cypher and V01__Second.cypher have the same version: give one the next number."
    ]


def test_bytes_of_other_encoding_are_told(tmp_path: Path) -> None:
    (tmp_path / "V0001__Latin.cypher").write_bytes("// Übergänge\n".encode("latin-1") + DATA.encode())

    assert read_folder(tmp_path) == ([], ["V0001__Latin.cypher is not text in UTF-8: save it as such."])
