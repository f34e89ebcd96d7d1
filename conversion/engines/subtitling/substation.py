"""SubStation Alpha's scripts with their fields in the order that pysubs2 takes for granted."""

from collections.abc import Iterator

from pysubs2 import SSAEvent, SSAFile, SSAStyle
from pysubs2.formats.substation import EVENT_FIELDS, STYLE_FIELDS

EVENTS, STYLE, NAME = ("Dialogue", "Comment"), "Style", "name"
OTHER_NAMES = {"actor": "name", "title": "name", "tertiarycolour": "tertiarycolor", "outlinecolour": "outlinecolor"}


def read(content: str, kind: str) -> SSAFile:
    """The script, each line's fields where its section's own ``Format:`` says; ``kind`` is ass or ssa."""
    return SSAFile.from_string("\n".join(_ordered(content, kind)), kind)


def _ordered(content: str, kind: str) -> Iterator[str]:
    """The lines, those rewritten whose fields are others or in another order than usual."""
    usual = {**dict.fromkeys(EVENTS, tuple(EVENT_FIELDS[kind])), STYLE: (NAME, *STYLE_FIELDS[kind])}
    plain = _plain(kind)
    said: tuple[str, ...] = ()
    for line in content.split("\n"):
        word, colon, rest = line.strip().partition(":")
        if colon and word.title() == "Format":
            said = tuple(map(_field, rest.split(",")))
        elif line.startswith("["):
            said = ()
        elif colon and said and said != usual.get(word, said):
            values = dict(zip(said, rest.strip().split(",", len(said) - 1), strict=False))
            yield f"{word}: " + ",".join(values.get(field, plain[word].get(field, "0")) for field in usual[word])
            continue
        yield line


def _field(name: str) -> str:
    name = name.strip().lower()
    return OTHER_NAMES.get(name, name.replace("colour", "color"))


def _plain(kind: str) -> dict[str, dict[str, str]]:
    """What stands in a field that is left out, as a script without any style or word has it."""
    empty = SSAFile()
    empty.styles = {"Default": SSAStyle()}
    empty.events = [SSAEvent()]
    found = {}
    for line in empty.to_string(kind).split("\n"):
        word, _, rest = line.partition(": ")
        if word == STYLE:
            found[STYLE] = dict(zip((NAME, *STYLE_FIELDS[kind]), rest.split(","), strict=True))
        elif word in EVENTS:
            found |= {kind_of: dict(zip(EVENT_FIELDS[kind], rest.split(","), strict=True)) for kind_of in EVENTS}
    return found
