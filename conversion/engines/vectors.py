"""PostScript and drawings, by Ghostscript and Inkscape."""

import gzip
import zlib
from pathlib import Path

from conversion import formats, process
from conversion.engines import layouts
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import vectors
from conversion.engines.imaging.wishes import Wish
from conversion.engines.paper import ghostscript, rewriting
from conversion.errors import DamagedFileError, TooLargeError, ToolFailedError

SVG = formats.named("svg")
POSTSCRIPT = formats.named("ps eps ai")
PDF = formats.named("pdf")
INKSCAPE = process.Tool("inkscape", "inkscape")
LARGEST = 64 << 20  # bytes of a drawing


class PostScriptEngine(Engine):
    """Interprets PostScript, which is a program: it may read nothing but itself, and draw no longer than it is let."""

    name = "ghostscript"
    queue = "document"
    tools = (ghostscript.GS, layouts.PDFTOCAIRO)
    routes = all_routes(POSTSCRIPT, PDF) | all_routes(formats.named("eps ai"), SVG)

    def convert(self, step: Step) -> None:
        """Write a PDF: of an EPS its box, of anything else its pages."""
        drawn = step.output if step.target in PDF else step.scratch / "drawn.pdf"
        if step.source_format.name == "ai" and step.runner.call(rewriting.copied, step.source, drawn):
            pass  # Illustrator writes a PDF, and its own notes beside
        else:
            step.runner.call(ghostscript.check_postscript, step.source)
            crop = () if step.source_format.name == "ps" else ("-dEPSCrop",)
            ghostscript.write(step.runner, "pdfwrite", step.source, drawn, *crop, "-dAutoRotatePages=/None")
        if step.target in SVG:
            first = ("-f", "1", "-l", "1")
            step.runner.run([*layouts.DRAWN_BY["svg"], *first, drawn, step.output])


class PackedDrawingEngine(Engine):
    """SVG as it is, packed or not."""

    name = "svgz"
    queue = "image"
    routes = all_routes(formats.named("svgz"), SVG, cost=1) | all_routes(SVG, formats.named("svgz"), cost=1)

    def convert(self, step: Step) -> None:
        """Pack or unpack in a child."""
        step.runner.call(unpack if step.target in SVG else pack, step.source, step.output)


def pack(source: Path, output: Path) -> None:
    """Write it packed."""
    output.write_bytes(gzip.compress(source.read_bytes(), mtime=0))


def unpack(source: Path, output: Path) -> None:
    """Write it unpacked; raises `DamagedFileError` and `TooLargeError`."""
    try:
        with gzip.open(source) as file:
            data = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedFileError(str(error)) from error
    if len(data) > LARGEST:
        raise TooLargeError("expanded bytes", LARGEST)
    output.write_bytes(data)


class InkscapeEngine(Engine):
    """Writes a drawing for other programs, and reads metafiles and WordPerfect's, which refer to nothing outside.

    Of an SVG it is given the drawing alone: what that refers to was left out before.
    """

    name = "inkscape"
    queue = "image"
    tools = (INKSCAPE,)
    routes = all_routes(SVG, formats.named("xaml")) | all_routes(formats.named("emf wmf wpg"), SVG)

    def convert(self, step: Step) -> None:
        """Clean in a child, then draw."""
        source = step.source
        if step.source_format in SVG:
            source = step.scratch / "drawing.svg"
            step.runner.call(clean, step.source, source)
        command = [INKSCAPE.name, "--export-area-page", "--export-plain-svg", f"--export-type={step.target.name}"]
        command += [f"--export-filename={step.output}", str(source)]
        completed = step.runner.run(command, env={"SELF_CALL": "no"}, check=False)
        if not step.output.exists() and step.source_format not in SVG:  # which were read before
            raise DamagedFileError(completed.stderr)
        if completed.status != 0 or not step.output.exists():
            raise ToolFailedError(INKSCAPE.name, completed.status, completed.stderr)


def clean(source: Path, output: Path) -> None:
    """Write an SVG without anything that is not in it."""
    output.write_text(vectors.read(source).scaled(Wish()), "utf-8")
