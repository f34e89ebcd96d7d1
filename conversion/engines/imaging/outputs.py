"""Pictures into files: all in one where the target has pages, else a file each."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import ExifTags, Image, TiffImagePlugin

from conversion import process
from conversion.engines.base import Step
from conversion.engines.imaging import binding, metadata, writing
from conversion.engines.imaging.wishes import Wish

PREDICTOR, HORIZONTAL = 317, 2


def write(pictures: Iterable[Image.Image], count: int, target: str, folder: Path, wish: Wish) -> int:
    """Write ``count`` pictures into ``folder`` as ``1``, ``2``, …; how many files that made."""
    pictures = _told(pictures, count)
    if target in PAGED:
        PAGED[target](pictures, folder / "1", wish)
        return 1
    for number, picture in enumerate(pictures, start=1):
        writing.write(picture, target, folder / str(number), wish)
    return count


def place(step: Step, folder: Path, count: int) -> None:
    """Move what `write` wrote to where the step wants it; for the process that asked."""
    if count == 1:
        (folder / "1").replace(step.output)
        return
    for number in range(1, count + 1):
        (folder / str(number)).replace(step.numbered(number))


def _told(pictures: Iterable[Image.Image], count: int) -> Iterable[Image.Image]:
    for done, picture in enumerate(pictures, start=1):
        yield picture
        process.report(done / count)


def _tiff(pictures: Iterable[Image.Image], path: Path, wish: Wish) -> None:
    """A page at a time, so that one is in memory; each in the mode and compression that suits it."""
    encoder = writing.ENCODERS["tiff"]
    with TiffImagePlugin.AppendingTiffWriter(path, new=True) as tiff:
        for picture in pictures:
            page = writing.fitted(picture, encoder)
            settings = {**encoder.settings(wish, drawn=False), **metadata.carried(page, encoder.carries)}
            page.save(tiff, "TIFF", **_tagged(page, settings))
            tiff.newFrame()


def _tagged(page: Image.Image, settings: dict[str, object]) -> dict[str, object]:
    """Its EXIF as tags of the file, without those that would contradict the file."""
    exif = Image.Exif()
    given = settings.get("exif")
    if isinstance(given, bytes):
        exif.load(given)
        exif = metadata.about(exif)
    if xmp := settings.pop("xmp", None):
        exif[ExifTags.Base.XMLPacket] = xmp
    if page.mode == "1":
        settings["compression"] = "group4"
    elif page.mode != "P":
        exif[PREDICTOR] = HORIZONTAL
    return {**settings, "exif": exif}


PAGED: dict[str, Callable[[Iterable[Image.Image], Path, Wish], None]] = {"tiff": _tiff, "pdf": binding.bind}
