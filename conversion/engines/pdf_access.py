"""What is asked of a PDF itself, whoever reads or writes it: password, pages, paper, a size to fit, a lock."""

from collections.abc import Mapping
from pathlib import Path

from conversion import formats
from conversion.engines.base import Route
from conversion.engines.imaging import sheets
from conversion.engines.paper import ghostscript, resizing, squeezing
from conversion.errors import DamagedFileError, PasswordProtectedError
from conversion.options import Option, Value
from conversion.options.amounts import chosen_pages
from conversion.options.catalogue import LOCK, MAX, PAGES, PAPER, PASSWORD
from conversion.process import Runner

(PDF,) = formats.named("pdf")
BOUND = formats.named("pdf-a pdf-pages")  # by a standard, to a page each: neither shrinks


def options(route: Route) -> tuple[Option, ...]:
    """What can be asked on that route."""
    read = (PASSWORD, PAGES) if route.source == PDF else ()
    if formats.stored(route.target) != PDF:
        return read
    shapes = (PAPER, *([MAX] if ghostscript.GS.path else [])) if route.target not in BOUND else ()
    return (*read, PAGES, *shapes, LOCK)


def before(path: Path, route: Route, asked: Mapping[str, Value], runner: Runner) -> Path:
    """The source for an engine: opened, with the wanted pages only."""
    if route.source != PDF or not asked.keys() & {PASSWORD.name, PAGES.name}:
        return path
    prepared = path.with_name(f"open-{path.name}")
    runner.call(rewrite, path, prepared, str(asked.get(PASSWORD.name, "")), str(asked.get(PAGES.name, "")), "")
    return prepared


def after(path: Path, route: Route, asked: Mapping[str, Value], runner: Runner) -> None:
    """The result of an engine, thinned out where the source could not be, on its paper, small enough, and locked."""
    if formats.stored(route.target) != PDF:
        return
    ready = path.with_name(f"ready-{path.name}")
    if route.source != PDF and PAGES.name in asked:
        runner.call(rewrite, path, ready, "", str(asked[PAGES.name]), "")
        ready.replace(path)
    if PAPER.name in asked:
        runner.call(resizing.laid, path, ready, str(asked[PAPER.name]))
        ready.replace(path)
    if MAX.name in asked:
        squeezing.fit(runner, path, int(asked[MAX.name]))
    if LOCK.name in asked:
        runner.call(rewrite, path, ready, "", "", str(asked[LOCK.name]))
        ready.replace(path)


def rewrite(source: Path, output: Path, password: str, pages: str, lock: str) -> None:
    """Write a PDF anew; empty texts ask for nothing. Raises `SourceError`s for locked and broken ones."""
    import pikepdf  # noqa: PLC0415 - only the child that needs it

    if sheets.is_cut_off(source):
        raise DamagedFileError("the end is missing")
    try:
        with pikepdf.open(source, password=password) as document:
            _keep(document, pages)
            locked = pikepdf.Encryption(owner=lock, user=lock) if lock else False
            document.save(output, encryption=locked)
    except pikepdf.PasswordError as error:
        raise PasswordProtectedError("pdf") from error
    except pikepdf.PdfError as error:
        raise DamagedFileError(str(error)) from error


def _keep(document: "pikepdf.Pdf", pages: str) -> None:  # type: ignore[name-defined] # noqa: F821 - imported in the child
    """The wanted pages, in the wanted order."""
    if pages:
        wanted = [document.pages[number] for number in chosen_pages(pages, len(document.pages))]
        document.pages[:] = wanted
