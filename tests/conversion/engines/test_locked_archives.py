"""Archives with passwords and levels; looked at by 7-Zip."""

import os
import shutil
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from conversion.archives import unsealing
from conversion.errors import OptionError, PartError, PasswordProtectedError
from tests.conftest import SAMPLES
from tests.conversion.engines.whole import converted
from tests.samples.make_archives import number, rar_block, rar_member

SECRET = "secret 1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "папка").mkdir(parents=True)
    (tmp_path / "in" / "папка" / "письмо.txt").write_text("Привет" * 2000)
    (tmp_path / "in" / "run.sh").write_text("#!/bin/sh\n")
    (tmp_path / "in" / "run.sh").chmod(0o755)
    return tmp_path / "in"


def packed(folder: Path, name: str, *options: str) -> Path:
    path = folder.parent / name
    subprocess.run(["7zz", "a", "-bso0", *options, path, "."], cwd=folder, check=True)
    return path


def opens(path: Path, password: str) -> bool:
    """Whether all of it comes out right by that password."""
    return subprocess.run(["7zz", "t", "-bso0", "-bse0", f"-p{password}", path], check=False).returncode == 0


@pytest.mark.parametrize("target", ["zip", "7z"])
@pytest.mark.parametrize("name", ["lock", "password"])
def test_a_result_is_locked(folder: Path, tmp_path: Path, target: str, name: str) -> None:
    source = packed(folder, "plain.7z" if target == "zip" else "plain.zip")
    made = converted(source, target, tmp_path, **{name: SECRET})
    assert opens(made, SECRET)
    assert not opens(made, "other")
    listing = subprocess.run(
        ["7zz", "l", "-slt", f"-p{SECRET}", made], check=True, capture_output=True, text=True
    ).stdout
    assert "папка/письмо.txt" in listing
    assert "AES" in listing


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("locked.zip", ["-mem=AES256"]),
        ("locked.zip", ["-mem=ZipCrypto"]),
        ("locked.7z", []),
        ("locked.7z", ["-mhe=on"]),
    ],
)
def test_a_password_opens_what_is_locked(folder: Path, tmp_path: Path, name: str, options: list[str]) -> None:
    source = packed(folder, name, f"-p{SECRET}", *options)
    made = converted(source, "tar", tmp_path, password=SECRET)
    said = subprocess.run(["tar", "-xOf", made, "папка/письмо.txt"], check=True, capture_output=True).stdout
    assert said.decode() == "Привет" * 2000
    for wrong in ({}, {"password": "other"}):
        with pytest.raises(PasswordProtectedError):
            converted(source, "tar", tmp_path, **wrong)


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("locked5", {"stest1.txt": 2048, "stest2.txt": 2048}),
        ("sealed5", {"stest1.txt": 2048, "stest2.txt": 2048}),
        ("locked3", {"file1.txt": 0, "file2.txt": 0}),
        ("sealed3", {"file1.txt": 0, "file2.txt": 0}),
    ],
)
def test_a_password_opens_a_rar(name: str, sizes: dict[str, int], tmp_path: Path) -> None:
    made = converted(SAMPLES / f"{name}.rar", "zip", tmp_path, password="password")
    with zipfile.ZipFile(made) as archive:
        assert {info.filename: info.file_size for info in archive.infolist()} == sizes
        assert not archive.testzip()


@pytest.mark.parametrize("name", ["locked5", "sealed5", "sealed3"])
def test_a_wrong_password_for_a_rar_is_asked_for_again(name: str, tmp_path: Path) -> None:
    for wrong in ({}, {"password": "other"}):
        with pytest.raises(PasswordProtectedError):
            converted(SAMPLES / f"{name}.rar", "zip", tmp_path, **wrong)


@pytest.mark.parametrize("name", ["locked5", "sealed5", "locked3"])  # the headers of RAR 3 it can't unlock
def test_the_unarchiver_agrees_on_what_was_unlocked(name: str, tmp_path: Path) -> None:
    """Each in a folder of its own: beside others, a name that ends in a digit is a volume to the unarchiver."""
    source, unsealed = (tmp_path / folder / "archive.rar" for folder in ("locked", "open"))
    for path in (source, unsealed):
        path.parent.mkdir()
    shutil.copyfile(SAMPLES / f"{name}.rar", source)
    unsealing.unseal(source, unsealed, "password")
    for path, password in ((source, "password"), (unsealed, "")):
        folder = path.parent / "content"
        subprocess.run(["unar", "-quiet", "-no-directory", "-p", password, "-o", folder, path], check=True)
    locked, opened = (sorted((path.parent / "content").iterdir()) for path in (source, unsealed))
    assert [path.name for path in locked] == [path.name for path in opened]
    assert [path.read_bytes() for path in locked] == [path.read_bytes() for path in opened]


