"""Opening a stranger's picture: the right decoder only, limits first, its faults as errors of the house."""

import contextlib
import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path

# Plugins register themselves when imported; named here so that Pillow does not go and import all it has.
from PIL import (
    AvifImagePlugin,
    BlpImagePlugin,
    DcxImagePlugin,
    DdsImagePlugin,
    FtexImagePlugin,
    GbrImagePlugin,
    IcnsImagePlugin,
    IcoImagePlugin,
    Image,
    ImageFile,
    ImImagePlugin,
    Jpeg2KImagePlugin,
    MspImagePlugin,
    PcxImagePlugin,
    PsdImagePlugin,
    QoiImagePlugin,
    SgiImagePlugin,
    SpiderImagePlugin,
    TgaImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
    XbmImagePlugin,
    XpmImagePlugin,
)

from conversion.engines.imaging import endings, icons, pixmaps, webp
from conversion.engines.imaging.sheets import MOST_PAGES
from conversion.errors import DamagedFileError, TooLargeError

# The decoders that a format of the catalogue may need, under Pillow's names: no file picks its decoder by itself.
DECODERS: dict[str, tuple[str, ...]] = {
    "jpg": ("JPEG",),
    "png": ("PNG",),
    "apng": ("PNG",),
    "webp": (WebPImagePlugin.WebPImageFile.format,),
    "gif": ("GIF",),
    "tiff": (TiffImagePlugin.TiffImageFile.format,),
    "bmp": ("BMP", "DIB"),
    "ico": (IcoImagePlugin.IcoImageFile.format,),
    "avif": (AvifImagePlugin.AvifImageFile.format,),
    "heic": ("HEIF", AvifImagePlugin.AvifImageFile.format),
    "tga": (TgaImagePlugin.TgaImageFile.format,),
    "ppm": ("PPM",),
    "pgm": ("PPM",),
    "pbm": ("PPM",),
    "jp2": (Jpeg2KImagePlugin.Jpeg2KImageFile.format,),
    "qoi": (QoiImagePlugin.QoiImageFile.format,),
    "dds": (DdsImagePlugin.DdsImageFile.format,),
    "pcx": (PcxImagePlugin.PcxImageFile.format,),
    "sgi": (SgiImagePlugin.SgiImageFile.format,),
    "xbm": (XbmImagePlugin.XbmImageFile.format,),
    "xpm": (XpmImagePlugin.XpmImageFile.format,),
    "icns": (IcnsImagePlugin.IcnsImageFile.format,),
    "cur": (IcoImagePlugin.IcoImageFile.format,),
    "psd": (PsdImagePlugin.PsdImageFile.format,),
}
# Those of formats that another engine asks for.
RARE: dict[str, tuple[str, ...]] = {
    "blp": (BlpImagePlugin.BlpImageFile.format,),
    "dcx": (DcxImagePlugin.DcxImageFile.format,),
    "ftc": (FtexImagePlugin.FtexImageFile.format,),
    "gbr": (GbrImagePlugin.GbrImageFile.format,),
    "im": (ImImagePlugin.ImImageFile.format,),
    "j2k": (Jpeg2KImagePlugin.Jpeg2KImageFile.format,),
    "msp": (MspImagePlugin.MspImageFile.format,),
    "spi": (SpiderImagePlugin.SpiderImageFile.format,),
}
KNOWN = DECODERS | RARE

MOST_PIXELS = 120_000_000  # in one picture
MOST_MOVING_PIXELS = 200_000_000  # in all frames of an animation: the encoders hold them all, four bytes a pixel
COUNTING = frozenset({"PSD", "IM", "DCX"})
# The TIFF tag that tells smaller copies of a page from pages.
NEW_SUBFILE_TYPE, REDUCED = 254, 1
BITS_PER_SAMPLE, EIGHT = 258, 8
PLANAR_CONFIGURATION, SEPARATE = 284, 2

# What decoders raise on bytes that they can't make sense of.
FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)


