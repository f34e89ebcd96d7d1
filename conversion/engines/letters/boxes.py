"""Boxes of letters: one file, each letter after a line that begins with "From "."""

import re
from collections.abc import Iterator
from pathlib import Path

# RFC 4155; the time at the end of the line tells it from a sentence.
SEPARATOR = re.compile(rb"^From [^\n]*\d{4}[^\n]*\n(?=[A-Za-z][\w-]*:)", re.MULTILINE)
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def letters(path: Path) -> Iterator[bytes]:
    """Each letter as it was sent."""
    content = path.read_bytes().replace(b"\r\n", b"\n")
    places = [found.span() for found in SEPARATOR.finditer(content)]
    ends = [start for start, _end in places[1:]] + [len(content)]
    for (_start, begin), end in zip(places, ends, strict=True):
        yield QUOTED.sub(rb"\1", content[begin:end]).strip(b"\n") + b"\n"
