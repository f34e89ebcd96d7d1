"""Lyrics (LRC): a line's beginning before its words, its end wherever the next one begins."""

import re
from itertools import pairwise

from pysubs2 import SSAFile

from conversion.engines.subtitling import marks

STAMP = re.compile(r"\[(\d+):(\d{1,2})(?:[.:](\d{1,3}))?\]")
STAMPS = re.compile(rf"\s*((?:{STAMP.pattern}\s*)+)(.*)")
WORD_STAMP = re.compile(r"<\d+:\d+(?:[.:]\d+)?>")
OFFSET = re.compile(r"\[offset:\s*([+-]?\d+)\s*\]", re.IGNORECASE)
LONGEST = 5000  # ms: how long the last line stays
PAUSE = 250  # ms: a longer one between two lines is shown


def read(content: str) -> SSAFile:
    """The sung lines; one that is sung several times has several stamps."""
    offset = OFFSET.search(content)
    sung = []
    for row in content.split("\n"):
        if found := STAMPS.match(row):
            said = WORD_STAMP.sub("", found[found.lastindex or 1]).strip()
            sung += [(_ms(*stamp), said) for stamp in STAMP.findall(found[1])]
    sung.sort(key=lambda line: line[0])
    lines = SSAFile()
    shift = int(offset[1]) if offset else 0
    last = [(sung[-1][0] + LONGEST, "")] if sung else []
    for (start, said), (end, _next) in pairwise([*sung, *last]):
        if said:
            lines.append(marks.event(start - shift, end - shift, said))
    return lines


def _ms(minutes: str, seconds: str, fraction: str) -> int:
    return (int(minutes) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0") or 0)


def write(lines: SSAFile) -> str:
    """A line for each line; an empty one where nothing is sung for a while."""
    rows = []
    spoken = marks.spoken(lines)
    for line, following in zip(spoken, [*spoken[1:], None], strict=True):
        rows.append(_stamp(line.start) + marks.words(line).replace("\n", " "))
        if following is None or following.start - line.end >= PAUSE:
            rows.append(_stamp(line.end))
    return "\n".join(rows) + "\n"


def _stamp(ms: int) -> str:
    hundredths = round(ms / 10)
    return f"[{hundredths // 6000:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}]"
