"""RAR archives: by libarchive, and by The Unarchiver where that lacks a way of packing or something is locked."""

from collections.abc import Mapping
from pathlib import Path

import rarfile

from conversion import formats, process
from conversion.archives import foreign, unsealing, writing
from conversion.archives.members import MOST_BYTES, MOST_MEMBERS, MOST_TIMES, SMALL, Budget
from conversion.engines import sevenzip
from conversion.engines.archives import LIBRARY, WRITTEN, Repacker, flat, write
from conversion.engines.base import SPARE, Engine, Route, Step, all_routes
from conversion.errors import DamagedFileError, PasswordProtectedError, TooLargeError
from conversion.options import Option, Value
from conversion.options.catalogue import FLATTEN, LEVEL, LOCK, PASSWORD

RAR = formats.named("rar")
UNAR = process.Tool("unar", "unar")
CHEAPER = 9  # than by libarchive alone
COMMAND = ("unar", "-quiet", "-no-directory", "-force-skip", "-output-directory")


class RarEngine(Repacker):
    """By libarchive; what a password opens is written without its locks first, and unpacked by The Unarchiver."""

    name = "rar"
    tools = (LIBRARY, UNAR)
    routes = all_routes(RAR, WRITTEN, CHEAPER)

    def understood(self, route: Route) -> tuple[Option, ...]:
        """As of other archives, and the password of the source."""
        return (PASSWORD, *super().understood(route))

    def convert(self, step: Step) -> None:
        """Repack; raises `PartError`, `PasswordProtectedError`, `DamagedFileError`, `TooLargeError`."""
        opened, password = step.scratch / "opened.rar", str(step.options.get(PASSWORD.name, ""))
        if not password or not step.runner.call(unlock, step.source, opened, password):
            super().convert(step)
            return
        try:
            _unpack(step, opened)
        except DamagedFileError as error:
            raise PasswordProtectedError("rar") from error
        step.runner.call(
            pack, step.scratch / "members", step.output, step.target.name, step.scratch, dict(step.options)
        )


class UnarchiverEngine(Engine):
    """Solid ones and old ones. Links and devices are dropped, as in any other archive."""

    name = "unar"
    queue = "archive"
    tools = (UNAR,)
    routes = all_routes(RAR, WRITTEN, SPARE)

    def convert(self, step: Step) -> None:
        """Unpack and pack anew; raises `PasswordProtectedError`, `DamagedFileError`, `TooLargeError`."""
        _unpack(step, step.source)
        step.runner.call(sevenzip.pack, step.scratch / "members", "utf-8", step.output, step.target.name, step.scratch)


def _unpack(step: Step, source: Path) -> None:
    step.runner.call(check, source)
    step.runner.read([*COMMAND, step.scratch / "members", source])


def pack(folder: Path, output: Path, target: str, scratch: Path, asked: Mapping[str, Value]) -> None:
    """Write an archive of what is in a folder."""
    level = int(asked[LEVEL.name]) if LEVEL.name in asked else None
    members = sevenzip.laid_out(folder, "utf-8")
    with writing.writer(output, target, level, str(asked.get(LOCK.name, ""))) as add:
        write(flat(members) if asked.get(FLATTEN.name) else members, add, Budget(MOST_BYTES, scratch), scratch)


def unlock(path: Path, opened: Path, password: str) -> bool:
    """Write it without its locks, whether it has any."""
    try:
        with rarfile.RarFile(path, part_only=True) as archive:
            if not archive.needs_password():
                return False
    except rarfile.Error as error:
        raise DamagedFileError(str(error)) from error
    unsealing.unseal(path, opened, password)
    return True


def check(path: Path) -> None:
    """What its list of members speaks against; raises as the engine does."""
    foreign.check_whole(path)
    try:
        with rarfile.RarFile(path) as archive:
            if archive.needs_password():
                raise PasswordProtectedError("rar")
            sizes = [info.file_size or 0 for info in archive.infolist()]
    except rarfile.Error as error:
        raise DamagedFileError(str(error)) from error
    if len(sizes) > MOST_MEMBERS or sum(sizes) > min(MOST_BYTES, max(SMALL, MOST_TIMES * path.stat().st_size)):
        raise TooLargeError("members", len(sizes), sum(sizes))
