"""Makes the samples of markups, by pandoc or by hand: ``python tests/samples/make_markups.py``."""

import subprocess
import tempfile
from pathlib import Path

import pypandoc
from make_documents import HERE, TEXT

WRITTEN = {
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
    "haddock": "haddock",
    "dj": "djot",
    "tei": "tei",
    "texi": "texinfo",
    "mkiv": "context",
    "icml": "icml",
    "xwiki": "xwiki",
    "zimwiki": "zimwiki",
    "bbcode": "bbcode",
    "markua": "markua",
    "slides.html": "dzslides",
}
WORDS = "Съешь же ещё этих мягких французских булок"
PAGE = "https://example.org/page"
BY_HAND = {
    "typ": f'= Heading Заголовок\n\n{WORDS}, #link("{PAGE}")[link].#footnote[Сноска]\n\n'
    "#table(\n  columns: 2,\n  [Name], [Имя],\n  [one], [один],\n  [two], [два],\n)\n",
    "vimwiki": f"= Heading Заголовок =\n\n{WORDS}, [[{PAGE}|link]].\n\n| Name | Имя |\n|---|---|\n"
    "| one | один |\n| two | два |\n",
    "creole": f"= Heading Заголовок\n\n{WORDS}, [[{PAGE}|link]].\n\n|=Name|=Имя|\n|one|один|\n|two|два|\n",
    "twiki": f"---+ Heading Заголовок\n\n{WORDS}, [[{PAGE}][link]].\n\n|*Name*|*Имя*|\n|one|один|\n|two|два|\n",
    "tikiwiki": f"! Heading Заголовок\n\n{WORDS}, [{PAGE}|link].\n\n||Name|Имя\none|один\ntwo|два||\n",
    "t2t": f"Sample\n\n\n= Heading Заголовок =\n\n{WORDS}, [link {PAGE}].\n\n"
    "|| Name | Имя |\n| one | один |\n| two | два |\n",
    "pod": f"=encoding utf8\n\n=head1 Heading Заголовок\n\n{WORDS}, L<link|{PAGE}>.\n\n=over\n\n=item Имя один\n\n"
    "=item два\n\n=back\n\n=cut\n",
    "bib": "@book{ivanova2024,\n  author = {Иванова, Анна},\n  title = {Мягкие французские булки},\n"
    "  publisher = {Пекарня},\n  year = {2024}\n}\n\n@article{bob2023,\n  author = {Baker, Bob},\n"
    "  title = {Tea and bread},\n  journal = {The Journal},\n  year = {2023},\n  url = {https://example.org/page}\n}\n",
    "ris": "TY  - BOOK\nAU  - Иванова, Анна\nTI  - Мягкие французские булки\nPB  - Пекарня\nPY  - 2024\nER  - \n\n"
    "TY  - JOUR\nAU  - Baker, Bob\nTI  - Tea and bread\nJO  - The Journal\nPY  - 2023\n"
    "UR  - https://example.org/page\nER  - \n",
}


def main() -> None:
    """Write every sample beside this script."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source.md"
        source.write_text(TEXT.replace("![picture](picture.png)\n\n", ""), encoding="utf-8")
        for extension, writer in WRITTEN.items():
            pandoc("commonmark_x", source, writer, extension)
    for extension, text in BY_HAND.items():
        (HERE / f"sample.{extension}").write_text(text, encoding="utf-8")
    pandoc("bibtex", HERE / "sample.bib", "csljson", "csljson")


def pandoc(reader: str, source: Path, writer: str, extension: str) -> None:
    """Convert by pandoc alone."""
    command = [pypandoc.get_pandoc_path(), "--standalone", "-f", reader, "-t", writer, str(source)]
    subprocess.run([*command, "-o", str(HERE / f"sample.{extension}")], check=True)


if __name__ == "__main__":
    main()
