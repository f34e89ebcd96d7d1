"""Pictures into files: all in one where the target has pages, else a file each."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image

from conversion import process
from conversion.engines.base import Step
from conversion.engines.imaging import binding, tiff, writing
from conversion.engines.imaging.wishes import Wish


def write(pictures: Iterable[Image.Image], count: int, target: str, folder: Path, wish: Wish) -> int:
    """Write ``count`` pictures into ``folder`` as ``1``, ``2``, …; how many files that made."""
    pictures = _told(pictures, count)
    if target in PAGED:
        PAGED[target](pictures, folder / "1", wish)
        return 1
    for number, picture in enumerate(pictures, start=1):
        writing.write(picture, target, folder / str(number), wish)
    return count


def has_levels(target: str) -> bool:
    """Its encoder's quality is a number up to 100."""
    return target == "pdf" or writing.KNOWN[target].has_levels


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


PAGED: dict[str, Callable[[Iterable[Image.Image], Path, Wish], None]] = {"tiff": tiff.write, "pdf": binding.bind}
