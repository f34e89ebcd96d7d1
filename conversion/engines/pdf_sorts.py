"""PDFs into special sorts of PDF, and into what stands in them, by pikepdf and Ghostscript."""

import shutil
from collections.abc import Callable

from conversion import formats
from conversion.contents import documents
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs
from conversion.engines.paper import ghostscript, inside, rewriting
from conversion.options import QUALITY

PDF = formats.named("pdf")
# How Ghostscript calls the qualities: 72, 150 and 300 pixels an inch.
PRESETS = {"low": "/screen", "medium": "/ebook", "high": "/printer"}
GREY = ("-sColorConversionStrategy=Gray", "-dProcessColorModel=/DeviceGray", "-dAutoRotatePages=/None")
ARCHIVAL = ("-dPDFA=2", "-dPDFACompatibilityPolicy=1", "-sColorConversionStrategy=RGB", "-dAutoRotatePages=/None")


class PdfSortEngine(Engine):
    """What people want of a PDF that stays one."""

    name = "pdf-sorts"
    queue = "document"
    tools = (ghostscript.GS,)
    libraries = ("pikepdf", "pypdfium2")
    options = (QUALITY,)

    def convert(self, step: Step) -> None:
        """Read and rewrite in children."""
        WAYS[step.target.name](step)


def shrink(step: Step) -> None:
    """The smallest of: pictures made coarser, streams packed, the file as it came."""
    tries = [step.scratch / "coarse.pdf", step.scratch / "packed.pdf"]
    step.runner.call(rewriting.packed, step.source, tries[1])
    preset = PRESETS[str(step.options.get("quality", "medium"))]
    options = (f"-dPDFSETTINGS={preset}", "-dAutoRotatePages=/None")
    if not ghostscript.rewritten(step.runner, step.source, tries[0], *options):
        tries.pop(0)
    smallest = min((*tries, step.source), key=lambda path: path.stat().st_size)
    shutil.copyfile(smallest, step.output)


def bleach(step: Step) -> None:
    """Every colour as grey."""
    step.runner.call(rewriting.packed, step.source, step.scratch / "packed.pdf")
    ghostscript.write(step.runner, "pdfwrite", step.source, step.output, *GREY)


def archive(step: Step) -> None:
    """PDF/A: by repairs where they are enough, else drawn anew with its fonts inside."""
    if step.runner.call(rewriting.archived, step.source, step.output):
        return
    drawn = step.scratch / "drawn.pdf"
    ghostscript.write(step.runner, "pdfwrite", step.source, drawn, *ARCHIVAL)
    if not step.runner.call(rewriting.archived, drawn, step.output):
        drawn.replace(step.output)


def unlock(step: Step) -> None:
    """Nothing is forbidden any more. What needs a password to be opened was opened by it before."""
    step.runner.call(rewriting.unlocked, step.source, step.output)


def flatten(step: Step) -> None:
    """Forms and notes become part of the page."""
    step.runner.call(rewriting.flattened, step.source, step.output)


def split(step: Step) -> None:
    """A file for each page."""
    outputs.place(step, step.scratch, step.runner.call(rewriting.split, step.source, step.scratch))


def impose(step: Step) -> None:
    """Several pages on a sheet."""
    step.runner.call(rewriting.imposed, step.source, step.output, step.target.name.removeprefix("pdf-"))


WAYS: dict[str, Callable[[Step], None]] = {
    "pdf-small": shrink,
    "pdf-a": archive,
    "pdf-grey": bleach,
    "pdf-unlocked": unlock,
    "pdf-flat": flatten,
    "pdf-pages": split,
    "pdf-2up": impose,
    "pdf-4up": impose,
    "pdf-booklet": impose,
}
PdfSortEngine.routes = all_routes(PDF, formats.named(" ".join(WAYS)))


class PictureTaker(Engine):
    """Takes the pictures out of documents."""

    name = "pictures-inside"
    queue = "document"
    libraries = ("pypdfium2", "pillow")
    routes = all_routes(formats.named("pdf docx odt epub"), formats.named("images"))

    def convert(self, step: Step) -> None:
        """Write a zip of them."""
        kind = step.source_format.name
        step.runner.call(documents.check, step.source, kind)
        step.runner.call(inside.take, step.source, kind, step.output)
