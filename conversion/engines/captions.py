"""Subtitles out of films, by ffmpeg: a file for each track that is text."""

import ffmpeg

from conversion import formats
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.film import playback, probe, transcoder
from conversion.errors import NothingToConvertError

FILMS = formats.named("mkv mp4 mov m4v webm")
WRITTEN = {"srt": "srt", "vtt": "webvtt", "ass": "ass"}  # and ffmpeg's muxers


class CaptionEngine(Engine):
    """All tracks, in the film's order; those that are pictures of letters are left out."""

    name = "captions"
    queue = "audio"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = all_routes(FILMS, formats.named(" ".join(WRITTEN)))

    def convert(self, step: Step) -> None:
        """Extract; raises `NothingToConvertError` for a film without such tracks."""
        media = probe.probe(step.source, step.source_format, step.runner)
        tracks = [stream for stream in media.of_kind("subtitle") if stream.codec in probe.WRITTEN]
        if not tracks:
            raise NothingToConvertError("no subtitles")
        source = ffmpeg.input(f"file:{step.source}", **probe.guards(step.source_format))
        for number, track in enumerate(tracks, start=1):
            path = step.output if len(tracks) == 1 else step.numbered(number)
            written = ffmpeg.output(source[str(track.index)], f"file:{path}", f=WRITTEN[step.target.name])
            step.runner.run(written.compile(cmd=list(playback.PROGRAM)))
