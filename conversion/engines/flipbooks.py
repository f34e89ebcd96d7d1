"""Films into animated WebP and back: ffmpeg reads none and writes them badly, so APNG stands between."""

from dataclasses import replace

from conversion import formats
from conversion.engines import images, probe, transcoder
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs
from conversion.engines.video import VideoEngine
from conversion.errors import NothingToConvertError
from conversion.options import HEIGHT, QUALITY, WIDTH

FILMS = probe.FILMS
MOVING = formats.named("webp")
PLAYED = formats.named("mp4 webm mkv mov")
(APNG,) = formats.named("apng")


class FlipbookEngine(Engine):
    """Few and small frames, as in a GIF, but in true colours; transparency stays where the film can hold it."""

    name = "flipbooks"
    queue = "video"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    libraries = ("pillow",)
    routes = all_routes(FILMS, MOVING) | all_routes(MOVING, PLAYED)
    options = (QUALITY, WIDTH, HEIGHT)

    def convert(self, step: Step) -> None:
        """Convert by way of an APNG; raises `NothingToConvertError` for a picture that does not move."""
        between = step.scratch / "between.apng"
        if step.source_format in MOVING:
            folder = step.scratch / "frames"
            folder.mkdir()
            step.runner.call(images.convert_picture, step.source, "webp", "apng", folder, {})
            (folder / "1").rename(between)
            if b"acTL" not in between.read_bytes()[:4096]:
                raise NothingToConvertError("does not move")
            VideoEngine().convert(replace(step, source=between, source_format=APNG))
        else:
            VideoEngine().convert(replace(step, output=between, target=APNG))
            count = step.runner.call(images.convert_picture, between, "apng", "webp", step.scratch, dict(step.options))
            outputs.place(step, step.scratch, count)
