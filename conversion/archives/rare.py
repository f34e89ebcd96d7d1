"""Archives that few people have: which reader and writer of libarchive each needs, and files packed alone."""

import bz2
import gzip
import lzma
import stat
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import brotli

from conversion.archives import foreign
from conversion.archives.members import CHUNK, Member
from conversion.contents.compression import zstd
from conversion.errors import DamagedFileError, NothingToConvertError

# Adds what lies at a path under a name.
Add = Callable[[Path, str], None]
# Zips under another name: programs, and what is put into programs.
ZIPS = frozenset(("jar", "war", "ear", "apk", "ipa", "whl", "nupkg", "vsix", "xpi", "crx"))
# libarchive's names of the format and of what it is packed with
READ = {
    "cab": ("cab", "none"), "cpio": ("cpio", "none"), "iso": ("iso9660", "none"), "ar": ("ar", "none"),
    "rpm": ("cpio", "all"), "xar": ("xar", "none"), "tar.lz": ("tar", "lzip"),
    "tar.z": ("tar", "compress"), "tar.lz4": ("tar", "lz4"), "tar.lzma": ("tar", "lzma"),
    "lz": ("raw", "lzip"), "z": ("raw", "compress"), "lz4": ("raw", "lz4"),
}  # fmt: skip
WRITTEN = {
    "iso": ("iso9660", None), "tar.lz": ("pax", "lzip"),
    "tar.z": ("pax", "compress"), "tar.lz4": ("pax", "lz4"), "tar.lzma": ("pax", "lzma"),
    "lz": ("raw", "lzip"), "z": ("raw", "compress"), "lz4": ("raw", "lz4"),
}  # fmt: skip
# One packed file each
OPENED: dict[str, Callable[[BinaryIO], Any]] = {
    "gz": gzip.open, "bz2": bz2.open, "xz": lzma.open, "lzma": lzma.open, "zst": zstd.open,
}  # fmt: skip
PACKED: dict[str, Callable[[Path, Path], Any]] = {
    "gz": lambda path, content: gzip.GzipFile(path, "wb", mtime=content.stat().st_mtime),
    "bz2": lambda path, _content: bz2.BZ2File(path, "wb"),
    "xz": lambda path, _content: lzma.LZMAFile(path, "wb"),  # noqa: SIM115 - its caller closes it
    "lzma": lambda path, _content: lzma.LZMAFile(path, "wb", format=lzma.FORMAT_ALONE),  # noqa: SIM115 - as above
    "zst": lambda path, _content: zstd.ZstdFile(path, "wb"),
}
BROKEN = (EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError)
WRITES = frozenset((*WRITTEN, *PACKED, "br", "cpio"))
KINDS = frozenset((*READ, *OPENED, "br", "deb"))
NAMED = 8  # the flag of a gzip that holds its file's name
NAME_AT = 10  # bytes into it, where no extra field stands before
EXTRA = 4


def members(path: Path, kind: str) -> Iterator[Member]:
    """The members; a file packed alone without a name has an empty one. Raises `DamagedFileError`."""
    if kind in OPENED:
        with path.open("rb") as packed, OPENED[kind](packed) as file:
            name = _name(path) if kind == "gz" else ""
            yield _alone_in(name, _read(file))
    elif kind == "br":
        yield _alone_in("", _unbrotlied(path))
    elif kind == "deb":
        yield from _package(path)
    else:
        reader, packing = READ[kind]
        for member in foreign.entries(path, reader, {}, packing=packing):
            yield member if reader != "raw" else _alone_in("", member.chunks)


def _alone_in(name: str, chunks: Iterable[bytes]) -> Member:
    """The only member; when it was last changed is not said."""
    return Member(name, is_folder=False, modified=time.time(), is_executable=False, progress=0.0, chunks=chunks)


