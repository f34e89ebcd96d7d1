"""Pictures and films as the stickers and emoji that Telegram takes: their sizes are laws, not wishes."""

from fractions import Fraction
from pathlib import Path

import ffmpeg
from PIL import Image

from conversion import formats
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.film import playback, probe, transcoder
from conversion.engines.film.streams import Stream
from conversion.engines.imaging import metadata, reading
from conversion.errors import DoesNotFitError, NothingToConvertError

PICTURES = formats.named("png jpg webp gif")
FILMS = formats.named("mp4 mov webm mkv avi gif")
STILL = formats.named("sticker emoji")
MOVING = formats.named("video-sticker")
# See https://core.telegram.org/stickers.
SIDE, EMOJI_SIDE = 512, 100  # px
LARGEST, LARGEST_MOVING = 512 << 10, 256 << 10  # bytes
LONGEST = 2.95  # seconds: a frame's time below three
FASTEST = 30  # frames a second
SHARE = 0.85  # of the bytes that are aimed at: encoders go beyond what they are told
QUALITIES = (100, 90, 75, 50)
TRIES = 4


class StillStickerEngine(Engine):
    """The first frame, upright, whole and with its transparency; an emoji stands in the middle of its square."""

    name = "stickers"
    queue = "image"
    libraries = ("pillow",)
    routes = all_routes(PICTURES, STILL)

    def convert(self, step: Step) -> None:
        """Draw in a child."""
        step.runner.call(draw, step.source, step.source_format.name, step.target.name, step.output)


def draw(source: Path, name: str, target: str, output: Path) -> None:
    """Write a WebP of the size that ``target`` must have."""
    with reading.opened(source, name) as image:
        picture = metadata.upright(metadata.described(reading.at(image, 0))).convert("RGBA")
    side = SIDE if target == "sticker" else EMOJI_SIDE
    scale = Fraction(side, max(picture.size))
    width, height = (max(1, round(length * scale)) for length in picture.size)
    picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    if target == "emoji":
        page = Image.new("RGBA", (side, side))
        page.paste(picture, ((side - width) // 2, (side - height) // 2))
        picture = page
    for quality in QUALITIES:
        picture.save(output, "WEBP", quality=quality, method=4)
        if output.stat().st_size <= LARGEST:
            return
    raise DoesNotFitError(output.stat().st_size, LARGEST)


class VideoStickerEngine(Engine):
    """The first three seconds, without sound, transparent where the film is."""

    name = "video stickers"
    queue = "video"
    tools = (transcoder.FFMPEG, probe.FFPROBE)
    routes = all_routes(FILMS, MOVING)

    def convert(self, step: Step) -> None:
        """Encode with fewer bits until it is small enough; raises `NothingToConvertError` without pictures."""
        media = probe.probe(step.source, step.source_format, step.runner)
        if not media.of_kind("video"):
            raise NothingToConvertError("no pictures")
        stream = media.main("video")
        seconds = min(stream.end or LONGEST, LONGEST)
        size, bits = 0, LARGEST_MOVING * 8 * SHARE / max(seconds, 0.5)
        for _try in range(TRIES):
            step.runner.run(_command(step, stream, int(bits)))
            size = step.output.stat().st_size
            if size <= LARGEST_MOVING:
                return
            bits *= SHARE * LARGEST_MOVING / size
        raise DoesNotFitError(size, LARGEST_MOVING)


def _command(step: Step, stream: Stream, bits: int) -> list[str]:
    decoder = {"c:v": stream.alpha_decoder} if stream.alpha_decoder else {}
    limits = {"max_pixels": str(probe.MOST_PIXELS), "threads": transcoder.THREADS}
    source = ffmpeg.input(f"file:{step.source}", **probe.guards(step.source_format), **limits, **decoder)
    rate = f"fps={FASTEST}," if not 0 < stream.mean_rate <= FASTEST else ""
    # The display's shape first, then the longer side to what it must be, the other one even
    fitted = f"scale=iw*sar:ih,setsar=1,scale='if(gte(iw,ih),{SIDE},-2)':'if(gte(iw,ih),-2,{SIDE})':flags=lanczos"
    encoder = {"c:v": "libvpx-vp9", "pix_fmt": "yuva420p", "auto-alt-ref": "0", "b:v": str(bits), "maxrate": str(bits)}
    pace = {"deadline": "good", "cpu-used": "4", "row-mt": "1", "bufsize": str(bits), "t": str(LONGEST)}
    shown = {"vf": rate + fitted, "map_metadata": "-1", "f": "webm", **encoder, **pace}
    output = ffmpeg.output(source[str(stream.index)], f"file:{step.output}", **shown)
    command: list[str] = output.compile(cmd=list(playback.PROGRAM))
    return command
