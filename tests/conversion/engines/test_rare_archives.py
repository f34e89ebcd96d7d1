"""Rare archives: everything comes out, under its name; what is hostile, damaged or locked does not."""

import gzip
import hashlib
import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

import pytest

from conversion.archives.members import MOST_MEMBERS
from conversion.engines.archives import ALONE
from conversion.errors import DamagedFileError, PasswordProtectedError, SourceError, TooLargeError
from tests.conversion.engines.desk import converted, sample
from tests.samples.make_archives import CONTENTS
from tests.samples.make_rare_archives import TEXT

WHOLE = ("cpio", "wim", "squashfs", "xar", "tar.lz", "tar.z", "tar.lz4", "tar.lzma")
FILES = {name: content for name, content in CONTENTS.items() if not name.endswith("/")}


def contents(path: Path) -> dict[str, bytes]:
    """The files in a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


@pytest.mark.parametrize("kind", WHOLE)
def test_everything_comes_out(kind: str, tmp_path: Path) -> None:
    assert contents(converted(sample(kind), "zip", tmp_path)) == FILES


@pytest.mark.parametrize("kind", ["cpio", "iso", "wim", "tar.lz", "tar.z", "tar.lz4", "tar.lzma"])
def test_everything_goes_in(kind: str, tmp_path: Path) -> None:
    packed = converted(sample("tar"), kind, tmp_path)
    folder = tmp_path / "found"
    unpack: list[str | Path] = ["7zz", "x", "-bso0", "-bsp0", f"-o{folder}", packed]
    folder.mkdir()
    packers = {"tar.lz": "lzip", "tar.lz4": "lz4"}
    untar: list[str | Path] = ["tar", "-x", "-I", packers.get(kind, "true"), "-f", packed, "-C", folder]
    subprocess.run(untar if kind in packers else unpack, check=True)
    for tar in folder.glob("*.tar"):
        subprocess.run(["tar", "-xf", tar, "-C", folder], check=True)
        tar.unlink()
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == FILES


@pytest.mark.parametrize(
    ("kind", "place"),
    [("cab", ""), ("rpm", "opt/sample/"), ("deb", "opt/sample/"), ("arj", ""), ("iso", ""), ("ar", ""), ("lzh", "")],
)
def test_files_are_where_they_belong(kind: str, place: str, tmp_path: Path) -> None:
    flat = kind in ("iso", "ar", "lzh")
    found = contents(converted(sample(kind), "zip", tmp_path))
    assert found[f"{place}notes.txt" if flat else f"{place}folder/notes.txt"] == CONTENTS["folder/notes.txt"]


def test_a_debian_package_says_what_it_is(tmp_path: Path) -> None:
    assert b"Package: sample" in contents(converted(sample("deb"), "zip", tmp_path))["DEBIAN/control"]


def test_japanese_names_are_read(tmp_path: Path) -> None:
    assert "日本.txt" in contents(converted(sample("lzh"), "zip", tmp_path))


@pytest.mark.parametrize("kind", [row.name for row in ALONE])
def test_a_file_packed_alone_comes_out(kind: str, tmp_path: Path) -> None:
    ((name, content),) = contents(converted(sample(kind), "zip", tmp_path)).items()
    assert content == TEXT
    assert name == ("Булки.txt" if kind == "gz" else "file.txt")


@pytest.mark.parametrize("kind", [row.name for row in ALONE if row.name != "gz"])
def test_a_file_is_packed_anew(kind: str, tmp_path: Path) -> None:
    packed = converted(sample("gz"), kind, tmp_path)
    again = converted(packed, "gz" if kind != "bz2" else "xz", tmp_path)
    unpack: list[str | Path] = ["xz", "-dc", again] if kind == "bz2" else ["gzip", "-dc", again]
    assert subprocess.run(unpack, check=True, capture_output=True).stdout == TEXT


def test_a_jar_begins_with_its_manifest(tmp_path: Path) -> None:
    with zipfile.ZipFile(converted(sample("zip"), "jar", tmp_path)) as archive:
        assert archive.namelist()[0] == "META-INF/MANIFEST.MF"
        assert archive.read("run.sh") == CONTENTS["run.sh"]


def cpio_member(name: str, mode: int, content: bytes) -> bytes:
    """A header of the new format, its name and its content, each filled up to four bytes."""
    fields = (1, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0)
    head = b"070701" + "".join(f"{field:08X}" for field in fields).encode() + name.encode() + b"\0"
    return head + bytes(-len(head) % 4) + content + bytes(-len(content) % 4)


def test_names_that_climb_and_links_stay_inside(tmp_path: Path) -> None:
    source = tmp_path / "hostile.cpio"
    members = [
        ("../../evil.txt", 0o100644, b"evil"),
        ("/etc/passwd", 0o100644, b"evil"),
        ("link", 0o120777, b"/etc/passwd"),
    ]
    members += [("device", 0o060644, b""), ("TRAILER!!!", 0, b"")]
    source.write_bytes(b"".join(cpio_member(*member) for member in members))
    assert set(contents(converted(source, "zip", tmp_path))) == {"evil.txt", "etc/passwd"}


def test_a_link_in_a_disk_image_is_dropped(tmp_path: Path) -> None:
    folder = tmp_path / "contents"
    folder.mkdir()
    (folder / "link").symlink_to("/etc/passwd")
    (folder / "file").write_text("content")
    source = tmp_path / "hostile.squashfs"
    subprocess.run(["7zz", "a", "-bso0", "-bsp0", "-snl", tmp_path / "linked.wim", f"{folder}/."], check=True)
    (tmp_path / "linked.wim").rename(source.with_suffix(".wim"))
    assert contents(converted(source.with_suffix(".wim"), "zip", tmp_path)) == {"file": b"content"}


def test_too_many_members_are_refused_however_long_their_list_is(tmp_path: Path) -> None:
    """Of what a program says only the end is kept: all of its lines count nevertheless."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MOST_MEMBERS + 1):
        (folder / f"{number}").touch()
    source = tmp_path / "many.wim"
    subprocess.run(["7zz", "a", "-bso0", "-bsp0", "-twim", source, f"{folder}/."], check=True)
    with pytest.raises(TooLargeError):
        converted(source, "zip", tmp_path)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "bomb.gz"
    with gzip.open(source, "wb", 9) as file:
        for _ in range(220):
            file.write(bytes(1 << 20))
    with pytest.raises(TooLargeError):
        converted(source, "zip", tmp_path)


