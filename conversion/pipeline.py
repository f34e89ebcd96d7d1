"""What happens to one file: detect, find the way, convert leg by leg, check the output."""

import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from conversion import detection, formats, names, options, registry
from conversion.engines import pdf_access
from conversion.engines.base import Step
from conversion.errors import EmptyFileError, MislabelledError, NoRouteError, OutputError, UnknownFormatError
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


@dataclass(frozen=True, slots=True)
class Request:
    """One conversion.

    ``name`` is what people call the file; ``claimed`` the format that name or a server gave it, if any;
    ``scratch`` an empty folder for this attempt alone; ``deadline`` in seconds.
    """

    source: Path
    name: str
    claimed: Format | None
    target: Format
    options: Mapping[str, Value]
    scratch: Path
    deadline: float


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


class _Share:
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
    runner = Runner(request.scratch, watch, request.deadline)
    placed = _placed(request.source, request.scratch)
    source = identify(replace(request, source=placed), runner)
    way = _way(request, source)
    asked = options.parse(request.options, registry.options_for(source, request.target))
    work = _Work(asked, runner, Report())
    paths = [placed.rename(placed.with_name(f"file.{source.extension}"))]
    for number, (leg, share) in enumerate(zip(way, registry.assigned(way), strict=True)):
        runner.watch = _Share(watch, number, len(way))
        folder = request.scratch / f"leg{number}"
        folder.mkdir()
        mine = {option.name: asked[option.name] for option in share if option.name in asked}
        paths = [output for path in paths for output in _run_leg(leg, path, folder, replace(work, asked=mine))]
    for path in paths:
        check(path, request.target, runner)
    return _packed(paths, request, source, work.report)


def _way(request: Request, source: Format) -> tuple[Leg, ...]:
    """Where there is none although the name promised one, it is the name that is wrong."""
    try:
        return registry.way(source, request.target)
    except NoRouteError:
        claimed = _claimed(request)
        if claimed not in (None, source):
            raise MislabelledError(claimed.name, source.name) from None
        raise


def _claimed(request: Request) -> Format | None:
    return request.claimed or formats.from_filename(request.name)


def identify(request: Request, runner: Runner) -> Format:
    """What the file is by its bytes; the claim decides only between formats that look the same."""
    claimed = _claimed(request)
    found = _detected(request.source, claimed, runner)
    if found is None:
        raise UnknownFormatError
    if claimed is not None and not _akin(claimed, found):
        raise MislabelledError(claimed.name, found.name)
    return found


def check(path: Path, target: Format, runner: Runner) -> None:
    """The output exists, is not empty and is the target by its bytes, or `OutputError`."""
    if not path.is_file() or path.stat().st_size == 0:
        raise OutputError("missing or empty", target.name)
    stored = formats.stored(target)
    found = _detected(path, stored, runner)
    if found != stored:
        raise OutputError("another format", target.name, str(found))


def _detected(path: Path, claimed: Format | None, runner: Runner) -> Format | None:
    """Detection in a child: the library that reads magic numbers reads strangers' bytes too."""
    name = runner.call(detection.detect, path, claimed.name if claimed else None)
    return formats.from_name(name) if name else None


def _akin(one: Format, other: Format) -> bool:
    return any(one.kind in family and other.kind in family for family in FAMILIES)


def _placed(path: Path, scratch: Path) -> Path:
    """The file under a name of ours: a stranger's name never reaches a program, nor does a file outside of scratch."""
    folder = scratch / "source"
    folder.mkdir()
    placed = folder / "file"
    if path.parent == scratch:
        return path.rename(placed)
    shutil.copyfile(path, placed)
    return placed


def _run_leg(leg: Leg, path: Path, folder: Path, work: _Work) -> list[Path]:
    """Run one engine on one file; what it wrote, in order."""
    outputs = folder / path.stem
    outputs.mkdir()
    scratch = folder / f"{path.stem}.scratch"
    scratch.mkdir()
    target = leg.route.target
    source = pdf_access.before(path, leg.route, work.asked, work.runner)
    output = outputs / f"{path.stem}.{target.extension}"
    leg.engine.convert(Step(source, leg.route.source, output, target, work.asked, work.runner, scratch, work.report))
    shutil.rmtree(scratch, ignore_errors=True)
    if written := sorted(outputs.iterdir()):
        for made in written:
            pdf_access.after(made, leg.route, work.asked, work.runner)
        return written
    raise OutputError("nothing written", leg.engine.name, target.name)


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
