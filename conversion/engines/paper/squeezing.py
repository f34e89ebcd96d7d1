"""Fits a PDF under a size: its streams packed, then its pictures made as coarse as they must be."""

import bisect
from pathlib import Path

from conversion.engines.paper import ghostscript, rewriting
from conversion.errors import DoesNotFitError
from conversion.process import Runner

RESOLUTIONS = (200, 150, 120, 96, 72, 55, 40, 28, 20)  # pixels an inch
MONO = 2  # black and white needs so many times the pixels to be read


def fit(runner: Runner, document: Path, most: int) -> None:
    """Make it small enough where it is not, as little coarser as will do; raises `DoesNotFitError`."""
    if document.stat().st_size <= most:
        return
    tries = [document.with_name(f"{name}-{document.name}") for name in ("packed", *range(len(RESOLUTIONS)))]
    runner.call(rewriting.packed, document, tries[0])

    def fits(number: int) -> bool:
        return _size(runner, document, tries, number) <= most

    chosen = bisect.bisect_left(range(len(tries)), 1, key=fits)
    if chosen == len(tries):
        raise DoesNotFitError(str(min(path.stat().st_size for path in tries if path.exists())), str(most))
    tries[chosen].replace(document)
    for path in tries:
        path.unlink(missing_ok=True)


def _size(runner: Runner, document: Path, tries: list[Path], number: int) -> float:
    """Bytes of that try; beyond measure where words or fields would get lost."""
    if not number:
        return tries[0].stat().st_size
    faithful = ghostscript.rewritten(runner, document, tries[number], *_options(RESOLUTIONS[number - 1]))
    return tries[number].stat().st_size if faithful else float("inf")


def _options(dpi: int) -> tuple[str, ...]:
    pictures = [
        option
        for kind, times in (("Color", 1), ("Gray", 1), ("Mono", MONO))
        for option in (
            f"-dDownsample{kind}Images=true",
            f"-d{kind}ImageDownsampleThreshold=1.0",
            f"-d{kind}ImageResolution={dpi * times}",
        )
    ]
    return (*pictures, "-dPassThroughJPEGImages=false", "-dAutoRotatePages=/None")
