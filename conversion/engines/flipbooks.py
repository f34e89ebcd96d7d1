"""Films into animated WebP and back: ffmpeg reads none and writes them badly, so APNG stands between."""

from dataclasses import replace
from pathlib import Path

from conversion import formats
from conversion.engines import images
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.film import probe, transcoder
from conversion.engines.imaging import outputs
from conversion.engines.video import VideoEngine
from conversion.options import HEIGHT, QUALITY, WIDTH

FILMS = probe.FILMS
MOVING = formats.named("webp")
PLAYED = formats.named("mp4 webm mkv mov")
(APNG,) = formats.named("apng")


# Chunks of an APNG that show something: ffmpeg stumbles over others between the frames.
SHOWN = (b"IHDR", b"PLTE", b"tRNS", b"acTL", b"fcTL", b"fdAT", b"IDAT", b"IEND")
SIGNATURE = 8  # bytes


class FlipbookEngine(Engine):
    """Few and small frames, as in a GIF, but in true colours; transparency stays where the film can hold it."""

    name = "flipbooks"
    queue = "video"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    libraries = ("pillow",)
    routes = all_routes(FILMS, MOVING) | all_routes(MOVING, PLAYED)
    options = (QUALITY, WIDTH, HEIGHT)

    def convert(self, step: Step) -> None:
        """Convert by way of an APNG; a picture that does not move is a film of one frame, as a GIF would be."""
        between = step.scratch / "between.apng"
        if step.source_format in MOVING:
            step.runner.call(unroll, step.source, step.scratch, between)
            VideoEngine().convert(replace(step, source=between, source_format=APNG))
        else:
            VideoEngine().convert(replace(step, output=between, target=APNG))
            count = step.runner.call(images.convert_picture, between, "apng", "webp", step.scratch, dict(step.options))
            outputs.place(step, step.scratch, count)


def unroll(source: Path, folder: Path, path: Path) -> None:
    """Write a WebP as an APNG of frames alone."""
    images.convert_picture(source, "webp", "apng", folder, {})
    data = (folder / "1").read_bytes()
    with path.open("wb") as file:
        file.write(data[:SIGNATURE])
        at = SIGNATURE
        while at < len(data):
            end = at + int.from_bytes(data[at : at + 4], "big") + 12
            if data[at + 4 : at + 8] in SHOWN:
                file.write(data[at:end])
            at = end
