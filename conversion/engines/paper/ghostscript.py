"""How Ghostscript is called: it may read its input alone, and is not believed when it says all is well."""

import re
from collections.abc import Sequence
from pathlib import Path

from conversion import process
from conversion.engines.imaging import sheets
from conversion.errors import ConversionError, DamagedFileError
from conversion.process import Runner

GS = process.Tool("gs", "ghostscript")
# SAFER leaves it its input alone: no other file, no program, no device of its own choice.
SWITCHES = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT")
# Adobe's Document Structuring Conventions, 3.0.
CONVENTIONAL, ENDING = (
    re.compile(rb"%!PS-Adobe-3[\s\S]*%%EndComments"),
    re.compile(rb"^%%(?:EOF|Trailer)", re.MULTILINE),
)
HEAD = 8192  # bytes
MEMORY = "-dMaxBitmap=100000000"


def write(runner: Runner, device: str, source: Path, output: Path, *options: str) -> None:
    """Write ``source`` (PDF, PostScript) by a device; raises `DamagedFileError` when it can't be interpreted."""
    command: list[str | Path] = [GS.name, *SWITCHES, MEMORY, f"-sDEVICE={device}", *options, "-o", output]
    runner.read([*command, "-f", source])


def check_postscript(source: Path) -> None:
    """Raise `DamagedFileError` for PostScript that keeps to the conventions, but for its end: it draws a part."""
    data = source.read_bytes()
    if CONVENTIONAL.search(data[:HEAD]) and not ENDING.search(data):
        raise DamagedFileError("the end is missing")


def rewritten(runner: Runner, source: Path, output: Path, *options: str) -> bool:
    """Write a PDF anew; whether it came out with the same pages and the same words."""
    try:
        write(runner, "pdfwrite", source, output, *options)
        return runner.call(is_faithful, source, output)
    except ConversionError as error:
        if isinstance(error, DamagedFileError):
            return False
        raise


def is_faithful(source: Path, written: Path) -> bool:
    """The same number of pages, the same letters in the same order, and no form that can no more be filled in."""
    with sheets.opened(source) as one, sheets.opened(written) as other:
        if len(one) != len(other) or one.get_formtype() != other.get_formtype():
            return False
        return all(_letters(one, number) == _letters(other, number) for number in range(len(one)))


def _letters(document: object, number: int) -> Sequence[str]:
    page = document[number]  # type: ignore[index]  # PDFium's module has no types
    words = page.get_textpage()
    letters = sorted("".join(words.get_text_range().split()))
    words.close()
    page.close()
    return letters
