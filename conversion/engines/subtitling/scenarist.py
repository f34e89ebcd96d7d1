"""Writes closed captions (SCC): what is to be shown is sent before its time, as fast as line 21 can."""

import textwrap
from collections.abc import Iterator
from itertools import pairwise

from pysubs2 import SSAEvent, SSAFile

from conversion import process
from conversion.engines.subtitling import line21, marks
from conversion.engines.subtitling.line21 import Pair
from conversion.errors import LettersError
from conversion.reports import Remark

HEADER = "Scenarist_SCC V1.0\n"
RATE = 30 / 1001  # frames a millisecond
# Times of "drop frame": two numbers a minute are skipped, but for every tenth, and so the clock is right.
SECOND, MINUTE, TEN_MINUTES = 30, 1798, 17982  # frames
SKIPPED = 2
Caption = tuple[int, int, list[Pair]]  # its first frame, the one after its last, and what it is made of


def write(lines: SSAFile) -> str:
    """Rows are in the middle, four at the most; of looks a caption's italics stay. Raises `LettersError`."""
    spoken = sorted(marks.spoken(lines), key=lambda line: line.start)
    captions = [caption for line in spoken for caption in _captions(lines, line)]
    if not captions:
        raise LettersError("scc")
    ends = [min(end, following[0]) for (_start, end, _load), following in pairwise(captions)]
    timed = [(start, end, load) for (start, _end, load), end in zip(captions, [*ends, captions[-1][1]], strict=True)]
    return HEADER + "".join(f"\n{_time(frame)}\t{line21.written(pairs)}\n" for frame, pairs in _sent(timed) if pairs)


def _captions(lines: SSAFile, line: SSAEvent) -> Iterator[Caption]:
    """A line, or one after the other what fits on the screen of it."""
    if not line21.is_whole(marks.words(line)):
        process.remark(Remark.LETTERS)
    italic = marks.is_italic(lines, line)
    rows = [part for row in _rows(marks.words(line)) for part in textwrap.wrap(row, line21.WIDTH - italic)]
    for first in range(0, len(rows), line21.HEIGHT):
        shown = rows[first : first + line21.HEIGHT]
        times = (line.start + line.duration * at / len(rows) for at in (first, first + len(shown)))
        start, end = (round(time * RATE) for time in times)
        yield start, end, line21.caption(shown, italic=italic, at_top=bool(marks.AT_TOP.search(line.text)))


def _rows(words: str) -> Iterator[str]:
    """Without those of which no letter is left."""
    for row in words.split("\n"):
        held = " ".join(line21.held(row).split(" ")).strip()
        if held and (any(map(str.isalnum, held)) or not any(map(str.isalnum, row))):
            yield held


def _sent(captions: list[Caption]) -> Iterator[tuple[int, list[Pair]]]:
    """What is sent from which frame on: a pair a frame, and so a caption may come late."""
    free, shown_until = 0, None
    for start, end, load in captions:
        rest = load
        is_gap = shown_until is not None and shown_until < start
        at = max(free, start - len(load) - 2 * is_gap)
        if shown_until is not None and is_gap:
            before = _cut(load, max(0, shown_until - at))
            wiped = max(shown_until, at + before) if before else shown_until
            yield at, load[:before]
            yield wiped, [line21.WIPE] * 2
            at, rest = max(at, wiped + 2), load[before:]
        yield at, rest
        shown = max(start, at + len(rest))
        yield shown, [line21.SHOW] * 2
        free = shown + 2
        shown_until = max(end, free)
    yield shown_until or 0, [line21.WIPE] * 2


def _cut(load: list[Pair], place: int) -> int:
    """The next place that does not part a command from its repetition."""
    while 0 < place < len(load) and load[place - 1] == load[place]:
        place += 1
    return min(place, len(load))


def _time(frame: int) -> str:
    """A frame's number on the clock."""
    tens, rest = divmod(frame, TEN_MINUTES)
    frame += 9 * SKIPPED * tens + SKIPPED * max(0, (rest - SKIPPED) // MINUTE)
    seconds, part = divmod(frame, SECOND)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02};{part:02}"
