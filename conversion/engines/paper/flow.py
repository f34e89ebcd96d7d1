"""Lines of pages into running text: paragraphs, headings and lists, with pictures where they stood."""

import base64
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from conversion.engines.paper.lines import Box, Line, Page, Word

LARGER = 1.15  # times the size of the text: a heading
LONGEST_HEADING = 200  # characters
MOST_LEVELS = 4
MARGIN = 0.08  # of a page's height: where its number stands
REPEATED = 3  # pages with the same line at their edge
SHORT = 0.85  # of a block's width: a line that ends before is the last of its paragraph
INDENT = 8.0  # points
WIDE_GAP = 0.9  # of a line's height
BULLET = re.compile(r"[•◦▪‣●○■□–—·∙\uf0b7\uf0a7]")
NUMBER = re.compile(r"[-–— ]*\d{1,4}[-–— ]*")
SENTENCE_END = re.compile(r"[.!?…:;»”\")\]]$")
HYPHENS = ("-", "\u00ad", "\u2010")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page, as a file of that media type."""

    box: Box
    media_type: str
    data: bytes


@dataclass(slots=True)
class Paragraph:
    """Words that belong together; ``level`` 1… of a heading, 0 of others."""

    words: list[Word]
    level: int = 0
    is_item: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it may go on in the next block or on the next page."""
        return not self.level and bool(self.words) and not SENTENCE_END.search(self.words[-1].text)


Part = Paragraph | Picture


def as_html(pages: Sequence[Page], pictures: Sequence[Sequence[Picture]], title: str) -> str:
    """A page of HTML with everything inside; ``pictures`` of each page."""
    _behead(pages)
    levels = _levels(pages)
    parts: list[Part] = []
    for page, shown in zip(pages, pictures, strict=True):
        for part in _parts(page, shown, levels):
            _append(parts, part)
    body = "\n".join(_blocks(parts))
    head = f'<meta charset="utf-8">\n<title>{html.escape(title)}</title>'
    return f"<!DOCTYPE html>\n<html>\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n"


def _behead(pages: Sequence[Page]) -> None:
    """Leave out what stands at the edge of many pages: it would cut through sentences."""
    edges = Counter(text for page in pages for text in {line.text for line in page.lines if _is_at_edge(line, page)})
    for page in pages:
        page.lines = [
            line
            for line in page.lines
            if not _is_at_edge(line, page) or edges[line.text] < max(REPEATED, len(pages) / 4)
        ]


def _levels(pages: Iterable[Page]) -> dict[float, int]:
    """Which heading a size of letters makes: the largest is the first."""
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            letters[line.size] += len(line.text)
    text = letters.most_common(1)[0][0] if letters else 0
    larger = sorted((size for size in letters if size > text * LARGER), reverse=True)
    return {size: min(number, MOST_LEVELS) for number, size in enumerate(larger, start=1)}


def _parts(page: Page, pictures: Sequence[Picture], levels: dict[float, int]) -> Iterator[Part]:
    waiting = sorted(pictures, key=lambda picture: picture.box.top)
    for paragraph in _paragraphs(page, levels):
        while waiting and waiting[0].box.top < paragraph[0].box.top:
            yield waiting.pop(0)
        yield _joined(paragraph, levels)
    yield from waiting


def _paragraphs(page: Page, levels: dict[float, int]) -> Iterator[list[Line]]:
    kept = [line for line in page.lines if line.words and not _is_page_number(line, page)]
    for _block, group in groupby(kept, key=lambda line: line.block):
        paragraph: list[Line] = []
        for line in group:
            if paragraph and _begins(paragraph[-1], line, levels):
                yield paragraph
                paragraph = []
            paragraph.append(line)
        yield paragraph


def _is_page_number(line: Line, page: Page) -> bool:
    return _is_at_edge(line, page) and NUMBER.fullmatch(line.text) is not None


def _is_at_edge(line: Line, page: Page) -> bool:
    return line.box.bottom < page.height * MARGIN or line.box.top > page.height * (1 - MARGIN)


def _begins(before: Line, line: Line, levels: dict[float, int]) -> bool:
    """Whether a line is the first of another paragraph than the one before it."""
    width = line.block.right - line.block.left
    return (
        levels.get(before.size, 0) != levels.get(line.size, 0)
        or BULLET.match(line.text) is not None
        or line.box.top - before.box.bottom > WIDE_GAP * before.size
        or (line.box.left - before.box.left > INDENT and not BULLET.match(before.text))
        or (before.box.right - line.block.left < width * SHORT and bool(SENTENCE_END.search(before.text)))
    )


def _joined(lines: Sequence[Line], levels: dict[float, int]) -> Paragraph:
    words: list[Word] = []
    for line in lines:
        _go_on(words, line.words)
    text = " ".join(word.text for word in words)
    level = levels.get(lines[0].size, 0) if len(text) <= LONGEST_HEADING else 0
    if bullet := BULLET.match(text):
        words[0] = Word(words[0].text[bullet.end() :], words[0].is_bold, words[0].is_italic, words[0].link)
        return Paragraph([word for word in words if word.text], 0, is_item=True)
    return Paragraph(words, level)


def _go_on(words: list[Word], more: Sequence[Word]) -> None:
    """Append the words of the next line; a word that was divided becomes one again."""
    more = list(more)
    if words and more and words[-1].text.endswith(HYPHENS) and more[0].text[:1].islower():
        last = words.pop()
        more[0] = Word(last.text[:-1] + more[0].text, last.is_bold, last.is_italic, last.link)
    words += more


def _append(parts: list[Part], part: Part) -> None:
    """A paragraph that breaks off goes on in the one that begins with a small letter."""
    last = parts[-1] if parts else None
    if (
        isinstance(part, Paragraph)
        and isinstance(last, Paragraph)
        and last.is_open
        and not part.is_item
        and not part.level
        and part.words[0].text[:1].islower()
    ):
        _go_on(last.words, part.words)
    elif not isinstance(part, Paragraph) or part.words:
        parts.append(part)


def _blocks(parts: Iterable[Part]) -> Iterator[str]:
    for is_list, group in groupby(parts, key=lambda part: isinstance(part, Paragraph) and part.is_item):
        blocks = [_block(part) for part in group]
        yield "<ul>\n" + "\n".join(blocks) + "\n</ul>" if is_list else "\n".join(blocks)


def _block(part: Part) -> str:
    if isinstance(part, Picture):
        data = base64.b64encode(part.data).decode("ascii")
        width = round((part.box.right - part.box.left) * 96 / 72)
        return f'<p><img src="data:{part.media_type};base64,{data}" width="{width}" alt=""></p>'
    tag = "li" if part.is_item else f"h{part.level}" if part.level else "p"
    return f"<{tag}>{_inline(part.words, is_heading=bool(part.level))}</{tag}>"


def _inline(words: Sequence[Word], *, is_heading: bool) -> str:
    """Neighbours that look the same stand in one element."""
    runs = []
    for (is_bold, is_italic, link), group in groupby(words, key=lambda word: (word.is_bold, word.is_italic, word.link)):
        text = html.escape(" ".join(word.text for word in group), quote=False)
        text = f"<em>{text}</em>" if is_italic else text
        text = f"<strong>{text}</strong>" if is_bold and not is_heading else text
        runs.append(f'<a href="{html.escape(link)}">{text}</a>' if link else text)
    return " ".join(runs)
