"""What is told of a result besides that it is there."""

from pathlib import Path

import pytest
from PIL import Image

from conversion import formats, pipeline
from conversion.reports import Remark, Report
from tests.conftest import SAMPLES
from tests.conversion.matrix import convert


def report(source: Path, target: str, scratch: Path) -> Report:
    scratch.mkdir()
    return convert(source, formats.named(target)[0], scratch).report


def test_a_film_says_its_size_and_length(tmp_path: Path) -> None:
    said = report(SAMPLES / "sample.mkv", "mp4", tmp_path / "scratch")
    assert (said.width, said.height) == (160, 120)
    assert said.duration == pytest.approx(1.5, abs=0.1)
    assert said.remarks == []


@pytest.mark.parametrize(("source", "target"), [("mkv", "mp4"), ("avi", "webm"), ("wma", "mp3"), ("wav", "aiff")])
def test_what_breaks_off_is_said_to(source: str, target: str, tmp_path: Path) -> None:
    whole = (SAMPLES / f"sample.{source}").read_bytes()
    cut = tmp_path / f"cut.{source}"
    cut.write_bytes(whole[: len(whole) // 2])
    assert report(cut, target, tmp_path / "scratch").remarks == [Remark.CUT_OFF]


@pytest.mark.parametrize("source", ["mp4", "mkv", "avi", "webm", "mp3", "ogg", "flac", "ts", "wmv", "wma", "aiff"])
def test_what_is_whole_is_not_said_to_break_off(source: str, tmp_path: Path) -> None:
    assert report(SAMPLES / f"sample.{source}", "wav", tmp_path / "scratch").remarks == []


def test_several_outputs_are_announced(tmp_path: Path) -> None:
    pages = tmp_path / "pages.tiff"
    Image.new("RGB", (20, 20)).save(pages, save_all=True, append_images=[Image.new("RGB", (20, 20), "red")])
    (tmp_path / "scratch").mkdir()
    result: pipeline.Result = convert(pages, formats.named("png")[0], tmp_path / "scratch")
    assert result.report.remarks == [Remark.SEVERAL]
    assert result.name == "pages.zip"
