"""Archives into other archives, by zipfile, tarfile, py7zr and libarchive."""

import os
from collections.abc import Iterable
from ctypes.util import find_library
from pathlib import Path

from conversion import formats, process
from conversion.archives import reading, writing
from conversion.archives.members import Budget, Member
from conversion.archives.names import Names
from conversion.engines.base import Engine, Step, all_routes

WRITTEN = formats.named("zip 7z tar tar.gz tar.bz2 tar.xz tar.zst")
PLAIN = formats.named("zip tar tar.gz tar.bz2 tar.xz tar.zst")
BY_LIBARCHIVE = formats.named("7z rar")
LATEST = 4102444800  # 2100-01-01: what all kinds of archive can write


class Library(process.Tool):
    """A shared library instead of a program."""

    __slots__ = ()

    @property
    def path(self) -> str | None:
        """Its file name, or None."""
        return find_library(self.name)


class Repacker(Engine):
    """Passes members on one by one; Python reads these kinds itself."""

    name = "archives"
    queue = "archive"
    routes = all_routes(PLAIN, WRITTEN)

    def convert(self, step: Step) -> None:
        """Repack; links, devices and other special members are dropped."""
        step.runner.call(repack, step.source, step.source_format.name, step.output, step.target.name, step.scratch)


class LibarchiveRepacker(Repacker):
    """The same for kinds that need libarchive."""

    name = "libarchive"
    tools = (Library("archive", "libarchive13"),)
    routes = all_routes(BY_LIBARCHIVE, WRITTEN)


def repack(source: Path, source_kind: str, output: Path, target_kind: str, scratch: Path) -> None:
    """Write the members of one archive into another; kinds are names of formats."""
    budget = Budget(source.stat().st_size, scratch)
    names = Names()
    folders: list[tuple[str, Member]] = []
    content = scratch / "content"
    with writing.writer(output, target_kind) as add:
        for member in reading.members(source, source_kind):
            budget.member()
            if member.is_folder:
                if name := names.folder(member.name):
                    folders.append((name, member))
            else:
                with content.open("wb") as file:
                    file.writelines(budget.chunks(member.chunks))
                _set(content, member)
                add(content, names.file(member.name))
            process.report(member.progress)
        _add_folders(folders, scratch / "folder", add)


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
