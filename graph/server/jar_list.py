"""The lock file: which jars make up the server, and the bytes each of them must have."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

LOCK_FILE = Path(__file__).with_name("neo4j.lock.json")


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of the server; `coordinate` is group:artifact:version, and :classifier where it has one."""

    coordinate: str
    file: str
    size: int
    sha256: str

    def fits(self, path: Path) -> bool:
        """Whether the file at `path` is this jar, to the byte."""
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class JarSet:
    """A server as a closed set of jars."""

    product: str
    version: str
    license: str
    jars: tuple[Jar, ...]

    @property
    def size(self) -> int:
        """Bytes of all jars together."""
        return sum(jar.size for jar in self.jars)

    @property
    def folder(self) -> str:
        """Name of the folder for this set in the cache: another set has another name."""
        ordered = sorted(self.jars, key=lambda jar: jar.coordinate)
        digest = hashlib.sha256("".join(jar.sha256 for jar in ordered).encode()).hexdigest()
        return f"neo4j-{self.version}-{digest[:12]}"


def read_lock_file(path: Path = LOCK_FILE) -> JarSet:
    """The lock file at `path`; without one, that of this version of Throughline."""
    facts = json.loads(path.read_text("utf-8"))
    jars = tuple(Jar(**jar) for jar in facts.pop("jars"))
    return JarSet(**facts, jars=jars)


def lock_file_text(product: str, version: str, license_name: str, jars: Iterable[Jar]) -> str:
    """A lock file with one line for each jar, in the order of the coordinates."""
    ordered = sorted(jars, key=lambda jar: jar.coordinate)
    head = json.dumps({"product": product, "version": version, "license": license_name}, indent=1)
    lines = ",\n".join(f"  {json.dumps(asdict(jar))}" for jar in ordered)
    return head.removesuffix("\n}") + f',\n "jars": [\n{lines}\n ]\n}}\n'
