"""The picture that stands for a recording or a film: as a stream of its own, or as a file."""

from collections.abc import Mapping

import ffmpeg

from conversion.engines.base import Step
from conversion.engines.film import playback, probe
from conversion.engines.film.streams import Media, Stream
from conversion.engines.film.transcoder import Track, words

KNOWN = words("mjpeg png")  # what every player shows
COPIED = {"c": "copy"}
FILE = "cover"
NAMED = {"png": "png", "jpeg": "jpg"}  # extensions of these media types
JPEG = {"c": "mjpeg", "pix_fmt": "yuvj420p"}


def of(media: Media) -> Stream | None:
    """The first cover that has a size."""
    return next((stream for stream in media.of_kind("cover") if all(stream.size)), None)


def tracks(media: Media) -> tuple[Track, ...]:
    """The cover as a further stream, if there is one."""
    cover = of(media)
    if cover is None:
        return ()
    options = COPIED if cover.codec in KNOWN else JPEG
    return (Track(cover, {**options, "disposition": "attached_pic", "metadata:s": "comment=Cover (front)"}),)


def attached(step: Step, media: Media) -> dict[str, str]:
    """Ffmpeg's options for a Matroska that has the cover as an attachment, as its players want it."""
    cover = of(media)
    if cover is None or not picture(step, cover):
        return {}
    kind = "png" if cover.codec == "png" else "jpeg"
    return {
        "attach": f"file:{step.scratch / FILE}",
        "metadata:s:t": f"mimetype=image/{kind}",
        "metadata:s:t:0": f"filename=cover.{NAMED[kind]}",
    }


def picture(step: Step, cover: Stream, options: Mapping[str, str] | None = None) -> bytes:
    """A cover's file, as it is where that can be; as a JPEG with ``options``. Empty where it can't be read."""
    made = COPIED if options is None and cover.codec in KNOWN else {**JPEG, **(options or {})}
    path = step.scratch / FILE
    source = ffmpeg.input(f"file:{step.source}", **probe.guards(step.source_format))
    single = {"f": "image2", "update": "1", "frames:0": "1", **{f"{name}:0": value for name, value in made.items()}}
    output = ffmpeg.output(source[str(cover.index)], f"file:{path}", **single)
    step.runner.run(output.compile(cmd=list(playback.PROGRAM)), check=False)
    return path.read_bytes() if path.exists() else b""
