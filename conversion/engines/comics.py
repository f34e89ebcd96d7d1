"""Comics: archives of pages into one PDF, or into another such archive."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from conversion import formats
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.books import comics
from conversion.engines.imaging import metadata, outputs, reading
from conversion.engines.imaging.wishes import Wish

COMICS = formats.named("cbz cbr cb7 cbt")
# Pictures have no text: what would come of one further on is nothing.
LAST = 36
PACKED, PDF = formats.named(" ".join(comics.WRITERS)), formats.named("pdf")


class ComicEngine(Engine):
    """Keeps the pages and their order; what else lies in the archive is left out."""

    name = "comics"
    queue = "document"
    libraries = ("pillow", "pypdfium2", "py7zr", "rarfile")
    routes = all_routes(COMICS, PACKED) | all_routes(COMICS, PDF, LAST)

    def convert(self, step: Step) -> None:
        """Unpack and bind in a child."""
        step.runner.call(rebind, step.source, step.target.name, step.scratch)
        outputs.place(step, step.scratch, 1)


def rebind(source: Path, target: str, scratch: Path) -> None:
    """Write the comic as the format ``target`` into ``scratch``, as file ``1``."""
    folder = scratch / "pages"
    folder.mkdir()
    if target in comics.WRITERS:
        comics.pack(source, folder, scratch / "1", target)
    else:
        pages = comics.unpack(source, folder)
        outputs.write(_pictures(pages), len(pages), target, scratch, Wish())


def _pictures(pages: list[tuple[str, Path]]) -> Iterator[Image.Image]:
    for name, path in pages:
        with reading.opened(path, name) as image:
            yield metadata.upright(metadata.described(reading.at(image, image.tell())))