def test_a_locked_archive_wants_its_password(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret" * 100)
    source = tmp_path / "locked.arj"
    subprocess.run(["arj", "a", "-gpassword", "-y", "-i", source, "secret.txt"], cwd=tmp_path, check=True)
    with pytest.raises(PasswordProtectedError):
        converted(source, "zip", tmp_path)


@pytest.mark.parametrize(
    "kind", ["cab", "cpio", "rpm", "deb", "tar.lz", "tar.lzma", "tar.lz4", "gz", "lz", "br", "wim", "xar"]
)
def test_an_archive_that_breaks_off_is_damaged(kind: str, tmp_path: Path) -> None:
    data = sample(kind).read_bytes()
    source = tmp_path / f"cut.{kind}"
    source.write_bytes(data[: len(data) * 2 // 3])
    with pytest.raises(SourceError) as caught:
        converted(source, "zip", tmp_path)
    assert isinstance(caught.value, DamagedFileError)


def test_a_package_of_macos_is_an_archive(tmp_path: Path) -> None:
    package = tmp_path / "Sample.pkg"
    package.write_bytes(sample("xar").read_bytes())
    assert contents(converted(package, "zip", tmp_path)) == FILES


def test_entities_in_the_contents_of_a_xar_do_not_unfold(tmp_path: Path) -> None:
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    toc = '<xar><toc><file id="1"><name>&e9;</name></file></toc></xar>'
    told = f'<!DOCTYPE x [<!ENTITY e0 "ten letters">{nested}]>{toc}'.encode()
    packed = zlib.compress(told)
    header = struct.pack(">4sHHQQI", b"xar!", 28, 1, len(packed), len(told), 1)
    source = tmp_path / "hostile.xar"
    source.write_bytes(header + packed + hashlib.sha1(packed, usedforsecurity=False).digest())
    with pytest.raises(SourceError):
        converted(source, "zip", tmp_path)
