"""Tells what a file is by its bytes alone, for whoever has no name and no media type to go by."""

import tempfile
from pathlib import Path

from conversion import detection, formats
from conversion.errors import ConversionError
from conversion.formats import Format
from conversion.process import Runner

DEADLINE = 20.0  # seconds


class _Patience:
    """A watch that never ends what it watches."""

    def beat(self, fraction: float | None) -> None:
        """Go on."""


def sniff(path: Path) -> Format | None:
    """The file's format; None where nothing here knows such bytes. Blocks: it runs in a limited child."""
    with tempfile.TemporaryDirectory(prefix="mutabor-sniff-") as scratch:
        try:
            found = Runner(Path(scratch), _Patience(), DEADLINE, readable=[path]).call(detection.detect, path)
        except ConversionError:
            return None
    return formats.from_name(found) if found else None
