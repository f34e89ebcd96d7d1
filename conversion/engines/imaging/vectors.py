"""SVG made safe and of a known size: parsed and written anew, so that nothing but the drawing itself is left."""

import base64
import binascii
import io
import re
import urllib.parse
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from PIL import Image

from conversion.engines.imaging import reading
from conversion.engines.imaging.wishes import Wish
from conversion.errors import DamagedFileError, TooLargeError

NAMESPACE = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MOST_ELEMENTS = 500_000
DEEPEST = 200  # elements in one another
LONGEST_ENTITY = 10_000  # characters
SIDE, PIXELS = 8192, 50_000_000  # how large a drawing is rendered at most
# A drawing with a shape but no size is given this longer side.
UNSIZED = 1024
PER_UNIT = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16.0}
LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]*)\s*", re.IGNORECASE)
RASTER = ("PNG", "JPEG", "GIF", "WEBP")

# Fonts that drawings name, and the free ones of the same measures.
SUBSTITUTES = {
    "Liberation Sans": "sans-serif arial helvetica 'helvetica neue' system-ui -apple-system 'segoe ui' roboto",
    "Liberation Serif": "serif times 'times new roman' georgia",
    "Liberation Mono": "monospace courier 'courier new' consolas menlo",
}
SUBSTITUTE = {
    name.strip("'"): free for free, names in SUBSTITUTES.items() for name in re.findall(r"'[^']+'|\S+", names)
}
IMPORT = re.compile(r"@import\b[^;]*;?", re.IGNORECASE)  # would read another style sheet
FAMILIES = re.compile(r"(font-family\s*:\s*)([^;}]+)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A parsed drawing. ``size`` is what it says of itself in pixels, None where it says nothing at all."""

    root: ET.Element
    size: tuple[float, float] | None
    is_sized: bool

    def scaled(self, wish: Wish) -> str:
        """Its text, sized as asked, but no larger than is safe."""
        if self.size:
            width, height = _fitted(self.size, wish, is_sized=self.is_sized)
            self.root.attrib.setdefault("viewBox", f"0 0 {self.size[0]:g} {self.size[1]:g}")
            self.root.attrib |= {"width": f"{width:.6g}", "height": f"{height:.6g}"}
        ET.register_namespace("", NAMESPACE)  # LibreOffice wants no prefix here
        ET.register_namespace("xlink", XLINK)
        return ET.tostring(self.root, encoding="unicode")


def read(path: Path) -> Drawing:
    """Parse a drawing; raises `DamagedFileError`, also for entities that would bring in files, and `TooLargeError`."""
    root = _Reader().read(path.read_bytes())
    if root.tag not in {f"{{{NAMESPACE}}}svg", "svg"}:
        raise DamagedFileError("no svg", root.tag)
    for element in root.iter():
        _keep_to_itself(element)
        _name_fonts(element)
    root.attrib.setdefault("font-family", "Liberation Serif")
    return Drawing(root, *_size(root))


class _Reader:
    """Builds the tree by expat itself: `xml.etree` has no way to refuse an entity."""

    def __init__(self) -> None:
        self.builder = ET.TreeBuilder()
        self.depth = self.count = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.builder.data
        self.parser.EntityDeclHandler = self.entity

    def read(self, data: bytes) -> ET.Element:
        try:
            self.parser.Parse(data, True)  # noqa: FBT003 - expat's
            return self.builder.close()
        except (expat.ExpatError, ValueError, LookupError, AssertionError) as error:
            raise DamagedFileError(str(error)) from error

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > DEEPEST or self.count > MOST_ELEMENTS:
            raise TooLargeError("elements", self.count, self.depth)
        self.builder.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(_qualified(name))

    def entity(self, name: str, is_parameter: int, value: str | None, *_where: str | None) -> None:
        """Short texts only (some editors keep their namespaces so): no files, nothing that grows."""
        if is_parameter or value is None or "&" in value or len(value) > LONGEST_ENTITY:
            raise DamagedFileError("entity", name)


def _qualified(name: str) -> str:
    return "{" + name if "}" in name else name


def _keep_to_itself(element: ET.Element) -> None:
    """Drop references to anything but parts of the drawing and pictures inside it."""
    for key in [key for key in element.attrib if key.rpartition("}")[2] == "href"]:
        reference = element.attrib[key].strip()
        if reference.startswith("data:image/"):
            _check_picture(reference)
        elif not reference.startswith("#"):
            del element.attrib[key]


def _check_picture(reference: str) -> None:
    """Refuse a picture inside that is too large; raises `TooLargeError`. What is no picture isn't shown anyway."""
    head, _, body = reference.partition(",")
    try:
        data = base64.b64decode(body) if head.endswith(";base64") else urllib.parse.unquote_to_bytes(body)
        Image.MAX_IMAGE_PIXELS = reading.MOST_PIXELS // 2
        with reading.decoding(), Image.open(io.BytesIO(data), formats=RASTER):
            return
    except (DamagedFileError, binascii.Error):
        return


def _name_fonts(element: ET.Element) -> None:
    if families := element.get("font-family"):
        element.set("font-family", _with_substitutes(families))
    if style := element.get("style"):
        element.set("style", FAMILIES.sub(_in_style, style))
    if element.tag.endswith("style") and element.text:
        element.text = FAMILIES.sub(_in_style, IMPORT.sub("", element.text))


def _in_style(found: re.Match[str]) -> str:
    return found[1] + _with_substitutes(found[2])


def _with_substitutes(families: str) -> str:
    """A list of fonts in which the free one follows the one it can stand for."""
    return ", ".join(_each(families))


def _each(families: str) -> Iterator[str]:
    for family in families.split(","):
        name = family.strip().strip("'\"")
        if free := SUBSTITUTE.get(name.lower()):
            yield from (
                [f"'{free}'"] if name.lower() in {"serif", "sans-serif", "monospace"} else [family, f"'{free}'"]
            )
        else:
            yield family


def _size(root: ET.Element) -> tuple[tuple[float, float] | None, bool]:
    """Width and height in pixels, and whether they are a size, not only a shape."""
    width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    box = _view_box(root)
    if box is None:
        return ((width or 300.0, height or 150.0), True) if width or height else (None, False)
    shape = box[0] / box[1]
    if width or height:
        return (width or (height or 0) * shape, height or (width or 0) / shape), True
    return box, False


def _pixels(length: str | None) -> float | None:
    found = LENGTH.fullmatch(length or "")
    if found is None or found[2].lower() not in PER_UNIT:
        return None
    return float(found[1]) * PER_UNIT[found[2].lower()] or None if float(found[1]) > 0 else None


def _view_box(root: ET.Element) -> tuple[float, float] | None:
    try:
        _, _, width, height = (float(number) for number in re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    except ValueError:
        return None
    return (width, height) if 0 < width < float("inf") and 0 < height < float("inf") else None


def _fitted(size: tuple[float, float], wish: Wish, *, is_sized: bool) -> tuple[float, float]:
    """A drawing grows as well as it shrinks; its own size is only what nothing else was asked for."""
    width, height = size
    if wish.box:
        scale = min(wish.box[0] / width, wish.box[1] / height)
    else:
        scale = 1.0 if is_sized else max(1.0, UNSIZED / max(size))
    scale = min(scale, SIDE / max(size), (PIXELS / (width * height)) ** 0.5)
    return max(1.0, width * scale), max(1.0, height * scale)
