"""Archives that 7-Zip alone reads or writes: unpacked into a folder of ours, looked through there."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from conversion import formats, process
from conversion.archives import names, reading, writing
from conversion.archives.members import CHUNK, MOST_BYTES, MOST_MEMBERS, MOST_TIMES, SMALL, Budget, Member
from conversion.archives.names import Names, parts_of
from conversion.engines.archives import WRITTEN, write
from conversion.engines.base import SPARE, Engine, Step, all_routes
from conversion.errors import PasswordProtectedError, TooLargeError

READ = formats.named("arj lzh wim squashfs")
KNOWN = formats.named("zip tar")
WIM = formats.named("wim")
SECOND = formats.named("zip 7z")  # whose rarer compressions and filters the libraries lack
ENCODINGS = {"lzh": "cp932"}  # that names are in where nothing says another
SEVEN_ZIP = process.Tool("7zz", "7zip")
QUIET = ("-bso0", "-bsp0", "-bse0", "-y")


class SevenZipEngine(Engine):
    """Links and devices are dropped, as in any other archive."""

    name = "7-zip"
    queue = "archive"
    tools = (SEVEN_ZIP,)
    routes = all_routes(READ, KNOWN) | all_routes(KNOWN, WIM) | all_routes(SECOND, WRITTEN, SPARE)

    def convert(self, step: Step) -> None:
        """Unpack and pack anew; raises `PasswordProtectedError`, `DamagedFileError`, `TooLargeError`."""
        folder = step.scratch / "members"
        if step.target in WIM:
            step.runner.call(unpack, step.source, step.source_format.name, folder, step.scratch)
            step.runner.run([SEVEN_ZIP.name, "a", *QUIET, "-twim", step.output, f"{folder}/."])
            return
        extract(step, folder)
        step.runner.call(
            pack, folder, ENCODINGS.get(step.source_format.name, "cp437"), step.output, step.target.name, step.scratch
        )


def extract(step: Step, folder: Path) -> None:
    """Unpack the source into ``folder``; raises `PasswordProtectedError`, `DamagedFileError`, `TooLargeError`."""
    kind = f"-t{step.source_format.name}"
    listing = _Listing(step)
    step.runner.read([SEVEN_ZIP.name, "l", "-slt", "-ba", kind, step.source], on_line=listing.read)
    listing.check()
    step.runner.read([SEVEN_ZIP.name, "x", *QUIET, "-p", "-snl-", kind, f"-o{folder}", step.source])


class _Listing:
    """What is in an archive, before anything is unpacked: how many members, how large, whether they are locked."""

    def __init__(self, step: Step) -> None:
        self._most = min(MOST_BYTES, max(SMALL, MOST_TIMES * step.source.stat().st_size))
        self._members = self._bytes = 0
        self._is_locked = False

    def read(self, line: str) -> None:
        """A line of 7-Zip's, such as ``Size = 12``. All of them count: of a long listing only the end is kept."""
        name, _, value = line.strip().partition(" = ")
        self._is_locked |= (name, value) == ("Encrypted", "+")
        if name == "Size" and value.isdigit():
            self._members += 1
            self._bytes += int(value)

    def check(self) -> None:
        """Raises `PasswordProtectedError`, `TooLargeError`."""
        if self._is_locked:
            raise PasswordProtectedError
        if self._members > MOST_MEMBERS or self._bytes > self._most:
            raise TooLargeError("members", self._members, self._bytes)


def pack(folder: Path, usual: str, output: Path, target: str, scratch: Path) -> None:
    """Write an archive of the regular files and folders in a folder."""
    with writing.writer(output, target) as add:
        write(laid_out(folder, usual), add, Budget(MOST_BYTES, scratch), scratch)


def laid_out(folder: Path, usual: str) -> list[Member]:
    """What is in a folder, named in the encoding that makes sense: 7-Zip hands on the bytes of names that say none."""
    paths = sorted(folder.rglob("*"))
    raw = [os.fsencode(path.relative_to(folder)) for path in paths]
    encoding = names.encoding_of(raw, usual)
    found = []
    for path, name in zip(paths, raw, strict=True):
        about = path.lstat()
        if stat.S_ISDIR(about.st_mode) or stat.S_ISREG(about.st_mode):
            is_folder = stat.S_ISDIR(about.st_mode)
            executable = bool(about.st_mode & stat.S_IXUSR)
            content = () if is_folder else _chunks(path)
            told = name.decode(encoding, "replace")
            found.append(Member(told, is_folder, about.st_mtime, executable, 0.5, content))
    return found


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def unpack(source: Path, kind: str, folder: Path, scratch: Path) -> None:
    """Lay an archive's regular files and folders out under harmless names."""
    folder.mkdir()
    budget, given = Budget(source.stat().st_size, scratch), Names()
    for member in reading.members(source, kind):
        budget.member()
        if member.is_folder:
            folder.joinpath(*parts_of(member.name)).mkdir(parents=True, exist_ok=True)
            continue
        path = folder / given.file(member.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.writelines(budget.chunks(member.chunks))
        path.chmod(0o755 if member.is_executable else 0o644)
        os.utime(path, (member.modified, member.modified))
