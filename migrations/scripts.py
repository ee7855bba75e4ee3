"""Migration files: their names, statements and checksums, and what makes one unfit to run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from zlib import crc32

# Names and checksums are those of the Java tool neo4j-migrations: either can continue the other's work.
_NAME = re.compile(r"V(?P<version>\d+)__(?P<description>[A-Za-z0-9_ ]+)\.cypher")
_JAVA_BLANK = "".join(map(chr, range(0x21)))

_PIECE = re.compile(
    r"""(?P<comment> //[^\n]* | /\*.*?\*/ )
      | (?P<quoted> '(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" | `[^`]*` )
      | (?P<open> /\* | ['"`] )
      | (?P<end> ;[ \t\r]*(?=\n|\Z) )
      | (?P<plain> [^/'"`;]+ | . )""",
    re.DOTALL | re.VERBOSE,
)
_SCHEMA = re.compile(
    r"(?:CREATE|DROP)\s+(?:(?:RANGE|TEXT|POINT|LOOKUP|FULLTEXT|VECTOR)\s+)?(?:INDEX|CONSTRAINT)\b"
)
_REPEATABLE = re.compile(r"\bIF\s+(?:NOT\s+)?EXISTS\b")
_OWN_TRANSACTIONS = re.compile(r"\bIN\s+(?:\S+\s+)?(?:CONCURRENT\s+)?TRANSACTIONS\b")


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: either statements on the schema or statements on data."""

    version: str
    description: str
    source: str
    checksum: str
    statements: tuple[str, ...]
    is_schema: bool

    @property
    def order(self) -> tuple[int, ...]:
        """Sorts versions as numbers."""
        return version_order(self.version)


@dataclass(frozen=True, slots=True)
class _Part:
    """A statement as written, and in capitals without its comments and quoted text."""

    text: str
    bare: str

    @property
    def is_schema(self) -> bool:
        return _SCHEMA.match(self.bare) is not None


def version_order(version: str) -> tuple[int, ...]:
    """Sorts versions as numbers; one of another tool, such as 1.2, as several."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def read_folder(folder: Path) -> tuple[list[Migration], list[str]]:
    """The migrations of a folder in their order, and what is wrong with its files, a sentence each."""
    found: list[Migration] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.cypher")):
        migration, wrong = read_file(path)
        problems += wrong
        if migration is not None:
            found.append(migration)
    found.sort(key=lambda migration: migration.order)
    for first, second in pairwise(found):
        if first.order == second.order:
            problems.append(
                f"{first.source} and {second.source} have the same version: give one the next number."
            )
    return found, problems


def read_file(path: Path) -> tuple[Migration | None, list[str]]:
    """The migration in a file, None if its name is none, and what is wrong with it."""
    name = _NAME.fullmatch(path.name)
    if name is None:
        return None, [f"{path.name} is no name of a migration: write it like V0007__Add_persona.cypher."]
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        return None, [f"{path.name} is not text in UTF-8: save it as such."]
    parts, problems = _parts(text)
    migration = Migration(
        version=name["version"],
        description=name["description"].replace("_", " "),
        source=path.name,
        checksum=checksum(text),
        statements=tuple(part.text for part in parts),
        is_schema=bool(parts) and all(part.is_schema for part in parts),
    )
    return migration, [f"{path.name}: {problem}" for problem in problems or _unfit(parts)]


def checksum(text: str) -> str:
    """CRC-32 over the statements of a file as a decimal number; space between statements does not count."""
    total = 0
    for piece in re.split(r";(?:\r?\n|\r)", text):
        statement = re.sub(r";\Z", "", piece.strip(_JAVA_BLANK)).strip(_JAVA_BLANK)
        total = crc32(statement.encode(), total)
    return str(total)


def _parts(text: str) -> tuple[list[_Part], list[str]]:
    parts: list[_Part] = []
    problems: list[str] = []
    start = 0
    bare: list[str] = []
    for kind, end, piece in [*_pieces(text), ("end", len(text), "")]:
        if kind == "open":
            return [], [f"the {piece} in line {text.count(chr(10), 0, end) + 1} is never closed."]
        if kind != "end":
            bare.append(piece.upper() if kind == "plain" else " ")
            continue
        words = "".join(bare).strip()
        if ";" in words:
            problems.append("a semicolon stands inside a line: end each statement at the end of its line.")
        if words:
            parts.append(_Part(text[start:end].strip(), words))
        start, bare = end + 1, []
    return parts, problems


def _pieces(text: str) -> Iterator[tuple[str, int, str]]:
    """Kind, start and text of every comment, quoted text, end of a statement, and what is between them."""
    for match in _PIECE.finditer(text):
        yield str(match.lastgroup), match.start(), match[0]


def _unfit(parts: list[_Part]) -> list[str]:
    problems: list[str] = []
    if not parts:
        problems.append("it holds no statement.")
    if len({part.is_schema for part in parts}) > 1:
        problems.append(
            "it changes schema and data: Neo4j refuses both in one, so split it into two migrations."
        )
    for number, part in enumerate(parts, start=1):
        if part.is_schema and not _REPEATABLE.search(part.bare):
            problems.append(
                f"statement {number} cannot be run again: add IF NOT EXISTS, or IF EXISTS to a DROP."
            )
        if _OWN_TRANSACTIONS.search(part.bare):
            problems.append(
                f"statement {number} opens transactions: a migration runs whole in one of its own."
            )
    return problems
