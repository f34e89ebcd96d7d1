"""Compiled help (CHM), by 7-Zip and calibre."""

from conversion import formats
from conversion.engines import ebooks, sevenzip
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.books import manuals


class HelpEngine(Engine):
    """Binds the pages in the order of the contents, those that stand in none at the end, and hands them on as a book.

    What links lead to is looked for within the file alone.
    """

    name = "help"
    queue = "document"
    tools = (ebooks.CALIBRE, sevenzip.SEVEN_ZIP)
    routes = all_routes(formats.named("chm"), ebooks.WANTED)

    def convert(self, step: Step) -> None:
        """Unpack, bind in a child, and write by calibre."""
        pages, book = step.scratch / "pages", step.scratch / "book.epub"
        sevenzip.extract(step, pages)
        step.runner.call(manuals.bind, pages, book, step.source.stem)
        ebooks.write(step, book)
