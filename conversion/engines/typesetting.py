"""Typst and LaTeX into pages, by Typst itself: it reads nothing but the text."""

import re
from pathlib import Path
from typing import Any, cast

from conversion import formats
from conversion.contents import text
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs, sheets
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

TYPST = formats.named("typ")
# What a page without a size of its own is printed on at this many pixels an inch.
DPI = 150
NUMBERED = re.compile(r"page-(\d+)\.")


class TypstEngine(Engine):
    """Typesets a text in Typst's own markup."""

    name = "typst"
    queue = "document"
    libraries = ("typst",)
    routes = all_routes(TYPST, formats.named("pdf svg png"))

    def convert(self, step: Step) -> None:
        """A PDF of all pages, or a picture a page."""
        name = step.target.name
        outputs.place(step, step.scratch, step.runner.call(typeset, step.source, name, step.scratch))


def typeset(source: Path, target: str, folder: Path) -> int:
    """Write the pages of a text as ``1``, ``2``, … into ``folder``; how many files there are."""
    import typst  # noqa: PLC0415 - starts threads, so never outside the forked child

    root = folder / "root"
    root.mkdir()
    (root / "main.typ").write_text(text.read(source), "utf-8")
    pattern = "page-{0p}." + target if target != "pdf" else "page-1.pdf"
    try:
        typst.compile(root / "main.typ", output=folder / pattern, root=root, format=cast("Any", target), ppi=DPI)
    except (typst.TypstError, RuntimeError) as error:
        raise DamagedFileError(str(error)) from error
    pages = sorted((int(found[1]), path) for path in folder.iterdir() if (found := NUMBERED.match(path.name)))
    if len(pages) > sheets.MOST_PAGES:
        raise TooLargeError("pages", len(pages))
    if not pages:
        raise NothingToConvertError("no pages")
    for number, (_page, path) in enumerate(pages, start=1):
        path.rename(folder / str(number))
    return len(pages)
