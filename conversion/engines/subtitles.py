"""Subtitles into one another and into plain text, by pysubs2."""

from pathlib import Path

from conversion import formats
from conversion.contents import text
from conversion.engines.base import Engine, Step, all_routes
from conversion.errors import NothingToConvertError

SUBTITLES = formats.named("srt vtt ass ssa sub mpl ttml smi lrc sbv")
TXT, SCC = formats.named("txt"), formats.named("scc")


class SubtitleEngine(Engine):
    """Keeps times, line breaks, bold, italic and underlined words; colours and places between ass and ssa only."""

    name = "subtitles"
    queue = "document"
    libraries = ("pysubs2", "defusedxml")
    routes = all_routes(SUBTITLES, SUBTITLES) | all_routes(SUBTITLES, TXT + SCC)

    def convert(self, step: Step) -> None:
        """Read the lines in whatever encoding they are, and write them as UTF-8."""
        step.runner.call(convert_subtitles, step.source, step.source_format.name, step.output, step.target.name)


def convert_subtitles(source: Path, name: str, output: Path, target: str) -> None:
    """Convert subtitles of the format ``name`` into the format ``target``."""
    from conversion.engines.subtitling import reading, writing  # noqa: PLC0415 - pysubs2 is the child's alone

    lines = reading.read(text.read(source), name)
    if not any(line.plaintext.strip() for line in lines):
        raise NothingToConvertError("no lines")
    output.write_text(writing.write(lines, target), encoding="utf-8", newline="\n")
