"""What happens to one file: detect, find the way, convert leg by leg, check the output."""

import shutil
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from conversion import deadlines, detection, formats, names, options, registry
from conversion.archives import parts
from conversion.engines import measuring, office_access, pdf_access
from conversion.engines.base import Step
from conversion.errors import (
    DamagedFileError,
    EmptyFileError,
    MislabelledError,
    NoRouteError,
    OutputError,
    SourceError,
    ToolFailedError,
    ToolMissingError,
    UnknownFormatError,
)
from conversion.formats import Format, Kind
from conversion.options import Value
from conversion.process import Runner, Watch
from conversion.registry import Leg
from conversion.reports import Remark, Report

# Kinds that are taken for each other without a lie: sound in a video container, a picture that moves.
FAMILIES = (
    frozenset((Kind.VIDEO, Kind.AUDIO, Kind.IMAGE)),
    frozenset((Kind.DOCUMENT, Kind.SPREADSHEET, Kind.PRESENTATION, Kind.EBOOK, Kind.SUBTITLE, Kind.DATA)),
    frozenset((Kind.ARCHIVE, Kind.EBOOK)),
    frozenset((Kind.MODEL, Kind.DATA, Kind.DOCUMENT)),
    frozenset((Kind.DRAWING, Kind.IMAGE)),
    frozenset((Kind.DRAWING, Kind.DOCUMENT, Kind.DATA)),
    frozenset((Kind.FONT,)),
)

# What one engine says of a file that another may read all the same.
ANOTHER_MAY_DO = (DamagedFileError, UnknownFormatError, ToolFailedError, ToolMissingError, OutputError)


@dataclass(frozen=True, slots=True)
class Request:
    """One conversion.

    ``name`` is what people call the file; ``claimed`` the format that name or a server gave it, if any;
    ``scratch`` an empty folder for this attempt alone; ``deadline`` in seconds.
    ``grows``: that is for the largest of files, and a small one has less.
    """

    source: Path
    name: str
    claimed: Format | None
    target: Format
    options: Mapping[str, Value]
    scratch: Path
    deadline: float
    grows: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """The output: its path in the scratch folder, the name to give it, what the source really was, what to tell."""

    path: Path
    name: str
    source: Format
    report: Report


@dataclass(frozen=True, slots=True)
class _Work:
    """What a leg works by; the legs share all but the options that were asked of each."""

    asked: Mapping[str, Value]
    runner: Runner
    report: Report


class Share:
    """A watch for one part of the work, that tells its fraction of the whole."""

    def __init__(self, watch: Watch, part: int, parts: int) -> None:
        self._watch, self._part, self._parts = watch, part, parts

    def beat(self, fraction: float | None) -> None:
        """A fraction of this part; unknown counts as its beginning."""
        self._watch.beat((self._part + (fraction or 0.0)) / self._parts if fraction is not None or self._part else None)


def convert(request: Request, watch: Watch) -> Result:
    """Convert one file; raises `conversion.errors.ConversionError`."""
    if request.source.stat().st_size == 0:
        raise EmptyFileError
    with parts.told(request.name), Runner(request.scratch, watch, request.deadline) as runner:
        if request.grows:
            runner.hurry(deadlines.of_size(request.source.stat().st_size))
        return _converted(request, runner)


def _converted(request: Request, runner: Runner) -> Result:
    here = placed(request.source, request.scratch)
    source = identify(replace(request, source=here), runner)
    way = _way(request, source)
    asked = options.parse(request.options, registry.options_for(source, request.target))
    work = _Work(asked, runner, Report())
    here = here.rename(here.with_name(f"file.{source.extension}"))
    paths = [here]
    watch = runner.watch
    for number, (leg, share) in enumerate(zip(way, registry.assigned(way), strict=True)):
        runner.watch = Share(watch, number, len(way))
        folder = request.scratch / f"leg{number}"
        folder.mkdir()
        mine = {option.name: asked[option.name] for option in share if option.name in asked}
        paths = [output for path in paths for output in _run_leg(leg, path, folder, replace(work, asked=mine))]
    _measure((here, source), paths, request, work)
    work.report.take(runner.remarks)
    return _packed(paths, request, source, work.report)


def taken(request: Request, watch: Watch) -> Result:
    """A file that is the target already, as it is; any other is converted. Raises as `convert` does."""
    here = placed(request.source, request.scratch)
    source = identify(replace(request, source=here), Runner(request.scratch, watch, request.deadline))
    if source == request.target:
        return Result(here, request.name, source, Report())
    shutil.rmtree(here.parent)
    return convert(request, watch)


