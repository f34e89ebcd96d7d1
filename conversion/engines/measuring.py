"""Measures files for people: pixels, seconds, pages; what cannot be measured is not told."""

from collections.abc import Sequence
from pathlib import Path

from conversion import formats
from conversion.engines.film import probe
from conversion.engines.imaging import metadata, reading
from conversion.errors import ConversionError, StoppedError
from conversion.formats import Format, Kind
from conversion.process import Runner

PLAYED = frozenset((*probe.FILMS, *probe.RECORDINGS, *probe.RARE_FILMS, *probe.RARE_RECORDINGS))
SIDEWAYS = 5  # from here on an EXIF orientation lays the picture on its side

Measures = dict[str, float]


def measured(files: Sequence[tuple[Path, Format]], runner: Runner) -> list[Measures]:
    """Of ``width`` and ``height`` in pixels, ``duration`` in seconds and ``pages`` those that each file has."""
    stored = [(path, formats.stored(row)) for path, row in files]
    looked: list[Measures] = [{} for _file in files]
    seen = [number for number, (_path, row) in enumerate(stored) if row.name in reading.DECODERS or row.name == "pdf"]
    try:
        if seen:
            found = runner.call(look, [(str(stored[number][0]), stored[number][1].name) for number in seen])
            for number, measures in zip(seen, found, strict=True):
                looked[number] = measures
        for number, (path, row) in enumerate(stored):
            if row in PLAYED:
                looked[number] = _played(path, row, runner)
    except StoppedError:
        raise
    except ConversionError:  # it has been converted: how large it is is a courtesy
        pass
    return looked


def _played(path: Path, row: Format, runner: Runner) -> Measures:
    media = probe.probe(path, row, runner)
    found: Measures = {}
    if row.kind is Kind.VIDEO and media.of_kind("video"):
        found["width"], found["height"] = media.main("video").shown_size
    streams = (*media.of_kind("video"), *media.of_kind("audio"))
    if seconds := max((stream.end or 0.0 for stream in streams), default=0.0):
        found["duration"] = seconds
    return found


def look(files: Sequence[tuple[str, str]]) -> list[Measures]:
    """What the pictures and PDFs say of themselves; in a child."""
    return [_pages(path) if name == "pdf" else _pixels(path, name) for path, name in files]


def _pixels(path: str, name: str) -> Measures:
    try:
        with reading.opened(Path(path), name) as image:
            width, height = image.size
            is_sideways = metadata.orientation(image) >= SIDEWAYS
    except ConversionError:
        return {}
    return {"width": height, "height": width} if is_sideways else {"width": width, "height": height}


def _pages(path: str) -> Measures:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - 14 MB that only the child which reads a PDF needs

    try:
        document = PdfDocument(path)
    except PdfiumError:  # it is locked
        return {}
    try:
        return {"pages": len(document)}
    finally:
        document.close()
