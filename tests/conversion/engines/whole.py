"""Converts by the whole pipeline, as people do, and hands out what came of it."""

import tempfile
from pathlib import Path

from conversion import formats, pipeline
from conversion.options import Value
from conversion.reports import Report
from tests.conftest import SAMPLES

DEADLINE = 240.0  # seconds, on a busy machine


class Patience:
    """A watch that never stops anything."""

    def beat(self, fraction: float | None) -> None:
        assert fraction is None or 0 <= fraction <= 1


def sample(name: str) -> Path:
    return SAMPLES / f"sample.{formats.named(name)[0].extension}"


def converted(source: Path, target: str, folder: Path, **asked: Value) -> Path:
    """What becomes of a file, options as people write them."""
    return result(source, target, folder, **asked).path


def reported(source: Path, target: str, folder: Path, **asked: Value) -> Report:
    """What is told of what becomes of it."""
    return result(source, target, folder, **asked).report


def result(source: Path, target: str, folder: Path, **asked: Value) -> pipeline.Result:
    """What the pipeline hands out."""
    scratch = Path(tempfile.mkdtemp(dir=folder))
    (wanted,) = formats.named(target)
    request = pipeline.Request(source, source.name, None, wanted, asked, scratch, DEADLINE)
    return pipeline.convert(request, Patience())
