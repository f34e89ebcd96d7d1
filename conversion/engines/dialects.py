"""The many markups that pandoc knows besides the common ones: what it calls them, and what goes into which."""

from collections.abc import Iterable

from conversion import formats
from conversion.engines.base import RARE, Route, all_routes
from conversion.formats import Format

# Written and read by names of their own.
BOTH = {
    "adoc": "asciidoc",
    "mediawiki": "mediawiki",
    "dokuwiki": "dokuwiki",
    "textile": "textile",
    "jira": "jira",
    "dbk": "docbook5",
    "jats": "jats",
    "man": "man",
    "opml": "opml",
    "muse": "muse",
    "typ": "typst",
    "haddock": "haddock",
    "dj": "djot",
}
READERS = {
    **BOTH,
    "dbk": "docbook",
    "vimwiki": "vimwiki",
    "creole": "creole",
    "twiki": "twiki",
    "tikiwiki": "tikiwiki",
    "t2t": "t2t",
    "pod": "pod",
    "pptx": "pptx",
    "bib": "bibtex",
    "ris": "ris",
    "csljson": "csljson",
}
WRITERS = {
    **BOTH,
    "tei": "tei",
    "texi": "texinfo",
    "mkiv": "context",
    "icml": "icml",
    "xwiki": "xwiki",
    "zimwiki": "zimwiki",
    "bbcode": "bbcode",
    "markua": "markua",
    "pptx": "pptx",
    "slides.html": "dzslides",
    "bib": "bibtex",
    "csljson": "csljson",
}
TEXTS = (*READERS.keys() - {"pptx"},)
WRITTEN_BY_HAND = "md html docx odt rst org"
# So that a dialect leads to another one, but nothing else by a detour.
EASY, SELDOM = 8, 36
REFERENCES = ("bib", "ris", "csljson")
SHOWS = ("pptx", "slides.html")


def options(source: str, target: str) -> list[str]:
    """What pandoc is told of a way that a dialect is part of; the names are those of formats."""
    told = ["--embed-resources"] if target == "slides.html" else []
    # A list of literature becomes a text of entries
    return told + (["--citeproc"] if source in REFERENCES and target not in REFERENCES else [])


def routes() -> frozenset[Route]:
    """A dialect becomes what people read; what people write becomes a dialect."""
    pages = _formats(READERS.keys() - {*REFERENCES, *SHOWS})
    return (
        all_routes(pages, formats.named("md html docx txt"), EASY)
        | all_routes(formats.named(WRITTEN_BY_HAND), _formats(WRITERS.keys() - {*REFERENCES, *SHOWS}), SELDOM)
        | all_routes(formats.named("md rst org html"), _formats(SHOWS), RARE)
        | all_routes(formats.named("pptx"), formats.named("md txt"))
        | all_routes(_formats(REFERENCES), formats.named("bib csljson md html docx txt"))
    )


def _formats(names: Iterable[str]) -> tuple[Format, ...]:
    return formats.named(" ".join(sorted(names)))
