"""Zips of a book's pages or text (HTMLZ, TXTZ), by pandoc and calibre."""

from conversion import formats
from conversion.engines import ebooks, markup, sevenzip
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.books import zipped


class PackedBookEngine(Engine):
    """Binds what lies in the zip, and hands it on as a book; title, authors and cover are those of its metadata.

    What links lead to is looked for within the file alone.
    """

    name = "packed books"
    queue = "document"
    tools = (ebooks.CALIBRE, markup.PANDOC)
    routes = all_routes(formats.named("htmlz txtz"), ebooks.WANTED)

    def convert(self, step: Step) -> None:
        """Unpack, make pages of a text, bind in a child, and write by calibre."""
        pages, book = step.scratch / "pages", step.scratch / "book.epub"
        step.runner.call(sevenzip.unpack, step.source, "zip", pages, step.scratch)
        if step.source_format.name == "txtz":
            content = pages / zipped.TEXT
            reader = step.runner.call(zipped.prepare, pages)
            markup.run(step, ["--from", reader, "--to", "html", "--output", str(pages / zipped.PAGE), str(content)])
        step.runner.call(zipped.bind, pages, book, step.source.stem)
        ebooks.write(step, book)
