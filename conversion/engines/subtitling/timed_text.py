"""Timed Text Markup Language (TTML, DFXP), in whichever of its namespaces."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from pysubs2 import SSAFile

from conversion.contents import safe_xml
from conversion.engines.subtitling import marks

TT = "http://www.w3.org/ns/ttml"
TTS = "http://www.w3.org/ns/ttml#styling"
CLOCK = re.compile(r"(\d+):(\d\d):(\d\d(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?")
SHORT = re.compile(r"(?:(\d+):)?(\d+(?:\.\d+)?)")  # Apple's minutes and seconds
OFFSET = re.compile(r"(\d+(?:\.\d+)?)(h|m|s|ms|f|t)")
SPACES = re.compile(r"[ \t\n]+")
MARKS = {
    ("fontStyle", "italic"): "i",
    ("fontStyle", "oblique"): "i",
    ("fontWeight", "bold"): "b",
    ("textDecoration", "underline"): "u",
    ("textDecoration", "lineThrough"): "s",
}
STYLES = {"i": ("fontStyle", "italic"), "b": ("fontWeight", "bold")}
DECORATIONS = {"u": "underline", "s": "lineThrough"}


@dataclass(frozen=True, slots=True)
class _Clock:
    """Frames and ticks in a second; whether Apple set it, who counts all times from the beginning."""

    frames: float
    ticks: float
    is_absolute: bool

    def ms(self, expression: str) -> int:
        """A time or a duration in milliseconds; raises ValueError."""
        if found := CLOCK.fullmatch(expression.strip()):
            hours, minutes, seconds, frames = found.groups(default="0")
            return round(1000 * (int(hours) * 3600 + int(minutes) * 60 + float(seconds) + float(frames) / self.frames))
        if found := SHORT.fullmatch(expression.strip()):
            return round(1000 * (int(found[1] or 0) * 60 + float(found[2])))
        if found := OFFSET.fullmatch(expression.strip()):
            units = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "f": 1 / self.frames, "t": 1 / self.ticks}
            return round(1000 * float(found[1]) * units[found[2]])
        raise ValueError(expression)


def read(content: str) -> SSAFile:
    """The lines; raises `DamagedFileError`, also for declared entities."""
    root = safe_xml.parse(content)
    named = {_local(key): value for key, value in root.attrib.items()}
    above, below = map(float, named.get("frameRateMultiplier", "1 1").replace(":", " ").split())
    frames = float(named.get("frameRate", 30)) * above / below
    clock = _Clock(frames, float(named.get("tickRate", frames)), is_absolute="timing" in named)
    styles = {_named(element, "id"): element for element in root.iter() if _local(element.tag) == "style"}
    lines = SSAFile()
    for element in root.iter():
        if _local(element.tag) == "body":
            _collect(element, 0, clock, styles, lines)
    return lines


def _collect(element: ET.Element, start: int, clock: _Clock, styles: dict[str, ET.Element], lines: SSAFile) -> None:
    """Every paragraph in it; times inside are counted from the beginning of what they stand in."""
    begin = start + clock.ms(_named(element, "begin") or "0s")
    if _local(element.tag) == "p":
        said = "\n".join(row.strip() for row in _words(element, styles).split("\n")).strip()
        length, end = _named(element, "dur"), _named(element, "end")
        if said and (length or end):
            lines.append(marks.event(begin, begin + clock.ms(length) if length else start + clock.ms(end), said))
        return
    for child in element:
        _collect(child, 0 if clock.is_absolute else begin, clock, styles, lines)


def _words(element: ET.Element, styles: dict[str, ET.Element]) -> str:
    """What it says, with the tags of SubStation Alpha for how it looks."""
    looks = sorted({look for part in (styles.get(_named(element, "style")), element) for look in _looks(part)})
    said = SPACES.sub(" ", element.text or "")
    for child in element:
        if _local(child.tag) == "br":
            said += "\n"
        elif _local(child.tag) == "span":
            said += _words(child, styles)
        said += SPACES.sub(" ", child.tail or "")
    before, after = ("".join(f"{{\\{look}{on}}}" for look in looks) for on in (1, 0))
    return before + said + after


def _looks(element: ET.Element | None) -> list[str]:
    attributes = element.attrib if element is not None else {}
    return [
        MARKS[_local(key), word]
        for key, value in attributes.items()
        for word in value.split()
        if (_local(key), word) in MARKS
    ]


def _local(name: object) -> str:
    """A name without its namespace; comments have none."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _named(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def write(lines: SSAFile) -> str:
    """A paragraph for each line."""
    ET.register_namespace("", TT)
    ET.register_namespace("tts", TTS)
    root = ET.Element(f"{{{TT}}}tt", {"{http://www.w3.org/XML/1998/namespace}lang": ""})
    division = ET.SubElement(ET.SubElement(root, f"{{{TT}}}body"), f"{{{TT}}}div")
    division.text = "\n"
    for line in marks.spoken(lines):
        times = {"begin": _time(line.start), "end": _time(line.end)}
        paragraph = ET.SubElement(division, f"{{{TT}}}p", times)
        paragraph.tail = "\n"
        for run in marks.runs(lines, line):
            _fill(ET.SubElement(paragraph, f"{{{TT}}}span", _styles(run.marks)), run.words)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _styles(looks: tuple[str, ...]) -> dict[str, str]:
    styles = {f"{{{TTS}}}{STYLES[look][0]}": STYLES[look][1] for look in looks if look in STYLES}
    if decorations := " ".join(DECORATIONS[look] for look in looks if look in DECORATIONS):
        styles[f"{{{TTS}}}textDecoration"] = decorations
    return styles


def _fill(element: ET.Element, words: str) -> None:
    element.text, *rows = words.split("\n")
    for row in rows:
        ET.SubElement(element, f"{{{TT}}}br").tail = row


def _time(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
