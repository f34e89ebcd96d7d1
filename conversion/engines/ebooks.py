"""Ebooks, by calibre: with settings, plugins and a home of its own each run."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from conversion import formats, process
from conversion.engines.base import RARE, SPARE, Engine, Route, Step, all_routes
from conversion.engines.books import bambook, comics, grids, inspection, rocketbook
from conversion.errors import DamagedFileError, ToolFailedError

CALIBRE = process.Tool("ebook-convert", "calibre")
# Books whose parts calibre looks for within the book alone: in a htmlz or txtz it follows links to any file.
READ = formats.named("epub mobi azw3 azw prc fb2 fbz lit lrf pdb tcr rb snb")
WANTED = formats.named("epub mobi azw3 fb2 docx")
UNCOMMON = formats.named("fbz lit lrf pdb tcr rb snb htmlz txtz pmlz")
EPUB, PDF, DOCX = formats.named("epub pdf docx")
COMICS = formats.named("cbz cbr cb7 cbt")
LAST = 40  # the cost of a book without text: nothing is made of it

PERCENT = re.compile(r"(\d{1,3})% ")
OPTIONS: Mapping[str, tuple[str, ...]] = {
    "epub": ("--no-default-epub-cover",),
    "docx": ("--docx-page-size=a4", "--docx-no-toc"),
    "txtz": ("--txt-output-formatting=markdown", "--keep-image-references", "--keep-links"),
    "pdb": ("--pdb-output-encoding=utf-8",),  # what it is by default has no Cyrillic
}
# What comes before calibre, into an fb2; and what comes after it, from a book of that extension.
UNPACKED: Mapping[str, Callable[[Path, Path], None]] = {"fbz": inspection.unpack, "snb": bambook.unpack}
FINISHED: Mapping[str, tuple[str, Callable[[Path, Path], None]]] = {
    "docx": ("docx", grids.lay),
    "fbz": ("fb2", inspection.pack),
    "rb": ("rb", rocketbook.mend),
}
# By way of what: where parts of a book have names, calibre writes some of them otherwise than where it refers to them.
THROUGH = {"snb": "fb2"}
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
        write(step, _laid_out(step), *(COMIC if step.source_format in COMICS else ()))


def _laid_out(step: Step) -> Path:
    """What calibre is to read, by an extension that it knows."""
    kind = step.source_format.name
    if kind in UNPACKED:
        unpacked = step.scratch / "unpacked.fb2"
        step.runner.call(UNPACKED[kind], step.source, unpacked)
        return unpacked
    if step.source_format in COMICS:
        pages = step.scratch / "pages"
        pages.mkdir()
        packed = step.scratch / "packed.cbz"
        step.runner.call(comics.pack, step.source, pages, packed)
        return packed
    step.runner.call(inspection.check, step.source, kind)
    return step.source


def write(step: Step, source: Path, *options: str) -> None:
    """Let calibre make the output of a book; raises `DamagedFileError`."""
    if through := THROUGH.get(step.target.name):
        source, told = step.scratch / f"through.{through}", source
        _run(step, [CALIBRE.name, told, source])
    extension, finish = FINISHED.get(step.target.name, ("", None))
    written = step.scratch / f"{step.source.stem}.{extension}" if finish else step.output
    _run(step, [CALIBRE.name, source, written, *OPTIONS.get(step.target.name, ()), *options])
    if finish:
        step.runner.call(finish, written, step.output)


def _run(step: Step, command: list[str | Path]) -> None:
    config = step.scratch / "calibre"
    config.mkdir(exist_ok=True)
    environment = {"CALIBRE_CONFIG_DIRECTORY": str(config), "QT_QPA_PLATFORM": "offscreen"}
    completed = step.runner.run(command, env=environment, on_line=_fraction, check=False)
    if completed.status == FAILED:
        raise DamagedFileError(completed.stderr)
    if completed.status != 0:
        raise ToolFailedError(CALIBRE.name, completed.status, completed.stderr)


def _fraction(line: str) -> float | None:
    found = PERCENT.match(line)
    return min(int(found[1]), 100) / 100 if found else None
