"""Pictures of other programs and times, by ImageMagick: only by coders that are named, never by one it guesses."""

from pathlib import Path

from conversion import formats
from conversion.engines.base import SPARE, Step, all_routes
from conversion.engines.detours import COMMON, PNG, WANTED, Detour
from conversion.engines.imaging import endings, moving
from conversion.engines.imaging.interchange import KEPT, Room
from conversion.errors import DamagedFileError
from conversion.process import Tool

PROGRAM = "convert-im6.q16"
# More is refused: 120 megapixels of eight bytes fit.
LIMITS = ("-limit", "memory", "1GiB", "-limit", "map", "1GiB", "-limit", "disk", "0", "-limit", "thread", "2")

# The coders that read a format, under ImageMagick's names.
DECODERS = {
    "aai": "AAI", "art": "ART", "avs": "AVS", "cal": "CALS", "cin": "CIN", "dpx": "DPX",
    "ipl": "IPL", "jbg": "JBIG", "jng": "JNG", "miff": "MIFF", "mtv": "MTV", "otb": "OTB", "pam": "PAM",
    "pgx": "PGX", "pict": "PICT", "psb": "PSB", "rgf": "RGF", "six": "SIXEL", "sun": "SUN",
    "mng": "MNG", "xcf": "XCF", "vicar": "VICAR", "viff": "VIFF", "wbmp": "WBMP", "xwd": "XWD",
}  # fmt: skip
# Those of everyday pictures, for the odd file that Pillow can't read.
SECOND = {
    "bmp": "BMP", "gif": "GIF", "ico": "ICO", "jpg": "JPEG", "pcx": "PCX", "png": "PNG", "psd": "PSD", "tga": "TGA",
    "tiff": "TIFF", "webp": "WEBP",
}  # fmt: skip
_DEEP = Room("L LA RGB RGBA I;16", is_deep=True)
_SOLID = Room("L RGB")
_CLEAR = Room("RGBA")
_GREY = Room("L I;16", is_deep=True)
_INK = Room("1")
_SMALL = Room("1", side=255)
_WHOLE = Room("L LA RGB RGBA I;16", is_deep=True, carries=KEPT)
ROOMS = {
    "aai": _CLEAR, "art": _INK, "avs": _CLEAR, "cal": _INK, "cin": Room("RGB", is_deep=True), "dpx": _DEEP,
    "fits": _GREY, "ipl": Room("RGB"), "jbg": _INK, "jng": _CLEAR, "miff": _WHOLE, "mtv": _SOLID, "otb": _SMALL,
    "pam": _DEEP, "pgx": _GREY, "pict": Room("RGB"), "psb": _WHOLE, "psd": _WHOLE, "rgf": _SMALL, "six": _SOLID,
    "sun": _SOLID, "vicar": Room("L"), "viff": _CLEAR, "wbmp": _INK, "xpm": _CLEAR, "xwd": Room("RGB"),
}  # fmt: skip
# ImageMagick calls a broken fax a matter of warning.
STRICT = {"cal": ("-regard-warnings",)}
MOVING = frozenset({"mng"})
LOSSLESS = ("-define", "webp:lossless=true")
SETTINGS = {"dpx": ("-define", "dpx:colorspace=sRGB"), "psd": ("-compress", "RLE"), "psb": ("-compress", "RLE")}


class MagickEngine(Detour):
    """Reads into a PNG, writes out of one."""

    name = "imagemagick"
    tools = (Tool(PROGRAM, "imagemagick", "-version"),)
    routes = all_routes(formats.named(" ".join(DECODERS)), WANTED) | all_routes(COMMON, formats.named(" ".join(ROOMS)))
    rooms = ROOMS

    def decode(self, step: Step, path: Path) -> str:
        """The first picture of a file, or all of an animation; raises `DamagedFileError`."""
        name = step.source_format.name
        if endings.is_unfinished(step.source, name):
            raise DamagedFileError("the end is missing")
        if name in MOVING and step.target.name in moving.TARGETS:
            _run(step, f"{DECODERS[name]}:{step.source}", "-coalesce", *LOSSLESS, f"WEBP:{path}")
            return "webp"
        source = f"{DECODERS[name]}:{step.source}[0]"
        _run(step, *STRICT.get(name, ()), source, "-define", "png:compression-level=1", f"PNG:{path}")
        return PNG

    def encode(self, step: Step, laid: Path) -> None:
        """Write the output from a PNG."""
        name = step.target.name
        coder = DECODERS.get(name, name.upper())
        _run(step, f"PNG:{laid}", *SETTINGS.get(name, ()), f"{coder}:{step.output}")


class SecondReader(Detour):
    """Reads everyday pictures that the engine for them does not; half a picture is none, though."""

    name = "imagemagick, second"
    tools = MagickEngine.tools
    routes = all_routes(formats.named(" ".join(SECOND)), formats.named("jpg png webp tiff pdf"), SPARE)

    def decode(self, step: Step, path: Path) -> str:
        """The first picture of a file; raises `DamagedFileError`."""
        source = f"{SECOND[step.source_format.name]}:{step.source}[0]"
        _run(step, "-regard-warnings", source, "-auto-orient", f"PNG:{path}")
        return PNG


def _run(step: Step, *words: str) -> None:
    """Its own complaints are about the file: what stands before and after it is ours."""
    step.runner.read([PROGRAM, *LIMITS, *words])
