"""Several files become one, by the real tools."""

import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

import conversion
from conversion import formats, joining, unions
from conversion.__main__ import main
from conversion.errors import DamagedFileError, EmptyFileError, NoRouteError, OptionError
from conversion.formats import Format
from conversion.pipeline import Request, Result
from conversion.process import UNWATCHED
from conversion.queue import attempts
from tests.conftest import SAMPLES


def joined(tmp_path: Path, names: str, target: str, **asked: str) -> Result:
    """The samples of these extensions as one."""
    return run(tmp_path, [SAMPLES / f"sample.{name}" for name in names.split()], target, **asked)


def run(tmp_path: Path, paths: Sequence[Path], target: str, **asked: str) -> Result:
    requests = []
    for number, path in enumerate(paths):
        scratch = tmp_path / f"file{number}"
        scratch.mkdir()
        requests.append(Request(path, path.name, None, formats.named(target)[0], asked, scratch, 120))
    return joining.convert(requests, tmp_path, UNWATCHED)


def seconds(path: Path) -> float:
    asked = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(path)]
    return float(subprocess.run(asked, check=True, capture_output=True).stdout)


def test_pictures_and_papers_are_bound_in_their_order(tmp_path: Path) -> None:
    result = joined(tmp_path, "jpg docx pdf png", "pdf")

    pages = [len(pikepdf.open(SAMPLES / "sample.pdf").pages)]
    with pikepdf.open(result.path) as document:
        assert len(document.pages) >= pages[0] + 3
    assert result.name == "sample+3.pdf"


def test_what_is_asked_of_the_pages_is_asked_of_each_and_the_lock_of_all(tmp_path: Path) -> None:
    result = joined(tmp_path, "jpg png", "pdf", paper="a4", lock="secret")

    with pikepdf.open(result.path, password="secret") as document:
        assert [sorted(map(round, page.mediabox[2:])) for page in document.pages] == [[595, 842]] * 2


@pytest.mark.parametrize("target", ["mp3", "flac", "ogg"])
def test_recordings_are_played_on_end_whatever_they_are(tmp_path: Path, target: str) -> None:
    result = joined(tmp_path, "mp3 flac ogg wav", target)

    parts = [seconds(SAMPLES / f"sample.{name}") for name in ("mp3", "flac", "ogg", "wav")]
    assert seconds(result.path) == pytest.approx(sum(parts), abs=0.3)


def test_films_are_shown_on_end_in_the_frame_of_the_first(tmp_path: Path) -> None:
    result = joined(tmp_path, "mkv y4m webm", "mp4")

    parts = [seconds(SAMPLES / f"sample.{name}") for name in ("mkv", "webm")]
    assert seconds(result.path) > sum(parts)


def test_anything_is_packed_as_it_is_and_equal_names_are_numbered(tmp_path: Path) -> None:
    unknown = tmp_path / "strange.xyz"
    unknown.write_bytes(b"anything")
    paths = [SAMPLES / "sample.png", SAMPLES / "sample.mp3", SAMPLES / "sample.png", unknown]

    result = run(tmp_path, paths, "zip")

    with zipfile.ZipFile(result.path) as archive:
        assert archive.namelist() == ["sample.png", "sample.mp3", "sample (2).png", "strange.xyz"]
        assert archive.read("sample.png") == (SAMPLES / "sample.png").read_bytes()
    assert paths[0].exists()


def test_one_bad_file_is_an_error_of_all(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes((SAMPLES / "sample.pdf").read_bytes()[:200])
    with pytest.raises(DamagedFileError):
        run(tmp_path, [SAMPLES / "sample.png", broken], "pdf")


def test_an_empty_file_is_one(tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    with pytest.raises(EmptyFileError):
        run(tmp_path, [SAMPLES / "sample.png", empty], "zip")


@pytest.mark.parametrize(
    ("sources", "first"),
    [("jpg docx png", "pdf"), ("mp3 ogg", "mp3"), ("mkv webm", "mp4"), ("mp3 mkv", "zip"), ("png zip", "zip")],
)
def test_the_likeliest_union_follows_from_the_kinds(sources: str, first: str) -> None:
    assert unions.targets_for(formats.named(sources))[0].name == first


def test_unknown_files_can_be_packed_only() -> None:
    assert unions.targets_for([*formats.named("png"), None]) == list(unions.PACKED)


def test_what_cannot_become_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRouteError):
        joined(tmp_path, "png mp3", "pdf")


def test_an_option_that_no_part_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError):
        joined(tmp_path, "png jpg", "pdf", bitrate="128")


@pytest.mark.parametrize(
    ("sources", "target", "queue"),
    [
        ("png jpg", "pdf", "image"),
        ("png docx", "pdf", "document"),
        ("mp3 wav", "ogg", "audio"),
        ("pdf pdf", "zip", "archive"),
    ],
)
def test_unions_wait_where_their_slowest_part_would(sources: str, target: str, queue: str) -> None:
    wanted: Format = formats.named(target)[0]
    assert unions.queue_for(formats.named(sources), wanted) == queue


def test_several_files_are_submitted_as_one_task(home: Path) -> None:
    paths: list[str | Path] = [SAMPLES / "sample.png", SAMPLES / "sample.jpg"]
    task = conversion.submit(paths, "pdf", paper="a4")

    attempts.run(task.id, "worker")

    done = conversion.get(task.id)
    assert (done.status, done.output_name) == ("done", "sample+1.pdf")
    assert done.output_file
    assert len(pikepdf.open(done.output_file).pages) == len(paths)


def test_the_command_takes_several(home: Path, tmp_path: Path) -> None:
    made = tmp_path / "all.zip"

    assert main(["convert", *[str(SAMPLES / f"sample.{name}") for name in ("png", "mp3", "zip")], str(made)]) == 0

    assert zipfile.ZipFile(made).namelist() == ["sample.png", "sample.mp3", "sample.zip"]
