"""Words in pictures and scans, by Tesseract and OCRmyPDF: English and Russian."""

import sys
from pathlib import Path

from PIL import Image

from conversion import deadlines, formats, process
from conversion.engines import images
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.imaging import outputs, sheets
from conversion.engines.imaging.wishes import Wish
from conversion.errors import (
    DamagedFileError,
    NothingToConvertError,
    PasswordProtectedError,
    ToolFailedError,
    ToolMissingError,
)
from conversion.formats import Format
from conversion.options import Value
from conversion.process import Runner

TESSERACT = process.Tool("tesseract", "tesseract-ocr")
PDF = formats.named("pdf")
# Everything else becomes one of these first.
PICTURES = formats.named("png jpg tiff webp heic")
SEARCHABLE = formats.named("pdf-ocr")
TEXT = formats.named("txt")
LANGUAGES = "eng+rus"
# Two pages at a time on two cores; Tesseract's own threads only get in each other's way.
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
SHARP: dict[str, Value] = {"quality": "high"}  # 300 pixels an inch, what Tesseract is trained on
SMALL, LARGER = 1000, 2  # a picture with a shorter longest side is read better enlarged
# OCRmyPDF's exit statuses for what is the file's fault.
BAD_INPUT, LOCKED = frozenset((2, 6)), 8


class ScanEngine(Engine):
    """Reads what is written in pictures."""

    name = "scans"
    queue = "document"
    tools = (TESSERACT,)
    libraries = ("ocrmypdf",)
    routes = all_routes(PICTURES, TEXT) | all_routes((*PICTURES, *PDF), SEARCHABLE)

    def convert(self, step: Step) -> None:
        """Write a text, or a PDF that looks the same and can be searched."""
        if step.target in TEXT:
            count = _pictures(step.runner, step.source, step.source_format, step.scratch)
            write_text(step.runner, step.scratch, count, step.output)
            return
        source = step.source
        if step.source_format not in PDF:
            name = step.source_format.name
            step.runner.call(images.convert_picture, source, name, "pdf", step.scratch, {})
            source = (step.scratch / "1").rename(step.scratch / "pictures.pdf")
        make_searchable(step.runner, source, step.output)


def make_searchable(runner: Runner, source: Path, output: Path) -> None:
    """Put words under the pages that have none; pages that have some stay as they are."""
    runner.allow(deadlines.of_pages(runner.call(sheets.check, source)))
    switches = ("--mode", "skip", "--rotate-pages", "--language", LANGUAGES, "--output-type", "pdf", "--optimize", "0")
    command = [sys.executable, "-m", "ocrmypdf", "--quiet", *switches, "--invalidate-digital-signatures"]
    completed = runner.run([*command, source, output], env=ONE_THREAD, check=False)
    if completed.status == LOCKED:
        raise PasswordProtectedError("pdf")
    if completed.status in BAD_INPUT:
        raise DamagedFileError(completed.stderr)
    if completed.status != 0:
        raise ToolFailedError("ocrmypdf", completed.status, completed.stderr)


def read_pages(runner: Runner, source: Path, scratch: Path, output: Path) -> None:
    """Write the words of a PDF of pictures; raises `NothingToConvertError` where there are none."""
    if TESSERACT.path is None:
        raise ToolMissingError(TESSERACT.name)
    write_text(runner, scratch, runner.call(_rendered, source, scratch), output)


def write_text(runner: Runner, folder: Path, count: int, output: Path) -> None:
    """Write the words on the pictures ``1``, ``2``, … in a folder, an empty line between two pictures."""
    texts = []
    runner.allow(deadlines.of_pages(count))
    for number in range(1, count + 1):
        command: list[str | Path] = [TESSERACT.name, folder / str(number), folder / f"words{number}", "-l", LANGUAGES]
        runner.run(command, env=ONE_THREAD)
        texts.append((folder / f"words{number}.txt").read_text("utf-8").strip())
    if not any(texts):
        raise NothingToConvertError("no words")
    output.write_text("\n\n".join(filter(None, texts)) + "\n", "utf-8")


def _pictures(runner: Runner, source: Path, kind: Format, folder: Path) -> int:
    """Every page of a picture as a PNG on white; how many there are."""
    return runner.call(_prepared, source, kind.name, folder)


def _prepared(source: Path, name: str, folder: Path) -> int:
    count = images.convert_picture(source, name, "png", folder, {})
    for number in range(1, count + 1):
        path = folder / str(number)
        with Image.open(path, formats=("PNG",)) as picture:
            _legible(picture).save(path, "PNG")
    return count


def _legible(picture: Image.Image) -> Image.Image:
    """Greys on white, enlarged where letters would be a few pixels high."""
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture.convert("RGBA"))
    factor = LARGER if max(picture.size) < SMALL else 1
    return sheet.convert("L").resize((picture.width * factor, picture.height * factor), Image.Resampling.LANCZOS)


def _rendered(source: Path, folder: Path) -> int:
    wish = Wish.of(SHARP)
    with sheets.opened(source) as document:
        return outputs.write(sheets.pictures(document, wish), sheets.count(document), "png", folder, wish)
