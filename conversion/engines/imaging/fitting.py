"""Fits pictures under a size: written again with a lower quality, then smaller, until they are small enough."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from conversion.engines.imaging.wishes import Wish
from conversion.errors import DoesNotFitError

LEVELS = (80, 65, 50, 35)  # of an encoder's quality; below, a smaller picture looks better
LOWEST = 50
STRIDE = 0.9
MOST_TRIES = 25
SMALLEST = 0.02  # of each side


def fit(write: Callable[[Wish], int], wish: Wish, folder: Path, *, levels: bool) -> int:
    """What ``write`` returns, the number of files ``1``, ``2``, … in ``folder``, once they are small enough together.

    ``levels``: its encoder knows degrees of quality. Raises `DoesNotFitError`.
    """
    count, most = write(wish), wish.most
    if most is None:
        return count
    for smaller in itertools.islice(_smaller(wish, folder, levels=levels), MOST_TRIES):
        if _size(folder, count) <= most:
            return count
        count = write(smaller)
    if (size := _size(folder, count)) > most:
        raise DoesNotFitError(str(size), str(most))
    return count


def _smaller(wish: Wish, folder: Path, *, levels: bool) -> Iterator[Wish]:
    """Ever smaller wishes; each looks at what came of the one before."""
    if levels:
        yield from (replace(wish, level=level) for level in LEVELS)
    scale = 1.0
    while scale > SMALLEST:
        written = sum(path.stat().st_size for path in folder.iterdir() if path.name.isdecimal())
        scale *= min(STRIDE, ((wish.most or 0) / written) ** 0.5)
        yield replace(wish, scale=scale, level=LOWEST if levels else None)


def _size(folder: Path, count: int) -> int:
    return sum((folder / str(number)).stat().st_size for number in range(1, count + 1))
