"""What people ask of a picture besides its format: how good, and how large."""

from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from conversion.engines.imaging import metadata
from conversion.options import Value

ANY = 1_000_000  # px: no limit that way
# Shrinking decodes a JPEG no larger than this many times what is wanted, which is as good as all of it.
MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class Wish:
    """``quality`` is low, medium or high; ``width`` and ``height`` are a box to fit into, in pixels."""

    quality: str | None = None
    width: int | None = None
    height: int | None = None

    @classmethod
    def of(cls, options: Mapping[str, Value]) -> "Wish":
        """From a step's options."""
        quality, width, height = (options.get(name) for name in ("quality", "width", "height"))
        return cls(str(quality) if quality else None, int(width) if width else None, int(height) if height else None)

    @property
    def box(self) -> tuple[int, int] | None:
        """Width and height to fit into, if any."""
        return (self.width or ANY, self.height or ANY) if self.width or self.height else None


def draft(image: Image.Image, wish: Wish) -> None:
    """Have a picture that is not loaded yet decoded small, if its decoder can and it will be shrunk anyway."""
    if wish.box:
        width, height = wish.box
        if metadata.orientation(image) in metadata.ON_ITS_SIDE:
            width, height = height, width
        image.draft(None, (int(min(width, image.width) * MARGIN), int(min(height, image.height) * MARGIN)))


def shrunk(image: Image.Image, wish: Wish) -> Image.Image:
    """The picture fitted into the box that was asked for, its shape kept; it never grows."""
    if not wish.box:
        return image
    scale = min(wish.box[0] / image.width, wish.box[1] / image.height)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if image.mode in {"1", "P", "PA"} or (image.has_transparency_data and image.mode in {"L", "RGB"}):
        image = image.convert("L" if image.mode == "1" else "RGBA" if image.has_transparency_data else "RGB")
    gap = None if image.mode.startswith("I;16") else MARGIN
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=gap)
