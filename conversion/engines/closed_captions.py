"""Closed captions of American television (SCC): ffmpeg plays what a decoder is told to show."""

import re
from pathlib import Path

import ffmpeg

from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.film import playback, transcoder
from conversion.engines.subtitles import SCC, SUBTITLES, TXT
from conversion.errors import DamagedFileError, NothingToConvertError

PLACES = re.compile(r"\{\\an7\}|\{\\pos\([^)]*\)\}")  # a grid of letters, which no other subtitles have


class ClosedCaptionEngine(Engine):
    """Keeps times, line breaks and italics, not the places on the screen."""

    name = "closed captions"
    queue = "document"
    tools = (transcoder.FFMPEG,)
    routes = all_routes(SCC, SUBTITLES + TXT)

    def convert(self, step: Step) -> None:
        """Decode by ffmpeg, write as other subtitles are."""
        played = step.scratch / "played.ass"
        source = ffmpeg.input(f"file:{step.source}", f="scc")
        command = ffmpeg.output(source, f"file:{played}", f="ass").compile(cmd=list(playback.PROGRAM))
        if step.runner.run(command, check=False).status != 0 or not played.is_file():
            raise DamagedFileError("ffmpeg can't read it")
        step.runner.call(convert_played, played, step.output, step.target.name)


def convert_played(played: Path, output: Path, target: str) -> None:
    """Write what was shown as subtitles of the format ``target``; raises `NothingToConvertError`."""
    from conversion.engines.subtitling import reading, writing  # noqa: PLC0415 - pysubs2 is the child's alone

    lines = reading.read(PLACES.sub("", played.read_text("utf-8")), "ass")
    if not any(line.plaintext.strip() for line in lines):
        raise NothingToConvertError("no lines")
    output.write_text(writing.write(lines, target), encoding="utf-8", newline="\n")
