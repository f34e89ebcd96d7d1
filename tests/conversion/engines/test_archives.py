"""Archives, by the real libraries, and looked into by other programs."""

import bz2
import gzip
import io
import os
import stat
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from conversion.archives import members, reading
from conversion.engines.archives import repack
from conversion.engines.base import Route
from conversion.errors import (
    DamagedFileError,
    PassingError,
    PasswordProtectedError,
    SourceError,
    TooLargeError,
    UnknownFormatError,
)
from tests.conversion.engines import desk, gallery
from tests.conversion.engines.desk import convert, converted, sample
from tests.samples import make_archives
from tests.samples.make_archives import CONTENTS, EXECUTABLE, MODIFIED, number, rar_block, rar_member

ROUTES = desk.routes("archives", "libarchive")
KINDS = sorted({route.source.name for route in ROUTES})
RAR = b"Rar!\x1a\x07\x01\0" + rar_block(1, 0, number(0))
SOLID = 0x0008  # a mark in the head of a RAR 4
RAR_END = rar_block(5, 0, number(0))


def pair(route: Route) -> str:
    return f"{route.source}-{route.target}"


def unpacked(path: Path, folder: Path) -> dict[str, Path]:
    """What another program takes out of an archive, by name; a folder's name ends with a slash."""
    folder.mkdir()
    clock = {**os.environ, "TZ": "UTC"}
    if path.suffix in (".zip", ".7z"):
        subprocess.run(["7zz", "x", "-bso0", "-bsp0", f"-o{folder}", path], check=True, env=clock)
    else:
        subprocess.run(["tar", "-xpf", path, "-C", folder], check=True, env=clock)
    return {f"{p.relative_to(folder)}{'/' if p.is_dir() else ''}": p for p in sorted(folder.rglob("*"))}


def listed(path: Path, kind: str) -> list[str]:
    """The names of what is in an archive, folders with a slash."""
    return [member.name.rstrip("/") + "/" * member.is_folder for member in reading.members(path, kind)]


@pytest.mark.parametrize("route", ROUTES, ids=pair)
def test_everything_comes_out_again(route: Route, tmp_path: Path) -> None:
    output = converted(sample(route.source.name), route.target.name, tmp_path)
    found = unpacked(output, tmp_path / "found")
    assert sorted(found) == sorted(CONTENTS)
    for name, path in found.items():
        assert path.is_dir() or path.read_bytes() == CONTENTS[name]
        assert int(path.stat().st_mtime) == MODIFIED
    modes = {name: stat.S_IMODE(path.stat().st_mode) & 0o755 for name, path in found.items() if path.is_file()}
    assert modes == {name: 0o755 if name == EXECUTABLE else 0o644 for name in modes}


@pytest.mark.parametrize("target", sorted({route.target.name for route in ROUTES}))
def test_an_empty_archive_stays_one(target: str, tmp_path: Path) -> None:
    empty = tmp_path / ("empty.tar" if target == "zip" else "empty.zip")
    tarfile.open(empty, "w").close() if target == "zip" else zipfile.ZipFile(empty, "w").close()
    assert listed(converted(empty, target, tmp_path), target) == []


def zipped(path: Path, names: list[bytes], *, system: int = 0) -> Path:
    """A zip whose names are these bytes, without a word about their encoding."""
    with zipfile.ZipFile(path, "w") as archive:
        for position, name in enumerate(names):
            info = zipfile.ZipInfo(f"{position:04}".ljust(len(name), "x"))
            info.create_system = system
            archive.writestr(info, b"content")
    data = path.read_bytes()
    for position, name in enumerate(names):
        data = data.replace(f"{position:04}".ljust(len(name), "x").encode(), name)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "koi8-r", "utf-8"])
def test_old_russian_names_are_read(encoding: str, tmp_path: Path) -> None:
    names = ["Новая папка\\Отчёт за год.doc", "Новая папка\\письмо.txt", "readme.txt"]
    source = zipped(tmp_path / "old.zip", [name.encode(encoding) for name in names])
    assert listed(converted(source, "tar", tmp_path), "tar") == [name.replace("\\", "/") for name in names]