def _name(path: Path) -> str:
    """The name that a gzip keeps, if any, in Latin 1 or, more often, UTF-8."""
    with path.open("rb") as file:
        head = file.read(NAME_AT + 256)
    if not head[3] & NAMED or head[3] & EXTRA:
        return ""
    name = head[NAME_AT:].split(b"\0")[0]
    return name.decode("utf-8", "replace").replace("/", "_")


def _read(file: Any) -> Iterator[bytes]:
    try:
        while chunk := file.read(CHUNK):
            yield chunk
    except BROKEN as error:
        raise DamagedFileError(repr(error)) from error
    except OSError as error:  # bz2 and gzip raise it without a number
        if error.errno is not None:
            raise
        raise DamagedFileError(repr(error)) from error


def _unbrotlied(path: Path) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK // 64):  # it unpacks each whole: a small one can't grow beyond memory
                yield decoder.process(chunk)
        except brotli.error as error:
            raise DamagedFileError(str(error)) from error
    if not decoder.is_finished():
        raise DamagedFileError("cut off")


def _package(path: Path) -> Iterator[Member]:
    """What a Debian package installs, and what it says of itself as dpkg lays it out: in ``DEBIAN``."""
    for part in foreign.entries(path, "ar", {}):
        folder = {"control": "DEBIAN/", "data": ""}.get(part.name.partition(".tar")[0])
        if folder is None:
            continue
        with tempfile.NamedTemporaryFile() as inner:
            inner.writelines(part.chunks)
            inner.flush()
            for member in foreign.entries(Path(inner.name), "tar", {}, packing="all"):
                named = folder + member.name.removeprefix("./")
                yield Member(named, member.is_folder, member.modified, member.is_executable, 0.5, member.chunks)


@contextmanager
def writer(path: Path, kind: str) -> Iterator[Add]:
    """A new archive of that kind; raises `NothingToConvertError` for a second file where there is room for one."""
    if kind in PACKED or kind == "br":
        yield _alone(path, kind)
        return
    if kind == "cpio":
        with _cpio(path) as add:
            yield add
        return
    import libarchive  # noqa: PLC0415 - fails where the shared library is missing, and only this needs it

    form, packing = WRITTEN[kind]
    with libarchive.file_writer(str(path), form, packing) as archive:

        def add(content: Path, name: str) -> None:
            about = content.stat()
            data = () if content.is_dir() else _from_disk(content)
            size, kind = (0, stat.S_IFDIR) if content.is_dir() else (about.st_size, stat.S_IFREG)
            mode = stat.S_IMODE(about.st_mode)
            archive.add_file_from_memory(name, size, data, kind, mode, mtime=about.st_mtime, uid=0, gid=0)

        yield add


@contextmanager
def _cpio(path: Path) -> Iterator[Add]:
    """The new portable format: libarchive numbers all files alike, and 7-Zip takes them for links to one."""
    with path.open("wb") as file:

        def head(name: str, *fields: int) -> None:
            raw = name.encode() + b"\0"
            numbers = (*fields, len(raw), 0)
            file.write(b"070701" + "".join(f"{number:08X}" for number in numbers).encode() + raw)
            file.write(bytes(-file.tell() % 4))

        def add(content: Path, name: str) -> None:
            about = content.stat()
            size = 0 if content.is_dir() else about.st_size
            head(name, file.tell() + 1, about.st_mode, 0, 0, 1, int(about.st_mtime), size, 0, 0, 0, 0)
            if size:
                file.writelines(_from_disk(content))
            file.write(bytes(-file.tell() % 4))

        yield add
        head("TRAILER!!!", *([0] * 11))


def _from_disk(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from _read(file)


def _alone(path: Path, kind: str) -> Add:
    def add(content: Path, _name: str) -> None:
        if path.exists() or content.is_dir():
            raise NothingToConvertError("more than one file")
        if kind == "br":
            path.write_bytes(brotli.compress(content.read_bytes()))
            return
        with content.open("rb") as source, PACKED[kind](path, content) as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)

    return add
