"""What a line of subtitles says, and which words of it are bold, italic, underlined or struck out."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from pysubs2 import SSAEvent, SSAFile, SSAStyle
from pysubs2.formats.substation import parse_tags

BREAK = re.compile(r"\\[Nn]")
AT_TOP = re.compile(r"\\an[789]")
EMPTY_ROW = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike; ``marks`` are the tags of HTML for how they look."""

    words: str
    marks: tuple[str, ...]


def spoken(lines: SSAFile) -> list[SSAEvent]:
    """The lines that show anything: no comments, no drawings, no empty ones."""
    return [line for line in lines.get_text_events() if words(line)]


def words(line: SSAEvent) -> str:
    """What a line says, without empty rows."""
    return "\n".join(row for row in map(str.strip, line.plaintext.split("\n")) if row)


def runs(lines: SSAFile, line: SSAEvent) -> list[Run]:
    """A line cut where its look changes."""
    style = lines.styles.get(line.style, SSAStyle.DEFAULT_STYLE)
    parts = parse_tags(line.text, style, lines.styles, skip_empty_fragments=True)
    return [Run(BREAK.sub("\n", part).replace("\\h", " "), _marks(look)) for part, look in parts]


def is_italic(lines: SSAFile, line: SSAEvent) -> bool:
    """All of its words are."""
    return all("i" in run.marks for run in runs(lines, line) if run.words.strip())


def tagged(lines: SSAFile, line: SSAEvent, escape: Callable[[str], str]) -> str:
    """A line with the tags that SubRip, WebVTT and SAMI share; without empty rows, which would end it."""
    parts = (
        "".join(f"<{mark}>" for mark in run.marks)
        + escape(run.words)
        + "".join(f"</{mark}>" for mark in run.marks[::-1])
        for run in runs(lines, line)
    )
    return EMPTY_ROW.sub("\n", "".join(parts).strip())


def escaped(words: str) -> str:
    """As HTML has it."""
    return html.escape(words, quote=False)


def _marks(style: SSAStyle) -> tuple[str, ...]:
    looks = {"b": style.bold, "i": style.italic, "u": style.underline, "s": style.strikeout}
    return tuple(mark for mark, is_so in looks.items() if is_so)


def event(start: int, end: int, text: str) -> SSAEvent:
    """A line of text, its rows parted by line feeds; times in milliseconds."""
    return SSAEvent(start, end, text.replace("\n", "\\N"))
