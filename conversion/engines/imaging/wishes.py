"""What people ask of a picture besides its format: how good, and how large."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PIL import Image

from conversion.engines.imaging import metadata
from conversion.options import Value

ANY = 1_000_000  # px: no limit that way
# Shrinking decodes a JPEG no larger than this many times what is wanted, which is as good as all of it.
MARGIN = 3.0
SIDEWAYS = {90, 270}
TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


@dataclass(frozen=True, slots=True)
class Wish:
    """``quality`` is low, medium or high; ``width`` and ``height`` are a box to meet, in pixels, as ``fit`` says.

    ``turn`` is clockwise, in degrees; ``background`` is ``#rrggbb``; ``grey``: without colours; ``strip``: nothing of
    where and when it was taken; ``most`` is a size for all of the result, in bytes, for which ``level`` (an encoder's
    quality, 1…100) and ``scale`` are found.
    """

    quality: str | None = None
    width: int | None = None
    height: int | None = None
    fit: str = "contain"
    turn: int = 0
    dpi: int | None = None
    paper: str | None = None
    background: str | None = None
    grey: bool = False
    strip: bool = False
    most: int | None = None
    level: int | None = None
    scale: float = 1.0

    @classmethod
    def of(cls, options: Mapping[str, Value]) -> "Wish":
        """From a step's options."""
        words = {name: str(options[name]) for name in ("quality", "fit", "paper", "background") if name in options}
        numbers = {name: int(options[name]) for name in ("width", "height", "dpi") if name in options}
        turn, grey, strip, most = (options.get(name) for name in ("rotate", "grey", "strip", "max"))
        switched = {"grey": bool(grey), "strip": bool(strip)}
        return cls(**words, **numbers, **switched, turn=int(turn or 0), most=int(most) if most else None)  # type: ignore[arg-type]

    @property
    def is_modest(self) -> bool:
        """Nothing is wished but a quality and a size that it shrinks to."""
        return self == Wish(self.quality, self.width, self.height)

    def kept(self, keys: Collection[str]) -> set[str]:
        """Which of these things that a picture carries may stay."""
        return set(keys) - ({"exif", "xmp"} if self.strip else set())

    @property
    def box(self) -> tuple[int, int] | None:
        """Width and height to fit into, if any."""
        return (self.width or ANY, self.height or ANY) if self.width or self.height else None


def draft(image: Image.Image, wish: Wish) -> None:
    """Have a picture that is not loaded yet decoded small, if its decoder can and it will be shrunk anyway."""
    if wish.box:
        width, height = wish.box
        if (metadata.orientation(image) in metadata.ON_ITS_SIDE) != (wish.turn in SIDEWAYS):
            width, height = height, width
        image.draft(None, (int(min(width, image.width) * MARGIN), int(min(height, image.height) * MARGIN)))


def shaped(image: Image.Image, wish: Wish) -> Image.Image:
    """The picture turned, as large as was asked, on the background that was asked for."""
    image = turned(image, wish)
    meet = MEETING[wish.fit] if wish.width and wish.height else shrunk
    image = meet(image, wish)
    if wish.scale < 1:
        width, height = (max(1, round(side * wish.scale)) for side in image.size)
        image = shrunk(image, Wish(width=width, height=height))
    if wish.background and image.has_transparency_data:
        image = _on(image, wish.background)
    if wish.grey:
        image = _bleached(image)
    if wish.dpi:
        image.info["dpi"] = (wish.dpi, wish.dpi)
    return image


def turned(image: Image.Image, wish: Wish) -> Image.Image:
    """The picture turned as was asked."""
    return image.transpose(TURNS[wish.turn]) if wish.turn else image


def shrunk(image: Image.Image, wish: Wish) -> Image.Image:
    """The picture fitted into the box that was asked for, its shape kept; it never grows."""
    if not wish.box:
        return image
    scale = min(wish.box[0] / image.width, wish.box[1] / image.height)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    image = _scalable(image)
    gap = None if image.mode.startswith("I;16") else MARGIN
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=gap)


def _covering(image: Image.Image, wish: Wish) -> Image.Image:
    """All of the box is filled; what stands over is cut off on both sides."""
    image, (width, height) = _scalable(image), _box(wish)
    scale = max(width / image.width, height / image.height)
    across, down = (image.width - width / scale) / 2, (image.height - height / scale) / 2
    part = (across, down, image.width - across, image.height - down)
    return image.resize((width, height), Image.Resampling.LANCZOS, box=part)


def _stretched(image: Image.Image, wish: Wish) -> Image.Image:
    return _scalable(image).resize(_box(wish), Image.Resampling.LANCZOS)


def _box(wish: Wish) -> tuple[int, int]:
    return wish.width or 1, wish.height or 1


def _scalable(image: Image.Image) -> Image.Image:
    """In a mode whose colours can be mixed."""
    if image.mode in {"1", "P", "PA"} or (image.has_transparency_data and image.mode in {"L", "RGB"}):
        return image.convert("L" if image.mode == "1" else "RGBA" if image.has_transparency_data else "RGB")
    return image


def _on(image: Image.Image, colour: str) -> Image.Image:
    """The picture with that colour behind it, without transparency."""
    front = image.convert("RGBA")
    page = Image.new("RGBA", image.size, colour)
    page.alpha_composite(front)
    page.info = {key: value for key, value in image.info.items() if key != "transparency"}
    return page.convert("RGB")


def _bleached(image: Image.Image) -> Image.Image:
    """The picture in greys; a profile of its colours would mean nothing any more."""
    if image.mode in {"1", "L", "LA"} or image.mode.startswith(("I", "F")):
        return image
    grey = image.convert("LA" if image.has_transparency_data else "L")
    grey.info = {key: value for key, value in image.info.items() if key not in ("icc_profile", "transparency")}
    return grey.convert("RGBA" if grey.mode == "LA" else "RGB")


MEETING = {"contain": shrunk, "cover": _covering, "stretch": _stretched}
