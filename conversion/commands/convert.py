"""``convert IN… OUT``: by a worker where one is there, else in this process."""

import os
import shutil
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from conversion import formats, joining, pipeline, process
from conversion.errors import UnknownFormatError
from conversion.queue import requests
from conversion.queue.requests import Request
from conversion.settings import settings

DEADLINE = 24 * 3600.0  # seconds; whoever sits at a terminal has Ctrl-C


class Bar:
    """The progress bar, as a watch."""

    def __init__(self, progress: Progress, title: str) -> None:
        self._progress = progress
        self._task = progress.add_task(title, total=None)

    def beat(self, fraction: float | None) -> None:
        """A fraction from 0 to 1, None: unknown."""
        if fraction is not None:
            self._progress.update(self._task, total=1.0, completed=fraction)


def run(arguments: Namespace) -> int:
    """Convert IN to OUT, or several into one, with a progress bar; prints what was written."""
    process.warm_up()
    sources, output = [Path(source) for source in arguments.sources], Path(arguments.output)
    target = formats.from_name(arguments.to) if arguments.to else formats.from_filename(output.name)
    if target is None:
        raise UnknownFormatError(arguments.to or output.name)
    request = requests.of_paths(sources, target.name, arguments.asked)
    with _bar(", ".join(source.name for source in sources), output.name) as bar:
        written = _by_worker(sources, output, request, bar) or _here(sources, output, request, bar)
    print(written)  # noqa: T201 (the command's answer)
    return 0


@contextmanager
def _bar(source: str, output: str) -> Iterator[Bar]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = Bar(progress, f"{source} → {output}")
        yield bar
        bar.beat(1.0)


def _by_worker(sources: Sequence[Path], output: Path, request: Request, bar: Bar) -> Path | None:
    """None where no worker is there. Celery takes longer to import than most files to convert: not without need."""
    if settings().private_redis and not settings().redis_socket.exists():
        return None
    remote = import_module("conversion.commands.remote")
    written: Path | None = remote.convert(sources, output, request, bar) if remote.worker_is_there() else None
    return written


def _here(sources: Sequence[Path], output: Path, request: Request, bar: Bar) -> Path:
    with tempfile.TemporaryDirectory(prefix="mutabor-") as made:
        scratch = Path(made)
        if len(sources) > 1:
            asked = [_asked(source, request, scratch / f"file{number}") for number, source in enumerate(sources)]
            result = joining.convert(asked, scratch, bar)
        else:
            result = pipeline.convert(_asked(sources[0], request, scratch), bar)
        written = beside(output, result.name)
        shutil.move(result.path, written)
    mask = os.umask(0)
    os.umask(mask)
    written.chmod(0o666 & ~mask)  # what a worker writes is for its own eyes only
    return written


def _asked(source: Path, request: Request, scratch: Path) -> pipeline.Request:
    scratch.mkdir(exist_ok=True)
    target = requests.target_named(request.target)
    path, wanted = source.absolute(), request.options
    return pipeline.Request(path, source.name, None, target, wanted, scratch, DEADLINE, grows=False)


def beside(output: Path, name: str) -> Path:
    """OUT itself, or a zip beside it where one output became several."""
    is_packed = name.endswith(".zip") and not output.name.lower().endswith(".zip")
    return output.with_suffix(".zip") if is_packed else output
