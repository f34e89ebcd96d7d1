"""How each format is written: a row says what it can hold, what it carries along, and what a quality means there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from conversion.engines.imaging import colours, icons, metadata, palettes, png, reading, webp
from conversion.engines.imaging.wishes import Wish
from conversion.errors import TooLargeError

Save = Callable[[Image.Image, Path, Mapping[str, Any]], None]
Settings = Mapping[str, Any]


def _pillow(name: str) -> Save:
    """Pillow's own encoder of that name."""

    def save(image: Image.Image, path: Path, settings: Settings) -> None:
        image.save(path, name, **settings)

    return save


def _drained(name: str, *modes: str) -> Save:
    """Pillow's encoder of that name, for a format without colours."""

    def save(image: Image.Image, path: Path, settings: Settings) -> None:
        (image if image.mode in modes else image.convert(modes[0])).save(path, name, **settings)

    return save


def _paletted(name: str) -> Save:
    """Pillow's encoder of that name, for 256 colours without transparency."""

    def save(image: Image.Image, path: Path, settings: Settings) -> None:
        image.convert("RGB").quantize(palettes.COLOURS).save(path, name, **settings)

    return save


def _heif(image: Image.Image, path: Path, settings: Settings) -> None:
    import pillow_heif  # noqa: PLC0415 - 16 MB that only the child which encodes HEIC needs

    pillow_heif.register_heif_opener()
    image.save(path, "HEIF", **settings)


@dataclass(frozen=True, slots=True)
class Encoder:
    """A format as it is written.

    ``modes`` are Pillow's modes that it holds, ``carries`` what else it takes along; ``side`` is the longest one it
    knows, in pixels, ``most`` how many it can be given within a child's memory; ``drawn`` are settings for pictures of
    few colours, which lossy encoders spoil.
    """

    save: Save
    modes: str
    carries: frozenset[str] = frozenset()
    side: int = 65535
    most: int = reading.MOST_PIXELS
    always: Settings = field(default_factory=dict)
    qualities: Mapping[str, Settings] = field(default_factory=dict)
    drawn: Settings = field(default_factory=dict)

    def settings(self, wish: Wish, *, drawn: bool) -> dict[str, Any]:
        """Pillow's arguments for a wish; without one, those of medium quality."""
        few = self.drawn if drawn and wish.quality != "low" and wish.level is None else {}
        level = {"quality": wish.level} if self.has_levels and wish.level is not None else {}
        return {**self.always, **self.qualities.get(wish.quality or "medium", {}), **few, **level}

    @property
    def has_levels(self) -> bool:
        """Its quality is a number up to 100."""
        return "quality" in self.qualities.get("medium", {})


def _qualities(low: int, medium: int, high: int, **finest: Any) -> dict[str, Settings]:
    """Three steps of an encoder's own scale; ``finest`` goes with the highest."""
    return {"low": {"quality": low}, "medium": {"quality": medium}, "high": {"quality": high, **finest}}


# The encoders that come from films take more than 30 bytes a pixel.
FILM_PIXELS = 64_000_000
_ALL = frozenset({"exif", "icc_profile", "xmp", "dpi"})
_MEDIA = frozenset({"exif", "icc_profile", "xmp"})
_DPI = frozenset({"dpi"})

