"""Archives into other archives, by zipfile, tarfile, py7zr and libarchive."""

import os
from collections.abc import Iterable, Iterator, Mapping
from ctypes.util import find_library
from dataclasses import replace
from pathlib import Path

from conversion import detection, formats, process
from conversion.archives import locked, reading, writing
from conversion.archives.members import Budget, Member
from conversion.archives.names import Names
from conversion.engines.base import Engine, Route, Step, all_routes
from conversion.errors import OptionError
from conversion.options import Option, Value
from conversion.options.catalogue import FLATTEN, LOCK, PASSWORD
from conversion.options.kinds import HIDDEN

WRITTEN = formats.named("zip 7z tar tar.gz tar.bz2 tar.xz tar.zst")
PLAIN = formats.named("zip tar tar.gz tar.bz2 tar.xz tar.zst")
BY_LIBARCHIVE = formats.named("7z rar")
# Files packed alone
ALONE = formats.named("gz bz2 xz zst lzma lz lz4 z br")
RARE = ALONE + formats.named(
    "cab cpio iso ar rpm deb tar.lz tar.z tar.lz4 tar.lzma jar war ear apk ipa whl nupkg vsix xpi crx xar"
)
RARE_WRITTEN = formats.named("cpio iso tar.lz tar.z tar.lz4 tar.lzma jar")
KNOWN = formats.named("zip tar")  # which lead on to everything else
LATEST = 4102444800  # 2100-01-01: what all kinds of archive can write


class Library(process.Tool):
    """A shared library instead of a program."""

    __slots__ = ()

    @property
    def path(self) -> str | None:
        """Its file name, or None."""
        return find_library(self.name)


LIBRARY = Library("archive", "libarchive13")
LOCKABLE = ("zip", "7z")


class Repacker(Engine):
    """Passes members on one by one; Python reads these kinds itself."""

    name = "archives"
    queue = "archive"
    routes = all_routes(PLAIN, WRITTEN)

    def convert(self, step: Step) -> None:
        """Repack; links, devices and other special members are dropped."""
        kinds = step.source_format.name, step.target.name
        step.runner.call(repack, step.source, step.output, kinds, step.scratch, dict(step.options))

    def understood(self, route: Route) -> tuple[Option, ...]:
        """By what the two kinds know of locks and levels."""
        source, target = route.source.name, route.target.name
        opened = (PASSWORD,) if source in LOCKABLE and LIBRARY.path else ()
        locked = (LOCK,) if target in LOCKABLE and LIBRARY.path else ()
        flat = () if target in {row.name for row in ALONE} else (FLATTEN,)
        return (*opened, *locked, *writing.levels(target), *flat)


def locks(asked: Mapping[str, Value], *, is_locked: bool, target: str) -> tuple[str, str]:
    """The password that opens the source and the one that locks the result, empty where there is none.

    One for a source that is open is meant for the result; raises `OptionError` where that can't be locked.
    """
    password, lock = (str(asked.get(option.name, "")) for option in (PASSWORD, LOCK))
    if password and not is_locked and not lock:
        if target not in LOCKABLE:
            raise OptionError(PASSWORD.name, HIDDEN, "|".join(LOCKABLE))
        return "", password
    return password, lock


class LibarchiveRepacker(Repacker):
    """The same for kinds that need libarchive."""

    name = "libarchive"
    tools = (LIBRARY,)
    routes = all_routes(BY_LIBARCHIVE, WRITTEN)


class RareRepacker(Repacker):
    """The same between kinds that few people have and those that everybody opens."""

    name = "rare archives"
    tools = (LIBRARY,)
    routes = (
        all_routes(RARE, KNOWN)
        | all_routes(KNOWN, RARE_WRITTEN)
        | all_routes(ALONE, formats.named("gz bz2 xz zst"))
        | all_routes(formats.named("gz"), ALONE)
    )


def repack(
    source: Path, output: Path, kinds: tuple[str, str], scratch: Path, asked: Mapping[str, Value] | None = None
) -> None:
    """Write the members of one archive into another; kinds are names of formats, the source's and the target's."""
    asked = asked or {}
    is_locked = kinds[0] in LOCKABLE and locked.is_locked(source, kinds[0])
    password, lock = locks(asked, is_locked=is_locked, target=kinds[1])
    level = int(asked["level"]) if "level" in asked else None
    budget = Budget(source.stat().st_size, scratch)
    found = locked.members(source, kinds[0], password, scratch) if is_locked and password else None
    with writing.writer(output, kinds[1], level, lock) as add:
        members = found or reading.members(source, kinds[0])
        write(flat(members) if asked.get(FLATTEN.name) else members, add, budget, scratch)


def flat(members: Iterable[Member]) -> Iterator[Member]:
    """The files alone, without the folders they stand in."""
    for member in members:
        if not member.is_folder:
            yield replace(member, name=member.name.replace("\\", "/").rpartition("/")[2])


def write(members: Iterable[Member], add: writing.Add, budget: Budget, scratch: Path) -> None:
    """Pass the members on, one by one, under harmless names."""
    names = Names()
    folders: list[tuple[str, Member]] = []
    content = scratch / "content"
    for member in members:
        budget.member()
        if member.is_folder:
            if name := names.folder(member.name):
                folders.append((name, member))
        else:
            with content.open("wb") as file:
                file.writelines(budget.chunks(member.chunks))
            _set(content, member)
            add(content, names.file(member.name or _guessed(content)))
        process.report(member.progress)
    _add_folders(folders, scratch / "folder", add)


def _guessed(content: Path) -> str:
    """A name for what was packed without one: it says what the file is, if that can be seen."""
    found = formats.from_name(detection.detect(content) or "")
    return f"file.{found.extension}" if found else "file"


def _add_folders(folders: Iterable[tuple[str, Member]], path: Path, add: writing.Add) -> None:
    """Folders stand after what is in them: writing into a folder changes its date."""
    path.mkdir()
    for name, member in sorted(folders, key=lambda pair: -pair[0].count("/")):
        _set(path, member)
        add(path, name)


def _set(path: Path, member: Member) -> None:
    """Give the file the member's date and mode: all kinds of archives take them from there."""
    path.chmod(0o755 if member.is_folder or member.is_executable else 0o644)
    modified = min(max(member.modified, 0), LATEST)
    os.utime(path, (modified, modified))
