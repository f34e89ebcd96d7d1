"""Files of printers and scanners: DjVu by DjVuLibre, XPS by libgxps."""

import zipfile
from pathlib import Path

from conversion import formats, process
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import sheets
from conversion.engines.paper import layer
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError

PDF, TEXT = formats.named("pdf"), formats.named("txt")
DDJVU, DJVUTXT = process.Tool("ddjvu", "djvulibre-bin"), process.Tool("djvutxt", "djvulibre-bin")
DJVUSED = process.Tool("djvused", "djvulibre-bin")
XPSTOPDF = process.Tool("xpstopdf", "libgxps-utils")
# How good the pictures in a PDF are, of 100: what is larger can't be told from the scan.
QUALITY = 80


class DjvuEngine(Engine):
    """Draws the pages of a scan; writes the words that were found on them."""

    name = "djvulibre"
    queue = "document"
    tools = (DDJVU, DJVUTXT, DJVUSED)
    routes = all_routes(formats.named("djvu"), (*PDF, *TEXT, *formats.named("tiff")))

    def convert(self, step: Step) -> None:
        """Convert all pages; raises `NothingToConvertError` for the text of a scan that nobody read."""
        count = step.runner.read([DJVUSED.name, "-e", "n", step.source]).stdout.strip()
        if not count.isdigit():
            raise DamagedFileError(DJVUSED.name, count)
        if int(count) > sheets.MOST_PAGES:
            raise TooLargeError("pages", int(count))
        if step.target in TEXT:
            _finish(step, [DJVUTXT.name, step.source, step.output], step.output)
            tidy(step)
            return
        drawn = step.scratch / "pictures.pdf" if step.target in PDF else step.output
        draw = (DDJVU.name, f"-format={step.target.name}", f"-quality={QUALITY}")
        _finish(step, [*draw, step.source, drawn], drawn)
        if step.target in PDF:
            said = step.scratch / "said.txt"
            step.runner.run([DJVUTXT.name, "--detail=word", step.source, said], check=False)
            step.runner.call(layer.put_under, drawn, said, step.output)


def _finish(step: Step, command: list[str | Path], output: Path) -> None:
    step.runner.read(command, output)


def tidy(step: Step) -> None:
    """Line and page ends as texts have them."""
    words = step.output.read_text("utf-8", errors="replace").replace("\f", "\n").strip()
    if not words:
        raise NothingToConvertError("no words")
    step.output.write_text(words + "\n", "utf-8")


class XpsEngine(Engine):
    """Pages that Windows printed into a file."""

    name = "libgxps"
    queue = "document"
    tools = (XPSTOPDF,)
    routes = all_routes(formats.named("xps"), PDF)

    def convert(self, step: Step) -> None:
        """Write a PDF that keeps letters letters; the tool would take the half of a package for a whole."""
        if not step.runner.call(zipfile.is_zipfile, step.source):
            raise DamagedFileError("no directory at its end")
        _finish(step, [XPSTOPDF.name, step.source, step.output], step.output)
