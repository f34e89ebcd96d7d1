"""Office documents, by LibreOffice: a profile of its own each run, and nothing of its exit status believed."""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from conversion import formats, process
from conversion.contents import documents, far_cells, formulas, links, separated, text
from conversion.engines import office_filters as filters
from conversion.engines.base import RARE, Engine, Route, Step, all_routes
from conversion.engines.imaging import vectors
from conversion.engines.imaging.wishes import Wish
from conversion.engines.office_profile import make_profile
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError, ToolMissingError
from conversion.formats import Format
from conversion.reports import Remark

(XLSX,) = formats.named("xlsx")
WORKBOOKS = formats.named("xlsx xlsm xltx xltm")
SOFFICE = process.Tool("soffice", "libreoffice-core-nogui")
PRLIMIT = process.Tool("prlimit", "util-linux")
# Bytes of one written file: a sheet with a cell in its far corner is a table of gigabytes.
LARGEST = 256 << 20
TABLES = frozenset(("csv", "html"))  # a cell is a byte of them at least, an empty one too
SOCKETS = Path("/tmp")  # noqa: S108 (LibreOffice's own choice, whatever TMPDIR says)
SHORT = 16  # bytes
# Its splash program ends so when the document did not open, too.
ENDED = (0, 1)
# Texts by any name are laid out in UTF-8, and read with these options.
TEXT_OPTIONS = {"txt": "UTF8,LF,Liberation Mono,en-US", "dif": "76", "slk": ""}


@dataclass(frozen=True, slots=True)
class Component(process.Tool):
    """A part of LibreOffice: a library in its program folder."""

    @property
    def path(self) -> str | None:
        """Where it is, or None."""
        soffice = SOFFICE.path
        library = Path(soffice).resolve().parent / f"lib{self.name}lo.so" if soffice else None
        return str(library) if library and library.exists() else None


class OfficeEngine(Engine):
    """One family of documents. ``readers`` and ``writers``: LibreOffice's filters by format."""

    queue = "document"
    readers: ClassVar[Mapping[Format, str]]
    writers: ClassVar[Mapping[Format, str]]

    def convert(self, step: Step) -> None:
        """Convert; a spreadsheet into one CSV for each sheet that holds anything."""
        kind = step.source_format.name
        if kind in filters.FAINTLY_READ:
            step.report.remark(Remark.PARTLY)
        step.runner.call(documents.check, step.source, kind)
        if step.target.name in TABLES:
            step.runner.call(far_cells.check, step.source, kind, LARGEST)
        source = step.scratch / step.source.name
        options = step.runner.call(prepare, step.source, source, kind)
        reader = self._reader(step) + (f":{options}" if options else "")
        folder = step.scratch / "written"
        writer = f"{step.target.extension}:{self.writers[step.target]}"
        _deliver(step, _saved(step, source, reader, writer, folder))

    def _reader(self, step: Step) -> str:
        kind = step.source_format.name
        below = step.runner.call(documents.sort, step.source) if kind in filters.BELOW else ""
        return filters.BELOW.get(kind, {}).get(below) or self.readers[step.source_format]


def prepare(source: Path, prepared: Path, kind: str) -> str:
    """Lay out what LibreOffice is to open; the options of its reader."""
    if kind == "csv":
        return separated.import_options(source, prepared)
    if kind in TEXT_OPTIONS:
        prepared.write_text(text.read(source), encoding="utf-8")
        return TEXT_OPTIONS[kind]
    if kind == "svg":
        prepared.write_text(vectors.read(source).scaled(Wish()), "utf-8")
    elif not links.cut(source, prepared, kind):
        prepared.symlink_to(source)
    return ""


def reckoned(step: Step) -> Path:
    """The source, a workbook, saved anew by LibreOffice: with the values of its formulas."""
    source, folder = step.scratch / "unreckoned.xlsx", step.scratch / "reckoned"
    step.runner.call(prepare, step.source, source, "xlsx")
    sort = filters.SHEET_READERS[XLSX]
    return _saved(step, source, sort, f"xlsx:{sort}", folder)[0]


def _saved(step: Step, source: Path, reader: str, writer: str, folder: Path) -> list[Path]:
    """What LibreOffice writes of it into the folder, at least one file."""
    completed = _run(step, f"--infilter={reader}", "--convert-to", writer, "--outdir", folder, source)
    written = _written(folder)
    if completed.status not in ENDED:
        raise process.failure(SOFFICE.name, completed.status, completed.stderr)
    if not written:
        raise DamagedFileError("LibreOffice can't open it")
    return written