def _measure(source: tuple[Path, Format], paths: list[Path], request: Request, work: _Work) -> None:
    """Of several outputs none stands for the others: only their source is measured."""
    files = [source, *([(paths[0], request.target)] if len(paths) == 1 else [])]
    before, *after = measuring.measured(files, work.runner)
    work.report.measure(before, after[0] if after else {})


def _way(request: Request, source: Format) -> tuple[Leg, ...]:
    """Where there is none although the name promised one, it is the name that is wrong."""
    try:
        return registry.way(source, request.target)
    except NoRouteError:
        said = claimed(request)
        if said not in (None, source):
            raise MislabelledError(said.name, source.name) from None
        raise


def claimed(request: Request) -> Format | None:
    """What the file is said to be."""
    return request.claimed or formats.from_filename(request.name)


def identify(request: Request, runner: Runner) -> Format:
    """What the file is by its bytes; the claim decides only between formats that look the same."""
    said = claimed(request)
    [found] = _detected([request.source], said, runner)
    if found is None:
        raise UnknownFormatError
    if said is not None and not _akin(said, found):
        raise MislabelledError(said.name, found.name)
    return found


def check(outputs: Sequence[Path], target: Format, runner: Runner) -> None:
    """Each output exists, is not empty and is the target by its bytes, or `OutputError`."""
    if not all(path.is_file() and path.stat().st_size for path in outputs):
        raise OutputError("missing or empty", target.name)
    stored = formats.stored(target)
    for found in _detected(outputs, stored, runner):
        if found != stored:
            raise OutputError("another format", target.name, str(found))


def _detected(paths: Sequence[Path], claimed: Format | None, runner: Runner) -> list[Format | None]:
    """Detection in one child for all: the library that reads magic numbers reads strangers' bytes too."""
    found = runner.call(detection.detect_each, list(paths), claimed.name if claimed else None)
    return [formats.from_name(name) if name else None for name in found]


def _akin(one: Format, other: Format) -> bool:
    return any(one.kind in family and other.kind in family for family in FAMILIES)


def placed(path: Path, scratch: Path) -> Path:
    """The file under a name of ours: a stranger's name never reaches a program, nor does a file outside of scratch."""
    folder = scratch / "source"
    folder.mkdir()
    placed = folder / "file"
    if path.parent == scratch:
        return path.rename(placed)
    shutil.copyfile(path, placed)
    return placed


def _run_leg(leg: Leg, path: Path, folder: Path, work: _Work) -> list[Path]:
    """Run one engine on one file, and where it fails the next that can; what was written, in order."""
    spares = [spare for spare in registry.spares(leg) if registry.understands(spare, work.asked)]
    try:
        return _run_engine(leg, path, folder / path.stem, work)
    except ANOTHER_MAY_DO:
        for number, spare in enumerate(spares, start=1):
            with suppress(SourceError, *ANOTHER_MAY_DO):
                written = _run_engine(spare, path, folder / f"{path.stem}.spare{number}", work)
                work.report.remark(Remark.SPARE)
                return written
        raise


def _run_engine(leg: Leg, path: Path, outputs: Path, work: _Work) -> list[Path]:
    """What one engine wrote, each output checked."""
    outputs.mkdir()
    scratch = outputs.with_name(f"{outputs.name}.scratch")
    scratch.mkdir()
    target = leg.route.target
    work.runner.allow(deadlines.of_size(path.stat().st_size))
    opened, asked = office_access.before(path, leg.route, work.asked, work.runner)
    source = pdf_access.before(opened, leg.route, asked, work.runner)
    output = outputs / f"{path.stem}.{target.extension}"
    leg.engine.convert(Step(source, leg.route.source, output, target, asked, work.runner, scratch, work.report))
    shutil.rmtree(scratch, ignore_errors=True)
    written = sorted(outputs.iterdir())
    if not written:
        raise OutputError("nothing written", leg.engine.name, target.name)
    for made in written:
        pdf_access.after(made, leg.route, asked, work.runner)
    check(written, target, work.runner)
    return written


def _packed(paths: list[Path], request: Request, source: Format, report: Report) -> Result:
    """One file as it is; several as one zip of numbered files."""
    if len(paths) == 1:
        return Result(paths[0], names.renamed(request.name, request.target), source, report)
    report.remark(Remark.SEVERAL)
    stem = names.stem(request.name)
    digits = len(str(len(paths)))
    packed = request.scratch / "packed.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for number, path in enumerate(paths, start=1):
            archive.write(path, f"{stem}-{number:0{digits}}.{request.target.extension}")
    return Result(packed, f"{stem}.zip", source, report)