def test_old_western_names_are_read(tmp_path: Path) -> None:
    source = zipped(tmp_path / "old.zip", ["crème brûlée.txt".encode("cp437"), "größe.txt".encode("cp437")])
    assert listed(converted(source, "tar", tmp_path), "tar") == ["crème brûlée.txt", "größe.txt"]


def test_old_russian_names_in_a_tar_are_read(tmp_path: Path) -> None:
    source = tmp_path / "old.tar"
    with tarfile.open(source, "w", encoding="koi8-r", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("Отчёт за год.txt"))
    assert listed(converted(source, "zip", tmp_path), "zip") == ["Отчёт за год.txt"]


HOSTILE = {
    "../../evil.txt": "evil.txt",
    "/absolute/evil.txt": "absolute/evil.txt",
    "C:\\Windows\\evil.txt": "Windows/evil.txt",
    "..\\..\\evil.txt": "evil (2).txt",
    "line\nbreak.txt": "line_break.txt",
    "a/./b/../c.txt": "a/b/c.txt",
    "..": "file",
    "same.txt": "same.txt",
    "x/../same.txt": "x/same.txt",
    "/same.txt": "same (2).txt",
    "taken": "taken",
    "taken/inside.txt": "taken (2)/inside.txt",
    "Я" * 300 + ".tar.gz": "Я" * 124 + ".tar.gz",
    "\ufeffe\u0301.txt": "\ufeffé.txt",
}


@pytest.mark.parametrize("target", ["7z", "tar.gz"])
def test_hostile_names_become_harmless(target: str, tmp_path: Path) -> None:
    source = tmp_path / "hostile.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for name in HOSTILE:
            archive.writestr(name, "content")
    output = converted(source, target, tmp_path)
    assert listed(output, target) == list(HOSTILE.values())
    assert all(path.is_dir() or path.read_text() == "content" for path in unpacked(output, tmp_path / "found").values())


def test_links_and_devices_are_dropped(tmp_path: Path) -> None:
    source = tmp_path / "hostile.tar"
    kinds = {"symbolic": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "device": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE}
    with tarfile.open(source, "w") as archive:
        for name, kind in kinds.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("symbolic/passwd")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"fake"))
    output = converted(source, "zip", tmp_path)
    assert listed(output, "zip") == ["symbolic/passwd"]
    assert zipfile.ZipFile(output).read("symbolic/passwd") == b"fake"


def test_symbolic_links_in_a_zip_are_dropped(tmp_path: Path) -> None:
    source = tmp_path / "hostile.zip"
    with zipfile.ZipFile(source, "w") as archive:
        info = zipfile.ZipInfo("link")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("file", "content")
    assert listed(converted(source, "tar", tmp_path), "tar") == ["file"]


def test_dates_that_no_archive_can_hold_are_brought_in(tmp_path: Path) -> None:
    source = tmp_path / "dates.tar"
    with tarfile.open(source, "w") as archive:
        for name, modified in (("before", -86_400), ("beyond", 1 << 38)):
            info = tarfile.TarInfo(name)
            info.mtime = modified
            archive.addfile(info)
    for target in ("zip", "7z", "tar.xz"):
        assert listed(converted(source, target, tmp_path), target) == ["before", "beyond"]