@contextlib.contextmanager
def decoding() -> Iterator[None]:
    """A decoder's complaint becomes `DamagedFileError` or `TooLargeError`; a fault of the disk stays itself."""
    try:
        yield
    except Image.DecompressionBombError as error:
        raise TooLargeError(str(error)) from error
    except FAULTS as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


@contextlib.contextmanager
def opened(path: Path, name: str) -> Iterator[ImageFile.ImageFile]:
    """The picture of the format ``name``, its header read, its pixels not yet."""
    if name == "heic":
        import pillow_heif  # noqa: PLC0415 - 16 MB that only the child which decodes HEIC needs

        pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2  # Pillow warns beyond this, and refuses beyond twice as much
    with warnings.catch_warnings(), contextlib.ExitStack() as stack:
        warnings.simplefilter("ignore")
        with decoding():
            image = stack.enter_context(Image.open(_source(path, name), formats=KNOWN[name]))
        assert isinstance(image, ImageFile.ImageFile)
        if image.format in {"PNG", "GIF"} and endings.is_cut_off(path):
            raise DamagedFileError("the end is missing")
        if isinstance(image, TiffImagePlugin.TiffImageFile) and _is_misread(image):
            raise DamagedFileError("planes of more than eight bits")
        yield image


def _is_misread(image: TiffImagePlugin.TiffImageFile) -> bool:
    """Pillow takes planes of sixteen bits for such of eight, and shows noise: others may know better."""
    deepest = max(image.tag_v2.get(BITS_PER_SAMPLE, (1,)))
    return image.tag_v2.get(PLANAR_CONFIGURATION) == SEPARATE and deepest > EIGHT


def _source(path: Path, name: str) -> Path | io.BytesIO:
    """What Pillow is to read. It takes a WebP whole into memory anyway."""
    if name == "xpm":
        return io.BytesIO(pixmaps.plain(path.read_bytes()))
    if name == "cur":
        return io.BytesIO(icons.from_pointer(path.read_bytes()))
    return io.BytesIO(webp.marked(path.read_bytes())) if name == "webp" else path


def at(image: Image.Image, number: int) -> Image.Image:
    """Move to a frame and load it."""
    with decoding():
        if number != image.tell():
            image.seek(number)
        image.load()
    # Some count layers or pages as frames, which encoders would go through.
    return image.copy() if image.format in COUNTING else image


def is_moving(image: Image.Image) -> bool:
    """It is an animation, rather than a picture or a pile of pages."""
    return image.format in {"GIF", "PNG", "WEBP", "AVIF"} and _frame_count(image) > 1


def is_one_of_many(image: Image.Image) -> bool:
    """There are more pictures or pages than the one that it opens with."""
    return is_moving(image) or (image.format == "HEIF" and _frame_count(image) > 1) or len(pages(image)) > 1


def frames(image: Image.Image) -> list[int]:
    """The numbers of an animation's frames; raises `TooLargeError`."""
    count = _frame_count(image)
    if count * image.width * image.height > MOST_MOVING_PIXELS:
        raise TooLargeError("frames", count, image.width, image.height)
    # An APNG may begin with a picture for who can't show it moving.
    return list(range(1 if image.info.get("default_image") else 0, count))


def pages(image: Image.Image) -> list[int]:
    """The numbers of the pages of a TIFF or a DCX; of everything else the picture that it opens with."""
    if image.format == "DCX":
        return list(range(min(_frame_count(image), MOST_PAGES)))
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return [image.tell()]
    count = _frame_count(image)
    if count > MOST_PAGES:
        raise TooLargeError("pages", count)
    return [number for number in range(count) if not _is_reduced(image, number)] or [0]


def _frame_count(image: Image.Image) -> int:
    with decoding():
        return int(getattr(image, "n_frames", 1))


def _is_reduced(image: TiffImagePlugin.TiffImageFile, number: int) -> bool:
    with decoding():
        image.seek(number)
        return bool(int(image.tag_v2.get(NEW_SUBFILE_TYPE, 0)) & REDUCED)
