"""DXF as SVG: lines, letters and hatches; pictures elsewhere are frames."""

import json
import os
from pathlib import Path
from typing import Any

from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

SIDE, MARGIN = 287, 5  # mm: the longer side of A4, and what is left free around
NARROWEST = 0.01  # of the longer side: a line alone is a drawing, too
END, NEAR = b"EOF", 64  # what it ends with, and how near
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
        document = _read(source)
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
    scale = SIDE / (max(box.size.x, box.size.y) or 1)
    width, height = (max(length * scale, SIDE * NARROWEST) + 2 * MARGIN for length in (box.size.x, box.size.y))
    page = pages.Page(width, height, pages.Units.mm, margins=pages.Margins.all(MARGIN))
    return backend.get_string(page, settings=pages.Settings(fit_page=True))
