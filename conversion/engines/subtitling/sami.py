"""Microsoft's SAMI: a line stays until the next one begins, and an empty one takes it away."""

import re
from html.parser import HTMLParser
from itertools import pairwise

from pysubs2 import SSAFile

from conversion.engines.subtitling import marks

LONGEST = 5000  # ms: how long the last line stays
LOOKS = frozenset("bisu")
LOOK = re.compile(r"{\\[bisu][01]}")
HEAD = """\
<SAMI>
<HEAD>
<STYLE TYPE="text/css"><!--
P { font-family: Arial; text-align: center; }
.SUBTITLES { Name: Subtitles; SAMIType: CC; }
--></STYLE>
</HEAD>
<BODY>
"""


class _Parser(HTMLParser):
    """Collects what is said: from when on, in which language, which words."""

    def __init__(self) -> None:
        super().__init__()
        self.start: int | None = None
        self.said: list[tuple[int, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A time, a language, a new row or a look."""
        named = dict(attrs)
        if tag == "sync":
            self.start = int(float((named.get("start") or "0").removesuffix("ms")))
        elif tag == "p" and self.start is not None:
            self.said.append((self.start, (named.get("class") or "").lower(), ""))
        elif tag == "br":
            self._add("\n")
        elif tag in LOOKS:
            self._add(f"{{\\{tag}1}}")

    def handle_endtag(self, tag: str) -> None:
        """The end of a look, or of it all."""
        if tag in LOOKS:
            self._add(f"{{\\{tag}0}}")
        elif tag in {"body", "sami"}:
            self.start = None

    def handle_data(self, data: str) -> None:
        """Words; line feeds in the file mean nothing."""
        self._add(data.replace("\n", " ").replace("\xa0", " "))

    def _add(self, words: str) -> None:
        """Words outside a paragraph are of no language."""
        if self.start is None:
            return
        if not self.said or self.said[-1][0] != self.start:
            self.said.append((self.start, "", ""))
        start, language, said = self.said[-1]
        self.said[-1] = (start, language, said + words)


def read(content: str) -> SSAFile:
    """The lines of the language that comes first."""
    parser = _Parser()
    parser.feed(content)
    parser.close()
    first = next((language for _start, language, said in parser.said if said.strip()), "")
    said = [(start, _tidy(words)) for start, language, words in parser.said if language == first]
    said.sort(key=lambda line: line[0])
    lines = SSAFile()
    for (start, words), (end, _next) in pairwise([*said, (said[-1][0] + LONGEST if said else 0, "")]):
        if words:
            lines.append(marks.event(start, end, words))
    return lines


def _tidy(words: str) -> str:
    """Each row without spaces around it; nothing where only looks are left."""
    rows = "\n".join(" ".join(row.split()) for row in words.strip().split("\n"))
    return rows if LOOK.sub("", rows).strip() else ""


def write(lines: SSAFile) -> str:
    """A time for each line and one for each pause."""
    rows = []
    spoken = marks.spoken(lines)
    for line, following in zip(spoken, [*spoken[1:], None], strict=True):
        rows.append(_sync(line.start, marks.tagged(lines, line, marks.escaped).replace("\n", "<br>")))
        if following is None or following.start > line.end:
            rows.append(_sync(line.end, "&nbsp;"))
    return HEAD + "\n".join(rows) + "\n</BODY>\n</SAMI>\n"


def _sync(ms: int, words: str) -> str:
    return f"<SYNC Start={ms}><P Class=SUBTITLES>{words}"
