"""What happens to several files that become one: each is converted by itself, then they are put together."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from conversion import names, options, pipeline, unions
from conversion.engines import splices
from conversion.errors import EmptyFileError, TooLargeError
from conversion.formats import Format
from conversion.options import Option, Value
from conversion.options.catalogue import LEVEL, LOCK, PASSWORD
from conversion.pipeline import Request, Result, Share
from conversion.process import Runner, Watch
from conversion.reports import Report


def convert(requests: Sequence[Request], scratch: Path, watch: Watch) -> Result:
    """Convert several files into one, in their order; raises `conversion.errors.ConversionError`.

    The requests have one target, the same options, and scratch folders of their own beneath ``scratch``.
    """
    if len(requests) > unions.MOST_FILES:
        raise TooLargeError("files", str(len(requests)))
    if not all(request.source.stat().st_size for request in requests):
        raise EmptyFileError
    first, sources = requests[0], [pipeline.claimed(request) for request in requests]
    asked = options.parse(first.options, unions.options_for(sources, first.target))
    via = unions.part(sources, first.target)
    output = scratch / f"joined.{(via or first.target).extension}"
    name = f"{names.stem(first.name)}+{len(requests) - 1}.{first.target.extension}"
    if via is None:
        with Runner(scratch, watch, first.deadline) as runner:
            return _packed(requests, output, name, asked, runner)
    end, shares = time.monotonic() + first.deadline, len(requests) + 2  # the parts, their joining, the whole
    parts = [
        _part(_in_time(request, end), via, asked, Share(watch, number, shares))
        for number, request in enumerate(requests)
    ]
    with Runner(scratch, Share(watch, shares - 2, shares), end - time.monotonic()) as runner:
        _join([part.path for part in parts], via, output, asked, runner)
        if via == first.target:
            pipeline.check([output], via, runner)
    made = Result(output, name, parts[0].source, _report(parts))
    if via == first.target:
        return made
    whole = replace(_in_time(first, end), source=output, claimed=via, options=asked)
    return _finished(whole, made, Share(watch, shares - 1, shares))


def _in_time(request: Request, end: float) -> Request:
    return replace(request, deadline=end - time.monotonic())


def _part(request: Request, via: Format, asked: Mapping[str, Value], watch: Watch) -> Result:
    """One of the files as what all are made first."""
    source = pipeline.claimed(request)
    if source == via:
        return pipeline.taken(replace(request, target=via, options={}), watch)
    known = unions.options_of_part(source, via) if source and via not in unions.SPLICED.values() else ()
    return pipeline.convert(replace(request, target=via, options=_known(asked, known)), watch)


def _known(asked: Mapping[str, Value], known: Sequence[Option]) -> dict[str, Value]:
    wanted = {option.name for option in known}
    return {name: value for name, value in asked.items() if name in wanted}


def _join(parts: Sequence[Path], via: Format, output: Path, asked: Mapping[str, Value], runner: Runner) -> None:
    if via == unions.PDF:
        password, lock = (str(asked.get(option.name, "")) for option in (PASSWORD, LOCK))
        runner.call(splices.bind, list(parts), output, password, lock)
    elif via == unions.FLAC:
        splices.play(parts, output, runner)
    else:
        splices.show(parts, output, runner)


def _finished(request: Request, joined: Result, watch: Watch) -> Result:
    """The whole, as what was wanted of it."""
    scratch = request.scratch.with_name("whole")
    scratch.mkdir()
    made = pipeline.convert(replace(request, scratch=scratch), watch)
    for remark in joined.report.remarks:
        made.report.remark(remark)
    return replace(made, name=joined.name, source=joined.source)


def _packed(requests: Sequence[Request], output: Path, name: str, asked: Mapping[str, Value], runner: Runner) -> Result:
    level = int(asked[LEVEL.name]) if LEVEL.name in asked else None
    files = [(pipeline.placed(request.source, request.scratch), request.name) for request in requests]
    target = requests[0].target
    runner.call(splices.pack, files, output, target.name, level, str(asked.get(LOCK.name, "")))
    pipeline.check([output], target, runner)
    return Result(output, name, pipeline.claimed(requests[0]) or target, Report())


def _report(parts: Sequence[Result]) -> Report:
    """What is to be told of any of them."""
    report = Report()
    for part in parts:
        for remark in part.report.remarks:
            report.remark(remark)
    return report
