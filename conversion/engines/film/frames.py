"""What is done to the pictures of a film on their way: size, straight lines, colours, the palette of a GIF."""

from collections.abc import Mapping
from fractions import Fraction

from conversion.engines.film.streams import Stream
from conversion.options import Value

LARGEST = 8192  # px, each way
HDR = {"smpte2084", "arib-std-b67"}

GIF_RATE = 15  # frames a second
FASTEST_GIF = 50
GIF_WIDTH = 480  # px
# A palette for the whole GIF needs all its frames in memory at once; beyond this each frame gets its own.
GIF_MEMORY = 256 * 1024 * 1024  # bytes
GIF_DITHERS = {"low": "bayer:bayer_scale=5", "medium": "bayer:bayer_scale=4", "high": "sierra2_4a"}


def fitted(size: tuple[int, int], asked: Mapping[str, Value], widest: int = LARGEST) -> tuple[int, int]:
    """The size that fits what was asked, its shape kept; nothing grows unless that was asked."""
    width, height = size
    bounds = [
        Fraction(int(asked[name]), side) for name, side in (("width", width), ("height", height)) if name in asked
    ]
    scale = min(bounds) if bounds else min(Fraction(1), Fraction(widest, width))
    scale = min(scale, Fraction(LARGEST, max(size)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def shown(stream: Stream) -> tuple[int, int]:
    """Its size in stored pixels after it is turned."""
    width, height = stream.size
    return (height, width) if stream.rotation % 180 else (width, height)


def is_resized(stream: Stream, asked: Mapping[str, Value]) -> bool:
    """What was asked changes its size."""
    return fitted(shown(stream), asked) != shown(stream)


def film(stream: Stream, asked: Mapping[str, Value], *, keeps_alpha: bool = False) -> str:
    """The filters before an encoder of 4:2:0 pictures, which wants even sides; transparent parts become white.

    A surplus line is cut off, not squeezed in: that would blur all the others.
    """
    alpha = keeps_alpha and stream.has_alpha
    width, height = (_even(side) for side in fitted(shown(stream), asked))
    filters = _steadied(stream)
    if not asked.keys() & {"width", "height"} and min(stream.size) > 1:
        filters.append("crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0")
    filters.append(f"scale={width}:{height}:flags=bicubic")
    filters += _on_white(stream) if not alpha else []
    filters += _tone_mapped(stream)
    return ",".join([*filters, "format=" + ("yuva420p" if alpha else "yuv420p")])


def gif(stream: Stream, duration: float | None, asked: Mapping[str, Value]) -> str:
    """The filters of a GIF: few frames, square pixels, the colours that suit it best."""
    quality = str(asked.get("quality", "medium"))
    rate = _flipped(stream, asked)
    width, height = fitted(_squared(stream), asked, GIF_WIDTH if quality != "low" else GIF_WIDTH * 2 // 3)
    needed = width * height * 4 * float(rate) * duration if duration else GIF_MEMORY + 1
    statistics, renewed = ("full", 0) if needed <= GIF_MEMORY else ("single", 1)
    filters = [
        *_steadied(stream),
        f"fps={rate}",
        f"scale={width}:{height}:flags=lanczos",
        "setsar=1",
        *_tone_mapped(stream),
    ]
    return (
        ",".join([*filters, "split[look][paint]"])
        + f";[look]palettegen=stats_mode={statistics}[palette]"
        + f";[paint][palette]paletteuse=new={renewed}:diff_mode=rectangle:dither={GIF_DITHERS[quality]}"
    )


def flipbook(stream: Stream, asked: Mapping[str, Value]) -> str:
    """The filters of a moving picture of true colours: as few and as small frames as a GIF has."""
    quality = str(asked.get("quality", "medium"))
    rate = _flipped(stream, asked)
    width, height = fitted(_squared(stream), asked, GIF_WIDTH if quality != "low" else GIF_WIDTH * 2 // 3)
    size = f"scale={width}:{height}:flags=lanczos"
    colours = "rgba" if stream.has_alpha else "rgb24"
    # Of a single frame ffmpeg would make a PNG that does not move.
    twice = ["tpad=stop=1:stop_mode=clone"] if stream.end and int(rate * Fraction(stream.end)) <= 1 else []
    filters = [*_steadied(stream), f"fps={rate}", *twice, size, "setsar=1"]
    return ",".join([*filters, *_tone_mapped(stream), f"format={colours}"])


def _flipped(stream: Stream, asked: Mapping[str, Value]) -> Fraction:
    """How many frames a second of a picture that moves."""
    if "fps" in asked:
        return Fraction(int(asked["fps"]))
    return min(stream.mean_rate or Fraction(GIF_RATE), Fraction(10 if asked.get("quality") == "low" else GIF_RATE))


def _steadied(stream: Stream) -> list[str]:
    """Whole frames at even times. A GIF's last frame is repeated for as long as it stands: encoders forget that."""
    if stream.codec == "gif":
        return [f"fps={min(stream.tick_rate or GIF_RATE, FASTEST_GIF)}"]
    return ["bwdif=mode=send_frame:deint=interlaced"] if stream.is_interlaced else []


def _even(side: int) -> int:
    return max(2, side - side % 2)


def _squared(stream: Stream) -> tuple[int, int]:
    """Its size on a screen of square pixels."""
    width, height = shown(stream)
    aspect = 1 / stream.pixel_aspect if stream.rotation % 180 else stream.pixel_aspect
    return max(1, round(width * aspect)), height


def _on_white(stream: Stream) -> list[str]:
    if not stream.has_alpha:
        return []
    return ["split[front][back];[back]drawbox=color=white:thickness=fill:replace=1[page];[page][front]overlay"]


def _tone_mapped(stream: Stream) -> list[str]:
    """High dynamic range into what ordinary screens show; without it the film looks washed out."""
    transfer = stream.facts.get("color_transfer")
    if transfer not in HDR:
        return []
    return [
        f"zscale=transferin={transfer}:primariesin=bt2020:matrixin=bt2020nc:transfer=linear:npl=100",
        "format=gbrpf32le",
        "zscale=primaries=bt709",
        "tonemap=hable:desat=0",
        "zscale=transfer=bt709:matrix=bt709:range=tv",
    ]
