"""Colours: a picture in a mode that its target can hold, looking the same."""

import io
from collections.abc import Collection

from PIL import Image, ImageCms

from conversion import process
from conversion.reports import Remark

# Modes that few encoders know, and the one that holds the same.
PLAIN = {
    "I;16B": "I;16",
    "I;16L": "I;16",
    "I;16N": "I;16",
    "La": "LA",
    "PA": "RGBA",
    "RGBa": "RGBA",
    "RGBX": "RGB",
    "YCbCr": "RGB",
    "HSV": "RGB",
    "LAB": "RGB",
}
# Where to go from a mode that the target can't hold.
NEXT = {
    "1": "L",
    "L": "RGB",
    "LA": "RGBA",
    "P": "RGB",
    "RGB": "RGBA",
    "CMYK": "RGB",
    "I": "I;16",
    "F": "I;16",
    "I;16": "L",
}
SEE_THROUGH = {"1": "LA", "L": "LA", "P": "RGBA", "RGB": "RGBA"}
# Which modes a colour profile speaks of, by the space it names in its header.
SPACES = {b"RGB ": {"RGB", "RGBA", "P"}, b"GRAY": {"1", "L", "LA", "I;16", "I", "F"}, b"CMYK": {"CMYK"}}
BRIGHTEST = {8: 255, 16: 65535}
OPAQUE = 255


def fitted(image: Image.Image, modes: Collection[str], *, keeps_profile: bool) -> Image.Image:
    """The picture in one of ``modes``: on white where they have no alpha, in sRGB where its profile would be lost."""
    image = _plain(image, modes)
    if not (keeps_profile and (image.mode in modes or _space(image) == b"RGB ")):
        image = standard(image)
    if not has_alpha(modes):
        image = flattened(image)
    while image.mode not in modes:
        image = _converted(image, NEXT[image.mode])
    return image


def has_alpha(modes: Collection[str]) -> bool:
    """Whether one of these modes can be transparent."""
    return any("A" in mode for mode in modes)


def standard(image: Image.Image) -> Image.Image:
    """The picture in sRGB, if a profile says what its colours mean; without one they are taken for sRGB already."""
    profile = image.info.pop("icc_profile", None)
    if not profile or image.mode not in {"1", "L", "P", "RGB", "RGBA", "CMYK"}:
        return image
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(given):
            return image
        return _through(image, given)
    except (ImageCms.PyCMSError, OSError):  # a broken profile says nothing
        return image


def flattened(image: Image.Image) -> Image.Image:
    """The picture on white, without alpha."""
    if image.mode not in {"LA", "RGBA"}:
        return image
    solid = image.mode.removesuffix("A")
    if any(image.getchannel("A").histogram()[:OPAQUE]):
        process.remark(Remark.FLATTENED)
    paper = Image.new(solid, image.size, "white")
    paper.paste(image.convert(solid), mask=image.getchannel("A"))
    return _with_info(paper, image)


def _plain(image: Image.Image, modes: Collection[str]) -> Image.Image:
    """Without rare modes, colours that stand for nothing, or a profile of another space.

    A palette may keep its transparent entries where the target has both.
    """
    if image.mode in PLAIN:
        image = _converted(image, PLAIN[image.mode])
    stays = image.mode == "P" and "P" in modes and has_alpha(modes)
    if image.has_transparency_data and image.mode in SEE_THROUGH and not stays:
        image = image.convert(SEE_THROUGH[image.mode])
    if image.mode not in SPACES.get(_space(image), ()):
        image.info.pop("icc_profile", None)
    return image


def _space(image: Image.Image) -> bytes:
    """The colour space its profile speaks of, empty without one."""
    return bytes((image.info.get("icc_profile") or b"")[16:20])


def _through(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    source = image.convert({"1": "L", "P": "RGB"}.get(image.mode, image.mode))
    result = ImageCms.profileToProfile(
        source,
        profile,
        ImageCms.createProfile("sRGB"),
        outputMode="RGBA" if source.mode == "RGBA" else "RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert result is not None  # not in place
    return _with_info(result.convert("L") if source.mode == "L" else result, image)


def _converted(image: Image.Image, mode: str) -> Image.Image:
    """As `Image.convert`, which cuts off what is deeper than its target instead of scaling it."""
    if mode == "I;16":
        return _with_info(_deep(image), image)
    if image.mode == "I;16":
        process.remark(Remark.SHADES)
        return _with_info(_scaled(image, 0, BRIGHTEST[8] / BRIGHTEST[16]).convert("L"), image)
    return image.convert(mode)


def _deep(image: Image.Image) -> Image.Image:
    """Numbers of any range as sixteen bits, by the narrowest usual range that holds them, else by their own."""
    if image.mode.startswith("I;16"):
        return image.convert("I").convert("I;16")
    low, high = image.getextrema()
    assert isinstance(low, int | float)  # a picture of one band
    assert isinstance(high, int | float)
    tops = (1, BRIGHTEST[8], BRIGHTEST[16]) if image.mode == "F" else (BRIGHTEST[8], BRIGHTEST[16])
    top = next((top for top in tops if 0 <= low <= high <= top), None)
    if top is None:
        return _scaled(image, low, BRIGHTEST[16] / ((high - low) or 1)).convert("I").convert("I;16")
    return _scaled(image, 0, BRIGHTEST[16] / top).convert("I").convert("I;16")


def _scaled(image: Image.Image, low: float, factor: float) -> Image.Image:
    return image.convert("F").point(lambda value: value * factor + (0.5 - low * factor))


def _with_info(image: Image.Image, origin: Image.Image) -> Image.Image:
    """``image`` with what was known about ``origin``, but for the transparent colours that it no longer has."""
    image.info = {key: value for key, value in origin.info.items() if key != "transparency"}
    return image
