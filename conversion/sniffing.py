"""Tells what a file is by its bytes alone, for whoever has no name and no media type to go by."""

import tempfile
from pathlib import Path

from conversion import detection, formats
from conversion.errors import ConversionError
from conversion.formats import Format
from conversion.process import UNWATCHED, Runner

DEADLINE = 20.0  # seconds


def sniff(path: Path) -> Format | None:
    """The file's format; None where nothing here knows such bytes. Blocks: it runs in a limited child."""
    with tempfile.TemporaryDirectory(prefix="mutabor-sniff-") as scratch:
        try:
            found = Runner(Path(scratch), UNWATCHED, DEADLINE, readable=[path]).call(detection.detect, path)
        except ConversionError:
            return None
    return formats.from_name(found) if found else None