LOCKS = {
    "plain.zip": (),
    "aes.zip": ("-mem=AES256",),
    "plain.7z": (),
    "names-too.7z": ("-mhe=on",),
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_locked_archive_says_so(name: str, tmp_path: Path) -> None:
    make_archives.fill(tmp_path)
    subprocess.run(["7zz", "a", "-bso0", "-psecret", *LOCKS[name], name, "folder"], cwd=tmp_path, check=True)
    with pytest.raises(PasswordProtectedError):
        convert(tmp_path / name, "tar", tmp_path)


def test_a_locked_rar_says_so(tmp_path: Path) -> None:
    record = (
        number(1) + number(0) + number(0) + bytes((15,)) + bytes(32)
    )  # encryption: version, flags, rounds, salt, IV
    locked = rar_member("secret.txt", b"noise noise noise", extra=number(len(record)) + record)
    (tmp_path / "content.rar").write_bytes(RAR + locked + RAR_END)
    header = rar_block(4, 0, number(0) + number(0) + bytes((15,)) + bytes(16))
    (tmp_path / "names-too.rar").write_bytes(RAR[:8] + header + bytes(64))
    for name in ("content.rar", "names-too.rar"):
        with pytest.raises(PasswordProtectedError):
            convert(tmp_path / name, "zip", tmp_path)


@pytest.mark.parametrize("method", ["PPMd", "Deflate64"])
def test_a_compression_that_nothing_here_reads_is_named(method: str, tmp_path: Path) -> None:
    make_archives.fill(tmp_path)
    subprocess.run(["7zz", "a", "-bso0", f"-mm={method}", "rare.zip", "folder"], cwd=tmp_path, check=True)
    with pytest.raises(UnknownFormatError):
        convert(tmp_path / "rare.zip", "tar", tmp_path)


@pytest.mark.parametrize("method", ["PPMd", "BZip2", "LZMA", "Deflate", "Copy"])
def test_every_usual_compression_of_7z_is_read(method: str, tmp_path: Path) -> None:
    make_archives.fill(tmp_path)
    subprocess.run(["7zz", "a", "-bso0", f"-m0={method}", "-mf=BCJ2", "a.7z", "folder"], cwd=tmp_path, check=True)
    found = unpacked(converted(tmp_path / "a.7z", "tar", tmp_path), tmp_path / "found")
    assert found["folder/notes.txt"].read_bytes() == CONTENTS["folder/notes.txt"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_truncated_archive_is_damaged(kind: str, tmp_path: Path) -> None:
    whole = sample(kind).read_bytes()
    cut = tmp_path / sample(kind).name
    cut.write_bytes(whole[: whole.find(b"Plain notes") + 100 if kind in ("tar", "rar") else len(whole) * 6 // 10])
    with pytest.raises(DamagedFileError):
        convert(cut, "tar.gz" if kind == "tar" else "tar", tmp_path)


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"tar"}))  # whose contents have no checksum
def test_a_byte_that_changed_is_noticed(kind: str, tmp_path: Path) -> None:
    whole = bytearray(sample(kind).read_bytes())
    places = {"zip": whole.find(b"notes.txt") + 40, "rar": whole.find(b"Plain notes") + 3, "7z": 60}
    whole[places.get(kind, len(whole) // 2)] ^= 0x55
    changed = tmp_path / sample(kind).name
    changed.write_bytes(whole)
    with pytest.raises(DamagedFileError):
        convert(changed, "tar", tmp_path)


def test_a_broken_header_in_the_middle_of_a_tar_is_noticed(tmp_path: Path) -> None:
    whole = bytearray(sample("tar").read_bytes())
    whole[whole.find(b"run.sh") + 100] ^= 0x55
    changed = tmp_path / "sample.tar"
    changed.write_bytes(whole)
    with pytest.raises(DamagedFileError):
        convert(changed, "zip", tmp_path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", [0, 1, 4, 100, 5000])
def test_noise_is_refused(kind: str, length: int, tmp_path: Path) -> None:
    noise = tmp_path / sample(kind).name
    noise.write_bytes(sample(kind).read_bytes()[:8][:length] + zlib.compress(bytes(range(256)) * 40)[:length] * 20)
    with pytest.raises(SourceError):
        convert(noise, "7z" if kind != "7z" else "zip", tmp_path)


@pytest.mark.parametrize(("kind", "compress"), [("tar.gz", gzip.compress), ("tar.bz2", bz2.compress)])
def test_a_single_compressed_file_is_no_tar(kind: str, compress: Callable[[bytes], bytes], tmp_path: Path) -> None:
    single = tmp_path / f"file.{kind}"
    single.write_bytes(compress(b"just a text\n" * 100))
    with pytest.raises(UnknownFormatError):
        convert(single, "zip", tmp_path)


def test_what_unpacks_without_end_is_too_large(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.tar.bz2"
    with tarfile.open(bomb, "w:bz2") as archive, Path("/dev/zero").open("rb") as zeros:
        info = tarfile.TarInfo("zeros")
        info.size = members.SMALL + (1 << 20)
        archive.addfile(info, zeros)
    assert bomb.stat().st_size < 100_000
    with pytest.raises(TooLargeError):
        convert(bomb, "tar.gz", tmp_path)


def test_too_many_members_are_too_large(tmp_path: Path) -> None:
    crowd = tmp_path / "crowd.tar"
    with tarfile.open(crowd, "w") as archive:
        for position in range(members.MOST_MEMBERS + 1):
            archive.addfile(tarfile.TarInfo(f"{position}/"))
    with pytest.raises(TooLargeError):
        convert(crowd, "tar.gz", tmp_path)


def test_the_disk_is_not_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "RESERVE", 1 << 62)
    budget = members.Budget(1 << 60, tmp_path)
    monkeypatch.setattr(budget, "_unchecked", 1 << 61)
    with pytest.raises(PassingError):
        list(budget.chunks([b"content"]))


def test_a_zip_stored_in_a_rar_stays_a_file(tmp_path: Path) -> None:
    inner = tmp_path / "inner.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("inside.txt", "content")
    source = tmp_path / "outer.rar"
    source.write_bytes(RAR + rar_member("inner.zip", inner.read_bytes()) + rar_member("after.txt", b"after") + RAR_END)
    assert listed(converted(source, "zip", tmp_path), "zip") == ["inner.zip", "after.txt"]


def test_an_old_rar_with_dos_names_is_read(tmp_path: Path) -> None:
    output = converted(old_rar(tmp_path, 0), "zip", tmp_path)
    assert listed(output, "zip") == ["ОТЧЕТ.TXT"]
    assert zipfile.ZipFile(output).read("ОТЧЕТ.TXT") == b"content"


@pytest.mark.parametrize("target", ["zip", "7z", "tar.gz"])
def test_a_solid_rar_is_read(target: str, tmp_path: Path) -> None:
    output = gallery.convert(old_rar(tmp_path, SOLID), target, tmp_path)
    assert listed(output, target) == ["ОТЧЕТ.TXT"]


def old_rar(folder: Path, flags: int) -> Path:
    """A RAR 4 with a member that is stored as it is."""
    name, content = "ОТЧЕТ.TXT".encode("cp866"), b"content"
    sizes = len(content).to_bytes(4, "little") * 2
    fields = sizes + bytes((0,)) + zlib.crc32(content).to_bytes(4, "little") + (0x5843_20A0).to_bytes(4, "little")
    fields += bytes((20, 0x30)) + len(name).to_bytes(2, "little") + (0x20).to_bytes(4, "little") + name
    member = old_block(0x74, 0x8000, fields) + content
    path = folder / "old.rar"
    path.write_bytes(b"Rar!\x1a\x07\0" + old_block(0x73, flags, bytes(6)) + member + old_block(0x7B, 0x4000, b""))
    return path


def old_block(kind: int, flags: int, fields: bytes) -> bytes:
    """A header of RAR 4 with its checksum."""
    body = bytes((kind,)) + flags.to_bytes(2, "little") + (len(fields) + 7).to_bytes(2, "little") + fields
    return (zlib.crc32(body) & 0xFFFF).to_bytes(2, "little") + body


def test_flattened_all_files_are_in_one_folder(tmp_path: Path) -> None:
    source = tmp_path / "deep.zip"
    with zipfile.ZipFile(source, "w") as packed:
        for name in ("a/one.txt", "a/b/one.txt", "b\\two.txt", "c/"):
            packed.writestr(name, name)
    repack(source, tmp_path / "flat.zip", ("zip", "zip"), tmp_path, {"flatten": True})
    assert listed(tmp_path / "flat.zip", "zip") == ["one.txt", "one (2).txt", "two.txt"]