def test_what_a_rar_stores_is_as_long_as_before(tmp_path: Path) -> None:
    key, mixer = unsealing.stretched("secret", b"saltsalt")
    content = b"seventeen letters"
    locker = Cipher(algorithms.AES(key), modes.CBC(mixer)).encryptor()
    fields = struct.pack("<IIBIIBBHI", 32, len(content), 3, zlib.crc32(content), 0, 29, 0x30, 5, 0o100644)
    head = rar3_block(0x74, 0x8000 | 0x404, fields + b"a.txt" + b"saltsalt") + locker.update(content.ljust(32, b"\0"))
    source = tmp_path / "stored.rar"
    source.write_bytes(b"Rar!\x1a\x07\0" + rar3_block(0x73, 0, bytes(6)) + head + rar3_block(0x7B, 0x4000, b""))
    with zipfile.ZipFile(converted(source, "zip", tmp_path, password="secret")) as archive:
        assert archive.read("a.txt") == content
    with pytest.raises(PasswordProtectedError):
        converted(source, "zip", tmp_path, password="other")


def rar3_block(kind: int, flags: int, fields: bytes) -> bytes:
    """A header of RAR 3 with its checksum and size."""
    body = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body


@pytest.mark.parametrize(
    ("main", "member"), [((1,), 0x10), ((3, 1), 0x08), ((3, 2), 0)], ids=["the first", "the second", "the last"]
)
def test_one_part_of_a_rar_of_several_says_so(main: tuple[int, ...], member: int, tmp_path: Path) -> None:
    start = b"Rar!\x1a\x07\x01\0" + rar_block(1, 0, b"".join(map(number, main)))
    source = tmp_path / "part.rar"
    source.write_bytes(start + rar_member("film.txt", b"half of it", flags=member) + rar_block(5, 0, number(1)))
    with pytest.raises(PartError):
        converted(source, "zip", tmp_path)


@pytest.mark.parametrize(
    ("program", "part"),
    [
        *(("7zz a -mx0 -v64k split.7z noise", f"split.7z.00{number}") for number in (1, 2)),
        *(("7zz a -mx0 -v64k split.zip noise", f"split.zip.00{number}") for number in (1, 2)),
        *(("zip -0 -s 64k split.zip noise", part) for part in ("split.z01", "split.zip")),
    ],
)
def test_one_part_of_an_archive_of_several_says_so(program: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(os.urandom(100_000))
    subprocess.run(program.split(), cwd=tmp_path, check=True, capture_output=True)
    with pytest.raises(PartError):
        converted(tmp_path / part, "tar", tmp_path)


def test_the_only_part_of_a_split_archive_is_the_whole(folder: Path, tmp_path: Path) -> None:
    packed(folder, "whole.7z").rename(tmp_path / "whole.7z.001")
    assert converted(tmp_path / "whole.7z.001", "zip", tmp_path).suffix == ".zip"


def test_a_locked_archive_can_be_locked_anew(folder: Path, tmp_path: Path) -> None:
    source = packed(folder, "locked.7z", f"-p{SECRET}")
    again = converted(source, "zip", tmp_path, password=SECRET, lock="new")
    assert opens(again, "new")
    assert not opens(again, SECRET)
    assert opens(converted(source, "zip", tmp_path, password=SECRET), "")


def test_what_cannot_be_locked_says_what_can(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        converted(packed(folder, "plain.zip"), "tar", tmp_path, password=SECRET)
    assert caught.value.args == ("password", "…", "zip|7z")


@pytest.mark.parametrize("target", ["zip", "7z", "tar.gz", "tar.bz2", "tar.xz", "tar.zst"])
def test_a_level_packs_harder(folder: Path, tmp_path: Path, target: str) -> None:
    words = b" ".join(b"%d" % (number * number % 9973) for number in range(300_000))
    (folder / "numbers.txt").write_bytes(words)
    source = packed(folder, "plain.tar") if target == "zip" else packed(folder, "plain.zip")
    sizes = [converted(source, target, tmp_path, level=level).stat().st_size for level in ("1", "6")]
    assert sizes[0] > sizes[1]


def test_nothing_is_packed_at_level_nought(folder: Path, tmp_path: Path) -> None:
    made = converted(packed(folder, "plain.tar"), "zip", tmp_path, level=0)
    with zipfile.ZipFile(made) as archive:
        files = [info for info in archive.infolist() if info.file_size]
    assert files
    assert all(info.compress_size >= info.file_size for info in files)
