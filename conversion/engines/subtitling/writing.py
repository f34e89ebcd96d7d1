"""Writes pysubs2's lines as each format of subtitles, and as plain text."""

import re
from collections.abc import Callable
from itertools import groupby

from pysubs2 import SSAFile

from conversion.engines.subtitling import lyrics, marks, sami, scenarist, timed_text
from conversion.engines.subtitling.reading import FILM

NATIVE = {"ass": "ass", "ssa": "ssa"}
NOT_IN_XML = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(lines: SSAFile, target: str) -> str:
    """The whole file of the format ``target``."""
    for line in lines:
        line.text = NOT_IN_XML.sub("", line.text)
        line.start = max(0, line.start)
        line.end = max(line.start, line.end)
    if target in NATIVE:
        return lines.to_string(NATIVE[target], header_notice="")
    return WRITERS[target](lines)


def _srt(lines: SSAFile) -> str:
    cues = []
    for line in marks.spoken(lines):
        place = "{\\an8}" if marks.AT_TOP.search(line.text) else ""
        cues.append(f"{_time(line.start, ',')} --> {_time(line.end, ',')}\n{place}{marks.tagged(lines, line, str)}\n")
    return "\n".join(f"{number}\n{cue}" for number, cue in enumerate(cues, start=1))


def _vtt(lines: SSAFile) -> str:
    cues = ["WEBVTT\n"]
    for line in marks.spoken(lines):
        place = " line:0" if marks.AT_TOP.search(line.text) else ""
        cues.append(
            f"{_time(line.start, '.')} --> {_time(line.end, '.')}{place}\n{marks.tagged(lines, line, marks.escaped)}\n"
        )
    return "\n".join(cues)


def _sbv(lines: SSAFile) -> str:
    return "\n".join(f"{_short(line.start)},{_short(line.end)}\n{marks.words(line)}\n" for line in marks.spoken(lines))


def _time(ms: int, point: str) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def _short(ms: int) -> str:
    return _time(ms, ".").removeprefix("0")


def _microdvd(lines: SSAFile) -> str:
    """Times are numbers of frames, and the first line says how many make a second."""
    rate = lines.fps or round(FILM, 3)
    rows = [f"{{1}}{{1}}{rate:g}\n"]
    for line in marks.spoken(lines):
        start, end = (round(ms * rate / 1000) for ms in (line.start, line.end))
        italic = "{y:i}" if marks.is_italic(lines, line) else ""
        rows.append(f"{{{start}}}{{{end}}}{italic}{marks.words(line).replace(chr(10), '|')}\n")
    return "".join(rows)


def _mpl(lines: SSAFile) -> str:
    """Tenths of a second; a stroke makes a row italic."""
    rows = []
    for line in marks.spoken(lines):
        slash = "/" if marks.is_italic(lines, line) else ""
        said = slash + marks.words(line).replace("\n", f"|{slash}")
        rows.append(f"[{line.start // 100}][{line.end // 100}]{said}\n")
    return "".join(rows)


def _txt(lines: SSAFile) -> str:
    """What is said, once: captions that roll repeat it."""
    said = (row for line in marks.spoken(lines) for row in marks.words(line).split("\n"))
    return "".join(f"{row}\n" for row, _again in groupby(said))


WRITERS: dict[str, Callable[[SSAFile], str]] = {
    "srt": _srt,
    "vtt": _vtt,
    "sbv": _sbv,
    "sub": _microdvd,
    "mpl": _mpl,
    "ttml": timed_text.write,
    "smi": sami.write,
    "lrc": lyrics.write,
    "scc": scenarist.write,
    "txt": _txt,
}
