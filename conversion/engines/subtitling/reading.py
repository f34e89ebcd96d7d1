"""Reads every format of subtitles into pysubs2's model, which is that of Advanced SubStation Alpha."""

import html
import re
from collections.abc import Callable
from functools import partial

from pysubs2 import SSAEvent, SSAFile
from pysubs2.exceptions import Pysubs2Error

from conversion.engines.subtitling import lyrics, sami, substation, timed_text
from conversion.errors import DamagedFileError

FILM = 24000 / 1001  # frames a second: what MicroDVD means where it does not say
MOST_LINES = 200_000
# pysubs2's names for what it reads itself.
NATIVE = {"srt": "srt", "mpl": "mpl2"}
FRAME_RATE = re.compile(r"\s*\{1\}\{1\}\s*\d+(\.\d+)?\s*$", re.MULTILINE)
CUE = re.compile(r"(?:\d+:)?\d+:\d+\.\d+\s+-->\s+(?:\d+:)?\d+:\d+\.\d+")
INLINE_TIME = re.compile(r"<\d[\d:.]*>")
SBV_CUE = re.compile(r"^(\d+):(\d\d):(\d\d)\.(\d{3}),(\d+):(\d\d):(\d\d)\.(\d{3})$", re.MULTILINE)


def read(content: str, name: str) -> SSAFile:
    """The lines of subtitles of the format ``name``, in order; raises `DamagedFileError`."""
    try:
        lines = READERS[name](content) if name in READERS else SSAFile.from_string(content, NATIVE[name])
    except (Pysubs2Error, ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error
    if len(lines) > MOST_LINES:
        raise DamagedFileError("lines", len(lines))
    lines.events.sort(key=lambda line: line.start)
    return lines


def _microdvd(content: str) -> SSAFile:
    """Times are numbers of frames; the first line may say how many make a second."""
    says = FRAME_RATE.match(content)
    return SSAFile.from_string(content, "microdvd", fps=None if says else FILM)


def _vtt(content: str) -> SSAFile:
    """Cues alone: no notes, no styles, no names of cues, no times of single words."""
    cues = [
        found[0] + "\n" + INLINE_TIME.sub("", block[found.end() :].partition("\n")[2])
        for block in re.split(r"\n\s*\n", content)
        if (found := CUE.search(block))
    ]
    lines = SSAFile.from_string("WEBVTT\n\n" + "\n\n".join(cues), "vtt")
    for line in lines:
        line.text = html.unescape(line.text).replace("\xa0", " ")
    return lines


def _sbv(content: str) -> SSAFile:
    """YouTube's own: a line of two times, then what is said."""
    lines = SSAFile()
    found = [*SBV_CUE.finditer(content)]
    ends = [*(cue.start() for cue in found[1:]), len(content)]
    for cue, end in zip(found, ends, strict=True):
        hours, minutes, seconds, milliseconds, *until = map(int, cue.groups())
        line = SSAEvent(_ms(hours, minutes, seconds, milliseconds), _ms(*until))
        line.plaintext = content[cue.end() : end].strip().replace("[br]", "\n")
        lines.append(line)
    return lines


def _ms(hours: int, minutes: int, seconds: int, milliseconds: int) -> int:
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds


READERS: dict[str, Callable[[str], SSAFile]] = {
    "sub": _microdvd,
    "vtt": _vtt,
    "sbv": _sbv,
    "ass": partial(substation.read, kind="ass"),
    "ssa": partial(substation.read, kind="ssa"),
    "ttml": timed_text.read,
    "smi": sami.read,
    "lrc": lyrics.read,
}
