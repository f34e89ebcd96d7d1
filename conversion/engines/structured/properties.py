"""Settings of programs: property lists of Apple's, properties of Java's, and environment files."""

import plistlib
import re
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from conversion.engines.structured import trees
from conversion.engines.structured.trees import Record, Tree
from conversion.errors import DamagedFileError

BROKEN = (plistlib.InvalidFileException, ExpatError, ValueError, KeyError, TypeError, AttributeError, IndexError)
CONTINUED = re.compile(r"(?<!\\)((?:\\\\)*)\\\n[ \t]*")
PROPERTY = re.compile(r"((?:\\.|[^\\=:\s])+)(?:\s*[=:]\s*|\s+|$)(.*)")
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
SIGNS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
VARIABLE = re.compile(r"(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)")
COMMENT = re.compile(r"\s+#.*$")


def read_plist(path: Path) -> Any:
    """Either sort, text or binary; raises `DamagedFileError`."""
    try:
        return plistlib.loads(path.read_bytes())
    except BROKEN as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def write_plist(value: Tree) -> str:
    """The sort that is text; what has no value is left out."""
    return plistlib.dumps(_known(value), sort_keys=False).decode()


def _known(value: Tree) -> Tree:
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return ["" if item is None else _known(item) for item in value]
    is_wide = isinstance(value, int) and not -(1 << 63) <= value < 1 << 64
    return trees.text(value) if is_wide or isinstance(value, trees.DATES) else value


def read_properties(content: str) -> Record:
    """A text for each key."""
    found: Record = {}
    for line in CONTINUED.sub(r"\1", content).split("\n"):
        if (stripped := line.strip()) and stripped[0] not in "#!" and (parts := PROPERTY.match(stripped)):
            found[_unescaped(parts[1])] = _unescaped(parts[2])
    return found


def _unescaped(said: str) -> str:
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else SIGNS.get(found[2], found[2]), said)


def write_properties(value: Tree) -> str:
    """A line for each key; nested ones are joined by dots."""
    rows = trees.flat(value).items()
    return "".join(f"{_escaped(key, ' =:#!')}={_escaped(trees.cell(item), '')}\n" for key, item in rows)


def _escaped(said: str, signs: str) -> str:
    said = said.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return "".join("\\" + letter if letter in signs else letter for letter in said)


def read_env(content: str) -> Record:
    """A text for each variable, without the quotes around it."""
    found: Record = {}
    for line in content.split("\n"):
        if parts := VARIABLE.fullmatch(line.strip()):
            said = parts[2].strip()
            quoted = said[:1] in ("'", '"') and said.rfind(said[0]) > 0
            found[parts[1]] = said[1 : said.rfind(said[0])] if quoted else COMMENT.sub("", said)
    return found
