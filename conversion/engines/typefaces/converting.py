"""Converts fonts, in the child: from one container into another, or into a picture."""

from pathlib import Path

from conversion import process
from conversion.engines.typefaces import containers, outlines, specimen


def convert(source: Path, name: str, target: str, folder: Path) -> int:
    """Convert a font of the format ``name`` into files ``1``, ``2``, … in ``folder``; how many there are."""
    data = source.read_bytes()
    count = containers.count(data, name)
    for number in range(count):
        with containers.reading():
            font = containers.opened(data, name, number)
            path = folder / str(number + 1)
            if target == "png":
                specimen.draw(font, path)
            else:
                containers.save(outlines.of_target(font, target), target, path)
        process.report((number + 1) / count)
    return count