ENCODERS: dict[str, Encoder] = {
    "jpg": Encoder(_pillow("JPEG"), "L RGB", _ALL, qualities=_qualities(60, 85, 95, subsampling=0)),
    "png": Encoder(png.save, "1 L LA P RGB RGBA I;16", _ALL),
    "apng": Encoder(png.save_moving, "RGB RGBA", _ALL),
    "webp": Encoder(
        webp.save, "RGB RGBA", _MEDIA, side=16383, qualities=_qualities(50, 80, 95), drawn={"lossless": True}
    ),
    "gif": Encoder(palettes.save, "1 L P RGB RGBA"),
    "tiff": Encoder(_pillow("TIFF"), "1 L LA P RGB RGBA CMYK I;16", _ALL, always={"compression": "tiff_lzw"}),
    "bmp": Encoder(_pillow("BMP"), "1 L P RGB", _DPI),
    "ico": Encoder(icons.save, "RGBA"),
    # Speeds measured on 12 megapixels and two cores: 6 (the usual one) takes 2.8 s, 8 takes 1.2 s, 7 % larger files.
    "avif": Encoder(
        _pillow("AVIF"),
        "L RGB RGBA",
        _MEDIA,
        most=FILM_PIXELS,
        always={"speed": 8, "max_threads": 4},
        qualities=_qualities(45, 65, 85, subsampling="4:4:4"),
    ),
    # x265's usual preset takes three times as long for files of nearly the same size and likeness.
    "heic": Encoder(
        _heif,
        "RGB RGBA",
        _MEDIA,
        side=16383,
        most=FILM_PIXELS,
        always={"enc_params": {"preset": "ultrafast"}},
        qualities=_qualities(40, 60, 80, chroma=444),
    ),
    "tga": Encoder(_pillow("TGA"), "L P RGB RGBA", always={"compression": "tga_rle"}),
    # Greys would be a PGM, black and white a PBM.
    "ppm": Encoder(_pillow("PPM"), "RGB"),
    "pgm": Encoder(_drained("PPM", "L", "I;16"), "L RGB I;16"),
    "pbm": Encoder(_drained("PPM", "1"), "1 L RGB"),
    "xbm": Encoder(_drained("XBM", "1"), "1 L RGB"),
    "jp2": Encoder(
        _pillow("JPEG2000"),
        "L LA RGB RGBA I;16",
        most=FILM_PIXELS,
        always={"quality_mode": "dB"},
        qualities={step: {"quality_layers": [level]} for step, level in (("low", 32), ("medium", 40), ("high", 48))},
    ),
    "qoi": Encoder(_pillow("QOI"), "RGB RGBA"),
    "dds": Encoder(_pillow("DDS"), "L LA RGB RGBA"),
    "pcx": Encoder(_pillow("PCX"), "1 L P RGB"),
    "sgi": Encoder(_pillow("SGI"), "L RGB RGBA"),
    "icns": Encoder(icons.save_apple, "RGBA"),
}
# Those of formats that another engine asks for.
RARE: dict[str, Encoder] = {
    "blp": Encoder(_paletted("BLP"), "RGB RGBA", always={"blp_version": "BLP2"}),
    "cur": Encoder(icons.save_pointer, "RGBA"),
    "im": Encoder(_pillow("IM"), "L RGB"),
    "j2k": Encoder(
        _pillow("JPEG2000"),
        "L LA RGB RGBA I;16",
        most=FILM_PIXELS,
        always={"quality_mode": "dB", "no_jp2": True},
        qualities=ENCODERS["jp2"].qualities,
    ),
    "msp": Encoder(_drained("MSP", "1"), "1 L RGB"),
    "spi": Encoder(_drained("SPIDER", "F"), "L RGB"),
}
KNOWN = ENCODERS | RARE


def write(image: Image.Image, target: str, path: Path, wish: Wish) -> None:
    """Write one picture as the format ``target``; raises `TooLargeError` for what that can't hold."""
    encoder = KNOWN[target]
    drawn = image.mode in {"1", "P"}
    image = fitted(image, encoder)
    settings = {**encoder.settings(wish, drawn=drawn), **metadata.carried(image, wish.kept(encoder.carries))}
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    encoder.save(image, path, settings)


def fitted(image: Image.Image, encoder: Encoder) -> Image.Image:
    """The picture in a mode of the encoder; raises `TooLargeError`."""
    if max(image.size) > encoder.side or image.width * image.height > encoder.most:
        raise TooLargeError("target", image.width, image.height)
    return colours.fitted(image, encoder.modes.split(), keeps_profile="icc_profile" in encoder.carries)
