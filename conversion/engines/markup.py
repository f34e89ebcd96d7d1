"""Texts with markup, by pandoc: in its sandbox, so that no text includes a file of ours."""

import html
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pypandoc

from conversion import formats, process
from conversion.contents import boxes, documents, text
from conversion.engines import dialects
from conversion.engines.base import SPARE, Engine, Route, Step
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError, ToolFailedError
from conversion.formats import Format

FILTER = Path(__file__).with_suffix(".lua")
# Its own limit makes it say that the memory was not enough; the system's would look like a crash.
MEMORY = ("+RTS", "-M1G", "-RTS")
# Markdown as people write it: GitHub's, and more; quotation marks stay as they are.
MARKDOWN = "commonmark_x-smart+autolink_bare_uris"

READERS = {
    "md": MARKDOWN,
    "rst": "rst",
    "html": "html",
    "docx": "docx",
    "odt": "odt",
    "epub": "epub",
    "tex": "latex",
    "org": "org",
    "ipynb": "ipynb",
    "txt": "html",  # see `as_html`: plain text has no markup that could be taken for some
}
WRITERS: dict[str, tuple[str, ...]] = {
    "md": ("gfm-tex_math_gfm+tex_math_dollars", "--reference-links"),
    "rst": ("rst",),
    "html": ("html", "--embed-resources", "--mathml"),
    "docx": ("docx",),
    "odt": ("odt",),
    "epub": ("epub",),
    "tex": ("latex",),
    "org": ("org",),
    "ipynb": ("ipynb",),
    "txt": ("plain",),
}
BINARY = ("docx", "odt", "epub", "pptx")
TEXTS = ("md", "rst", "tex", "org", "txt", *dialects.TEXTS)
# LibreOffice sets plain text in the type it is meant for. Org has no escapes: what looks like markup in a plain text
# would be some.
LEFT_OUT = frozenset((("txt", "docx"), ("txt", "odt"), ("txt", "org")))
LESS_KEPT = frozenset((("docx", "odt"), ("odt", "docx")))  # than by LibreOffice
# odt has no highlighting of code, and LibreOffice lays out what pandoc writes as docx better.
COSTS = {"odt": 12}

# pandoc's exit statuses for sources it can't read (its manual, "Exit codes"), and GHC's for memory.
UNREADABLE = frozenset((44, 63, 64, 91, 92, 93, 94, 99))
OUT_OF_MEMORY = 251

LEADING = re.compile(r"^[ \t]+|(?<= ) +", re.MULTILINE)
PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")
TAB = 4


class _Pandoc(process.Tool):
    """The pandoc that the wheel brings."""

    __slots__ = ()

    @property
    def path(self) -> str | None:
        """Where it is, or None."""
        try:
            return str(pypandoc.get_pandoc_path())
        except OSError:
            return None


PANDOC = _Pandoc("pandoc", "pandoc")


def _format(name: str) -> Format:
    return formats.named(name)[0]


class MarkupEngine(Engine):
    """Reads a text into pandoc's model of a document and writes that in another markup."""

    name = "pandoc"
    queue = "document"
    tools = (PANDOC,)
    routes = (
        frozenset(
            Route(
                _format(source),
                _format(target),
                SPARE if (source, target) in LESS_KEPT else COSTS.get(target, 10),
            )
            for source in READERS
            for target in WRITERS
            if source != target and (source, target) not in LEFT_OUT
        )
        | dialects.routes()
    )

    def convert(self, step: Step) -> None:
        """Convert; pictures go along where the target can hold them."""
        source = _prepared(step)
        writer, *options = WRITERS.get(step.target.name) or (dialects.WRITERS[step.target.name],)
        options += dialects.options(step.source_format.name, step.target.name)  # before the filter, in this order
        command = ["--standalone", "--wrap=preserve"]
        shutil.copy(FILTER, step.scratch)  # where pandoc can read it
        command += [*options, f"--data-dir={step.scratch}", f"--lua-filter={step.scratch / FILTER.name}"]
        command += [
            "--from",
            _reader(step.source_format.name),
            "--to",
            writer,
            "--output",
            str(step.output),
            str(source),
        ]
        run(step, command)
        if step.target.name in TEXTS and not step.output.read_text(encoding="utf-8").strip():
            raise NothingToConvertError("no text")


def run(step: Step, arguments: Sequence[str]) -> None:
    """Let pandoc work in its sandbox; raises what its exit status means."""
    _judge(step.runner.run([PANDOC.path or PANDOC.name, *MEMORY, "--sandbox", *arguments], check=False))


def _reader(name: str) -> str:
    return READERS.get(name) or dialects.READERS[name]


def _prepared(step: Step) -> Path:
    """What pandoc is to read: documents as they are, texts in UTF-8."""
    kind, source = step.source_format.name, step.scratch / step.source.name
    if kind in BINARY:
        step.runner.call(documents.check, step.source, kind)
        is_new = kind in boxes.PARTS and step.runner.call(boxes.unpack, step.source, source, kind)
        return source if is_new else step.source
    step.runner.call(rewrite, step.source, source, kind)
    return source


def rewrite(source: Path, target: Path, kind: str) -> None:
    """Write the text in UTF-8, plain text as HTML; raises `DamagedFileError`."""
    content = text.read(source)
    target.write_text(as_html(content) if kind == "txt" else content, encoding="utf-8")


def as_html(content: str) -> str:
    """Plain text as HTML that shows it as it is: lines, indents and signs."""
    paragraphs = PARAGRAPHS.split(content.expandtabs(TAB).strip("\n"))
    return "".join(f"<p>{_lines(paragraph)}</p>\n" for paragraph in paragraphs)


def _lines(paragraph: str) -> str:
    kept = LEADING.sub(lambda found: "\u00a0" * len(found[0]), paragraph)
    return html.escape(kept, quote=False).replace("\n", "<br>\n")


def _judge(completed: process.Completed) -> None:
    """Raise what pandoc's exit status means."""
    if completed.status in UNREADABLE:
        raise DamagedFileError(completed.stderr)
    if completed.status == OUT_OF_MEMORY:
        raise TooLargeError("memory")
    if completed.status != 0:
        raise ToolFailedError(PANDOC.name, completed.status, completed.stderr)
