"""Archives with passwords and levels; looked at by 7-Zip."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from conversion.errors import OptionError, PasswordProtectedError
from tests.conversion.engines.whole import converted

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
        assert all(info.compress_size >= info.file_size for info in archive.infolist())