def _run(step: Step, *arguments: str | Path) -> process.Completed:
    """Run it, and remove the socket that it leaves when it is stopped."""
    reckons = step.source_format in WORKBOOKS and step.runner.call(formulas.are_to_be_reckoned, step.source)
    try:
        command = office_command(step.scratch, *arguments, reckons=reckons)
        return step.runner.run(command, check=False, sockets=[SOCKETS])
    finally:
        _socket(step.scratch / "profile").unlink(missing_ok=True)


def _socket(profile: Path) -> Path:
    """Where the first run of a profile listens for others: `officeipcthread.cxx` makes the name."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    return SOCKETS / f"OSL_PIPE_{os.geteuid()}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"


def office_command(scratch: Path, *arguments: str | Path, reckons: bool = False) -> list[str | Path]:
    """A headless run with a fresh profile; two runs with one profile collide."""
    soffice = SOFFICE.path
    if soffice is None:
        raise ToolMissingError(SOFFICE.name)
    profile = make_profile(scratch / "profile", Path(soffice).resolve().parent, reckons=reckons)
    switches = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
    return [
        PRLIMIT.name,
        f"--fsize={LARGEST}",
        SOFFICE.name,
        f"-env:UserInstallation={profile.as_uri()}",
        # As root it would write its cache into the system, readable by root alone: soffice then aborts for all others.
        f"-env:UNO_SHARED_PACKAGES_CACHE={(profile / 'shared').as_uri()}",
        *switches,
        *arguments,
    ]


def _written(folder: Path) -> list[Path]:
    """What was written, in that order; raises `TooLargeError` for a file that was stopped at the limit."""
    written = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns) if folder.exists() else []
    if any(path.stat().st_size >= LARGEST for path in written):
        raise TooLargeError("written bytes", LARGEST)
    return written


def _deliver(step: Step, written: Sequence[Path]) -> None:
    """Move what was written into place, empty sheets left out."""
    full = [path for path in written if not _is_blank(path)]
    if not full:
        raise NothingToConvertError("empty")
    for number, path in enumerate(full, start=1):
        path.rename(step.output if len(full) == 1 else step.numbered(number))


def _is_blank(path: Path) -> bool:
    """An empty sheet is a file with one line feed."""
    return path.stat().st_size < SHORT and not path.read_bytes().strip(b"\r\n")


def _pairs(sources: Iterable[str], targets: Iterable[str], cost: int = 10) -> frozenset[Route]:
    return all_routes(formats.named(" ".join(sources)), formats.named(" ".join(targets)), cost)


class WriterEngine(OfficeEngine):
    """Texts with layout. HTML is not read: its macros ran at any security level (CVE-2026-101930)."""

    name = "writer"
    tools = (SOFFICE, PRLIMIT, Component("sw", "libreoffice-writer-nogui"))
    readers, writers = filters.TEXT_READERS, filters.TEXT_WRITERS
    routes = (
        _pairs(filters.TEXTS | filters.PLAIN, ("pdf", *filters.TEXTS))
        | _pairs(filters.TEXTS | filters.PLAIN, ("txt", "html"), 12)
        | _pairs(filters.TEXT_SORTS | filters.FOREIGN_TEXTS, ("pdf", "docx", "odt"))
        | _pairs(("docx", "odt"), filters.TEXT_SORTS, RARE)
    )


class CalcEngine(OfficeEngine):
    """Spreadsheets."""

    name = "calc"
    tools = (SOFFICE, PRLIMIT, Component("sc", "libreoffice-calc-nogui"))
    readers, writers = filters.SHEET_READERS, filters.SHEET_WRITERS
    routes = (
        _pairs(filters.SHEETS | filters.CSV, ("pdf", "html", *filters.SHEETS, *filters.CSV))
        | _pairs(filters.SHEET_SORTS | filters.FOREIGN_SHEETS, ("pdf", "xlsx", "ods", "csv", "html"))
        | _pairs(("xlsx", "ods"), filters.SHEET_SORTS, RARE)
    )


class ImpressEngine(OfficeEngine):
    """Presentations."""

    name = "impress"
    tools = (SOFFICE, PRLIMIT, Component("sd", "libreoffice-impress-nogui"))
    readers, writers = filters.SLIDE_READERS, filters.SLIDE_WRITERS
    routes = (
        _pairs(filters.SLIDES, ("pdf", *filters.SLIDES))
        | _pairs(filters.SLIDE_SORTS | filters.FOREIGN_SLIDES, ("pdf", "pptx", "odp"))
        | _pairs(("pptx", "odp"), filters.SLIDE_SORTS, RARE)
    )
