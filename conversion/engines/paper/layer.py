"""Words under the picture of a page, so that a scan can be searched and copied from."""

import re
from dataclasses import dataclass
from pathlib import Path

from conversion.engines.paper import rewriting

# DjVuLibre's notation of what stands where: in pixels from the lower left corner of a page.
PAGE = re.compile(rb"^\((?:page 0 0 (\d+) (\d+)|\)$)", re.MULTILINE)  # empty: a page without words
LEAF = re.compile(rb'\((?:word|line|para|region|column) (\d+) (\d+) (\d+) (\d+)\s+"((?:[^"\\]|\\.)*)"\)')
ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
NAMED = {b"n": b" ", b"t": b" ", b"r": b" "}
# Each word as wide as its picture, so that words stay apart and a selection covers them.
UNSEEN = """#set page(margin: 0pt)
#set text(fill: rgb(0, 0, 0, 0), font: "DejaVu Sans")
#let put(x, y, width, height, words) = place(dx: x, dy: y, context {
  let letters = text(size: height, words)
  scale(x: 100% * (width / measure(letters).width), origin: left + top, letters)
})
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's size in pixels, and its words: left, low, right, high, text."""

    width: int
    height: int
    words: tuple[tuple[int, int, int, int, str], ...]


def put_under(pictures: Path, said: Path, output: Path) -> None:
    """Write the PDF of a scan with the words that ``said`` (by djvutxt, in detail) puts on its pages."""
    import pikepdf  # noqa: PLC0415 - see `rewriting`

    sheets = read(said.read_bytes())
    with rewriting.opened(pictures) as document:
        words = pictures.with_name("words.pdf")
        _typeset(sheets, [rewriting.size(page) for page in document.pages], words)
        with pikepdf.open(words) as layer:
            for page, unseen in zip(document.pages, layer.pages, strict=False):
                page.add_underlay(unseen, pikepdf.Rectangle(*[float(edge) for edge in page.mediabox]))
            document.save(output)


def read(said: bytes) -> list[Sheet]:
    """The pages in order."""
    marks = list(PAGE.finditer(said))
    ends = [mark.start() for mark in marks[1:]] + [len(said)]
    return [
        Sheet(int(mark[1] or 0), int(mark[2] or 0), tuple(_words(said[mark.end() : end])))
        for mark, end in zip(marks, ends, strict=True)
    ]


def _words(said: bytes) -> list[tuple[int, int, int, int, str]]:
    return [
        (int(leaf[1]), int(leaf[2]), int(leaf[3]), int(leaf[4]), _plain(leaf[5]))
        for leaf in LEAF.finditer(said)
        if leaf[5]
    ]


def _plain(escaped: bytes) -> str:
    def one(found: re.Match[bytes]) -> bytes:
        return bytes((int(found[1], 8) & 0xFF,)) if found[1].isdigit() else NAMED.get(found[1], found[1])

    return ESCAPE.sub(one, escaped).decode("utf-8", "replace")


def _typeset(sheets: list[Sheet], sizes: list[tuple[float, float]], output: Path) -> None:
    """A PDF of nothing but invisible words; ``sizes`` of its pages in points."""
    import typst  # noqa: PLC0415 - starts threads, so never outside the forked child

    pages = []
    for number, (width, height) in enumerate(sizes):
        sheet = sheets[number] if number < len(sheets) else Sheet(0, 0, ())
        scale = width / sheet.width if sheet.width else 1.0
        placed = "\n".join(_placed(word, scale, height) for word in sheet.words)
        pages.append(f"#page(width: {width:g}pt, height: {height:g}pt)[\n{placed}\n]")
    source = output.with_suffix(".typ")
    source.write_text(UNSEEN + "\n".join(pages), "utf-8")
    typst.compile(source, output=output, root=output.parent, format="pdf", pdf_tags=False)


def _placed(word: tuple[int, int, int, int, str], scale: float, height: float) -> str:
    left, low, right, high, text = word
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    box = (left * scale, height - high * scale, max(1, right - left) * scale, max(1, high - low) * scale)
    return f'#put({", ".join(f"{side:.2f}pt" for side in box)}, "{quoted}")'
