"""DXF as SVG: lines, letters and hatches; pictures elsewhere are frames."""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

SIDES, MARGIN = (287, 410, 584, 831, 1179), 5  # mm: the longer sides of A4 to A0, and what is left free around
LEGIBLE = 1.8  # mm
NARROWEST = 0.01  # of the longer side: a line alone is a drawing, too
END, NEAR = b"EOF", 64  # what it ends with, and how near
DIMENSION = b"DIMENSION"
# What ezdxf raises for a dimension that makes no sense.
UNDRAWABLE = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
LENGTHS = (0, 1, 3, 4)  # dimensions that are no angle and no place
LETTERS = 40  # of a dimension's height, so many make its length
MOST_ENTITIES = 300_000
# ezdxf would look through all of the system's fonts: these have the letters and the widths that plans are made with.
FONTS = ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/truetype/liberation")

# What those lack: Chinese, Japanese and Korean letters, which stand from here on.
FAR_EASTERN, FIRST_FAR_EASTERN = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"), "\u2e80"
WRITTEN = ("TEXT", "MTEXT", "ATTRIB", "ATTDEF")


def draw(source: Path, output: Path, scratch: Path) -> None:
    """Write an SVG; raises `DamagedFileError`, `NothingToConvertError` and `TooLargeError`."""
    choose_fonts(scratch / "cache")
    from ezdxf.lldxf.const import DXFError  # noqa: PLC0415 - large, and it looks for fonts

    with source.open("rb") as file:
        file.seek(max(0, source.stat().st_size - NEAR))
        if END not in file.read():
            raise DamagedFileError("the end is missing")
    try:
        document = _read(_measured(source, scratch / "measured.dxf"))
        _style_far_eastern(document)
        layout = _layout(document)
        if layout is None:
            raise NothingToConvertError("no drawing")
        if len(layout) > MOST_ENTITIES:
            raise TooLargeError("entities", len(layout))
        drawn = _drawn(document, layout)
    except (DXFError, OSError, ValueError, LookupError, AttributeError, TypeError, ArithmeticError) as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error
    output.write_text(drawn, "utf-8")


def choose_fonts(cache: Path) -> None:
    """Lay out what ezdxf takes for its list of the system's fonts, and fill it: for the child that draws."""
    if cache.exists():
        return
    os.environ["XDG_CACHE_HOME"] = str(cache)
    (cache / "ezdxf").mkdir(parents=True)
    (cache / "ezdxf" / "font_manager_cache.json").write_text(json.dumps({"version": 0, "font-faces": []}))
    from ezdxf.fonts import fonts  # noqa: PLC0415 - reads the list

    far = cache / "far"
    far.mkdir()
    if FAR_EASTERN.exists():  # linked to a folder of its own: beside it are a hundred more
        (far / FAR_EASTERN.name).symlink_to(FAR_EASTERN)
    fonts.font_manager.build((*FONTS, str(far)), support_dirs=False)


def _style_far_eastern(document: Any) -> None:
    """A text is drawn in one font: those with such letters in the one that has them."""
    style = ""
    for entity in list(document.entitydb.values()):  # a style is one of them, too
        kind = entity.dxftype()
        if (
            kind in WRITTEN
            and max(entity.text if kind == "MTEXT" else entity.dxf.text, default="") >= FIRST_FAR_EASTERN
        ):
            style = style or document.styles.new("far eastern", dxfattribs={"font": FAR_EASTERN.name}).dxf.name
            entity.dxf.style = style


def _measured(source: Path, drawn: Path) -> Path:
    """The plan, or one in which all dimensions are drawn: ezdxf drops those that say what they measure and no more."""
    import ezdxf  # noqa: PLC0415 - as above

    if DIMENSION not in source.read_bytes():
        return source
    try:
        document = ezdxf.readfile(source)
        bare = [one for one in document.query("DIMENSION") if one.get_geometry_block() is None]  # type: ignore[attr-defined]
        for dimension in bare:
            _draw_dimension(dimension)
        if bare:
            document.saveas(drawn)
    except (ezdxf.DXFError, OSError, *UNDRAWABLE):  # what is to be mended first
        return source
    return drawn if bare else source


def _draw_dimension(dimension: Any) -> None:
    look = dimension.override()
    if not look.get("dimscale", 1):  # as large as a view makes them, of which there is none here
        look["dimscale"] = _scale(dimension, look.get("dimtxt", 1) or 1)
    with contextlib.suppress(*UNDRAWABLE):
        look.render()


def _scale(dimension: Any, height: float) -> float:
    """What makes letters of that height fit to what is measured."""
    length = abs(dimension.get_measurement()) if dimension.dimtype in LENGTHS else 0
    return max(1.0, length / LETTERS / height)


def _read(source: Path) -> Any:
    """With its faults mended, and letters that its code page lacks decoded."""
    import ezdxf  # noqa: PLC0415 - as above
    from ezdxf import recover  # noqa: PLC0415 - as above
    from ezdxf.lldxf.validator import is_binary_dxf_file  # noqa: PLC0415 - as above

    return ezdxf.readfile(source) if is_binary_dxf_file(str(source)) else recover.readfile(source)[0]


def _layout(document: Any) -> Any:
    """The model, or the first sheet with anything but its own view."""
    layouts = (document.layout(name) for name in document.layout_names_in_taborder())
    return next((layout for layout in layouts if any(entity.dxftype() != "VIEWPORT" for entity in layout)), None)


def _side(longer: float, layout: Any) -> int:
    """That of the smallest sheet on which all but the smallest letters can be read, or of the largest."""
    heights = sorted(_heights(layout))
    told = heights[len(heights) // 10] if heights else longer
    return next((side for side in SIDES if told * side / longer >= LEGIBLE), SIDES[-1])


def _heights(entities: Iterable[Any]) -> Iterator[float]:
    for entity in entities:
        kind = entity.dxftype()
        if kind == "DIMENSION":
            yield from _heights(entity.get_geometry_block() or ())
        elif kind == "INSERT":
            yield from _heights(entity.attribs)
        elif kind in WRITTEN and (height := entity.dxf.char_height if kind == "MTEXT" else entity.dxf.height) > 0:
            yield height


def _drawn(document: Any, layout: Any) -> str:
    from ezdxf.addons.drawing import Frontend, RenderContext, config, svg  # noqa: PLC0415 - as above
    from ezdxf.addons.drawing import layout as pages  # noqa: PLC0415 - as above

    backend = svg.SVGBackend()
    settings = config.Configuration(
        background_policy=config.BackgroundPolicy.WHITE, image_policy=config.ImagePolicy.RECT
    )
    Frontend(RenderContext(document), backend, config=settings).draw_layout(layout)
    box = backend.player().bbox()
    if not box.has_data:
        raise NothingToConvertError("nothing to be seen")
    longer = max(box.size.x, box.size.y) or 1
    side = _side(longer, layout)
    width, height = (max(length * side / longer, side * NARROWEST) + 2 * MARGIN for length in (box.size.x, box.size.y))
    page = pages.Page(width, height, pages.Units.mm, margins=pages.Margins.all(MARGIN))
    return backend.get_string(page, settings=pages.Settings(fit_page=True))
