"""Tags whose letters were lost between encodings: old recordings bear Russian names in 8 bits."""

import re

import ffmpeg

from conversion.contents import text
from conversion.engines.base import Step
from conversion.engines.film import playback, probe
from conversion.engines.film.streams import Media

LOST = "\ufffd"  # what ffprobe shows instead of bytes that are no UTF-8
# A line of ffmpeg's own file of tags; a backslash keeps the next byte from meaning anything.
LINE = re.compile(rb"^((?:\\.|[^\\=\n])+)=((?:\\.|[^\\\n])*)$", re.MULTILINE | re.DOTALL)
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
SECTION = b"\n["  # the tags of the whole end where those of a stream or a chapter begin


def mended(step: Step, media: Media) -> dict[str, str]:
    """The tags of the source that are Cyrillic in 8 bits, read rightly; names in lower case."""
    if all(value.isascii() for value in media.tags.values()):
        return {}
    found = _raw(step) if any(LOST in value for value in media.tags.values()) else _encoded(media)
    narrow = {name: value for name, raw in found.items() if (value := _narrow(raw))}
    encoding, sense = text.cyrillic(b"\n".join(narrow.values()))
    if sense < text.PLAUSIBLE:
        return {}
    return {name: value.decode(encoding, errors="replace") for name, value in narrow.items()}


def _encoded(media: Media) -> dict[str, bytes]:
    return {name: value.encode() for name, value in media.tags.items()}


def _raw(step: Step) -> dict[str, bytes]:
    """The tags as they stand in the file: ffprobe shows no bytes that are not UTF-8."""
    path = step.scratch / "tags"
    source = ffmpeg.input(f"file:{step.source}", **probe.guards(step.source_format))
    command = ffmpeg.output(source["a"], f"file:{path}", f="ffmetadata", c="copy").compile(cmd=list(playback.PROGRAM))
    step.runner.run(command, check=False)
    written = path.read_bytes().partition(SECTION)[0] if path.exists() else b""
    return {
        ESCAPED.sub(rb"\1", name).decode(errors="replace").lower(): ESCAPED.sub(rb"\1", value)
        for name, value in LINE.findall(written)
    }


def _narrow(raw: bytes) -> bytes:
    """The 8-bit letters of a tag: as they are, or taken for Western ones and put into UTF-8; none in a real UTF-8."""
    try:
        narrow = raw.decode().encode("latin-1")
    except UnicodeDecodeError:
        return raw
    except UnicodeEncodeError:
        return b""
    return b"" if narrow.isascii() else narrow
