"""Ebooks, by calibre: with settings, plugins and a home of its own each run."""

import re
from collections.abc import Mapping
from pathlib import Path

from conversion import formats, process
from conversion.engines.base import RARE, SPARE, Engine, Route, Step, all_routes
from conversion.engines.books import comics, grids, inspection
from conversion.errors import DamagedFileError, ToolFailedError

CALIBRE = process.Tool("ebook-convert", "calibre")
# Books whose parts calibre looks for within the book alone: in a htmlz it follows links to any file.
READ = formats.named("epub mobi azw3 azw prc fb2 fbz lit lrf pdb tcr")
WANTED = formats.named("epub mobi azw3 fb2 docx")
UNCOMMON = formats.named("fbz lit lrf pdb tcr htmlz txtz pmlz")
EPUB, PDF, DOCX = formats.named("epub pdf docx")
COMICS = formats.named("cbz cbr cb7 cbt")
LAST = 40  # the cost of a book without text: nothing is made of it

PERCENT = re.compile(r"(\d{1,3})% ")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "epub": ("--no-default-epub-cover",),
    "docx": ("--docx-page-size=a4", "--docx-no-toc"),
    "pdb": ("--pdb-output-encoding=utf-8",),  # what it is by default has no Cyrillic
}
# Pages of comics stay as they were drawn.
COMIC = ("--no-process",)
FAILED = 1  # calibre's exit status for whatever it can't read


class EbookEngine(Engine):
    """Reads a book into pages, styles and pictures, and writes another book of them.

    An epub as docx is pandoc's, where pandoc can. The pages of a PDF become running text.
    """

    name = "calibre"
    queue = "document"
    tools = (CALIBRE,)
    routes = (
        (all_routes(READ, WANTED) - {Route(EPUB, DOCX)})
        | {Route(EPUB, DOCX, SPARE)}
        | all_routes((EPUB,), UNCOMMON, RARE)
        | all_routes((PDF,), (EPUB,), cost=20)
        | all_routes(COMICS, formats.named("epub mobi azw3"), LAST)
    )

    def convert(self, step: Step) -> None:
        """Convert; a packed book by way of the one in it."""
        source, output = _laid_out(step), step.output
        if step.target.name == "fbz":
            output = step.scratch / "book.fb2"
        write(step, source, output, *(COMIC if step.source_format in COMICS else ()))
        if step.target.name == "fbz":
            step.runner.call(inspection.pack, output, step.output, f"{step.source.stem}.fb2")


def _laid_out(step: Step) -> Path:
    """What calibre is to read, by an extension that it knows."""
    kind = step.source_format.name
    if kind == "fbz":
        unpacked = step.scratch / "unpacked.fb2"
        step.runner.call(inspection.unpack, step.source, unpacked)
        return unpacked
    if step.source_format in COMICS:
        pages = step.scratch / "pages"
        pages.mkdir()
        packed = step.scratch / "packed.cbz"
        step.runner.call(comics.pack, step.source, pages, packed)
        return packed
    step.runner.call(inspection.check, step.source, kind)
    return step.source


def write(step: Step, source: Path, output: Path, *options: str) -> None:
    """Let calibre make a book of another one; raises `DamagedFileError`."""
    if step.target == DOCX:
        output = step.scratch / "book.docx"
    command: list[str | Path] = [CALIBRE.name, source, output, *OPTIONS.get(step.target.name, ()), *options]
    config = step.scratch / "calibre"
    config.mkdir()
    environment = {"CALIBRE_CONFIG_DIRECTORY": str(config), "QT_QPA_PLATFORM": "offscreen"}
    completed = step.runner.run(command, env=environment, on_line=_fraction, check=False)
    if completed.status == FAILED:
        raise DamagedFileError(completed.stderr)
    if completed.status != 0:
        raise ToolFailedError(CALIBRE.name, completed.status, completed.stderr)
    if step.target == DOCX:
        step.runner.call(grids.lay, output, step.output)


def _fraction(line: str) -> float | None:
    found = PERCENT.match(line)
    return min(int(found[1]), 100) / 100 if found else None
