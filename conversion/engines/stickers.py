"""Telegram's animated stickers and Lottie animations, drawn by rlottie."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from PIL import Image

from conversion import formats, process
from conversion.engines import images
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.film import transcoder
from conversion.engines.imaging import outputs
from conversion.engines.vectored import animation
from conversion.engines.vectored.animation import Animation
from conversion.options import HEIGHT, QUALITY, WIDTH, Value

DRAWINGS = formats.named("tgs lottie")
PICTURES = formats.named("webp gif apng png")
FILMS = formats.named("mp4 webm")
JSON = formats.named("json")
CLEAR = frozenset(("webm",))  # films that may be transparent
FASTEST = 60  # frames a second of a film
RATE = 30  # frames a second of an animated picture: more makes it large, and GIF knows few steps
CODECS: dict[str, dict[str, tuple[str, ...]]] = {
    "mp4": {
        "low": ("-c:v", "libx264", "-preset", "veryfast", "-crf", "28"),
        "medium": ("-c:v", "libx264", "-preset", "veryfast", "-crf", "21"),
        "high": ("-c:v", "libx264", "-preset", "medium", "-crf", "16"),
    },
    "webm": {
        "low": ("-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "40", "-cpu-used", "5"),
        "medium": ("-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "30", "-cpu-used", "4"),
        "high": ("-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "18", "-cpu-used", "2"),
    },
}


class StickerEngine(Engine):
    """Draws every frame. Transparent parts stay so, but in mp4, where they are white; a png is the first picture."""

    name = "rlottie"
    queue = "image"
    tools = (transcoder.FFMPEG,)
    libraries = ("rlottie-python", "pillow")
    routes = all_routes(DRAWINGS, PICTURES + FILMS + JSON)
    options = (QUALITY, WIDTH, HEIGHT)

    def convert(self, step: Step) -> None:
        """Draw in a child; films are encoded by ffmpeg."""
        target = step.target.name
        if target == "json":
            step.runner.call(unpack, step.source, step.output)
        elif target in CODECS:
            frames = step.scratch / "frames"
            shape = step.runner.call(draw_film, step.source, target, frames, dict(step.options))
            step.runner.run(film_command(step, frames, *shape))
        else:
            count = step.runner.call(draw_picture, step.source, target, step.scratch, dict(step.options))
            outputs.place(step, step.scratch, count)


def unpack(source: Path, output: Path) -> None:
    """The animation as the JSON that it is."""
    output.write_text(animation.read(source), encoding="utf-8")


def draw_picture(source: Path, target: str, folder: Path, options: Mapping[str, Value]) -> int:
    """Draw into the file ``1`` in ``folder``, by way of an animation that keeps everything."""
    with animation.opened(source) as drawn:
        numbers = drawn.numbers(RATE) if target != "png" else [drawn.first_visible()]
        frames = [drawn.frame(number) for number in _told(numbers)]
        times = [1000 * float(drawn.length) / len(numbers)] * len(numbers)
    between = folder / "frames.apng"
    frames[0].save(between, "PNG", save_all=True, append_images=frames[1:], duration=times, loop=0, compress_level=1)
    return images.convert_picture(between, "apng" if len(frames) > 1 else "png", target, folder, options)


def draw_film(source: Path, target: str, frames: Path, options: Mapping[str, Value]) -> list[str]:
    """Write the frames as bytes for the format ``target``; their size in pixels and how many make a second."""
    with animation.opened(source) as drawn, frames.open("wb") as file:
        size = _fitted(drawn, options)
        numbers = drawn.numbers(FASTEST)
        for number in _told(numbers):
            picture = drawn.frame(number)
            if picture.size != size:
                picture = picture.resize(size, Image.Resampling.LANCZOS)
            file.write((picture if target in CLEAR else _on_white(picture)).tobytes())
        return [f"{size[0]}x{size[1]}", str(len(numbers) / drawn.length)]


def film_command(step: Step, frames: Path, size: str, rate: str) -> list[str | Path]:
    """The arguments of ffmpeg for frames of that size and rate."""
    clear = step.target.name in CLEAR
    codec = CODECS[step.target.name][str(step.options.get("quality", "medium"))]
    shape = ("-pixel_format", "rgba" if clear else "rgb24", "-video_size", size, "-framerate", rate)
    looks = (
        ("-pix_fmt", "yuva420p", "-auto-alt-ref", "0") if clear else ("-pix_fmt", "yuv420p", "-movflags", "+faststart")
    )
    return ["ffmpeg", "-nostdin", "-v", "error", "-f", "rawvideo", *shape, "-i", frames, *codec, *looks, step.output]


def _on_white(picture: Image.Image) -> Image.Image:
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    return page.convert("RGB")


def _told(numbers: list[int]) -> list[int]:
    process.report(0.1)
    return numbers


def _fitted(drawn: Animation, options: Mapping[str, Value]) -> tuple[int, int]:
    """What was asked, with even sides, its shape kept."""
    width, height = drawn.size
    asked = ((int(options[name]), side) for name, side in (("width", width), ("height", height)) if name in options)
    scale = min((Fraction(wanted, side) for wanted, side in asked), default=Fraction(1))
    return _even(width * scale), _even(height * scale)


def _even(side: Fraction) -> int:
    return max(2, round(side / 2) * 2)
