"""What is told of a result besides that it is there."""

from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image

from conversion import formats, pipeline
from conversion.reports import Remark, Report
from tests.conftest import SAMPLES
from tests.conversion.engines.studio import H264, TEST_PICTURE, TONE, make
from tests.conversion.matrix import Patience, convert

CHAPTERS = """;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1
START=0
END=1
title=One
[CHAPTER]
TIMEBASE=1/1
START=1
END=3
title=Two
"""


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


@pytest.fixture
def odd_pictures(tmp_path: Path) -> Path:
    """A folder with pictures that hold more than most formats do, and some that only seem to."""
    clear, red = Image.new("RGBA", (20, 20), (0, 0, 0, 0)), Image.new("RGBA", (20, 20), "red")
    clear.save(tmp_path / "clear.png")
    red.save(tmp_path / "opaque.png")
    red.convert("P").save(tmp_path / "still.gif")
    red.save(tmp_path / "moving.gif", save_all=True, append_images=[Image.new("RGBA", (20, 20), "blue")])
    red.save(tmp_path / "moving.webp", save_all=True, append_images=[Image.new("RGBA", (20, 20), "blue")])
    red.save(tmp_path / "pages.tiff", save_all=True, append_images=[Image.new("RGBA", (20, 20), "blue")])
    return tmp_path


@pytest.mark.parametrize(
    ("source", "target", "remarks"),
    [
        ("clear.png", "jpg", [Remark.FLATTENED]),
        ("clear.png", "pdf", [Remark.FLATTENED]),
        ("clear.png", "webp", []),
        ("opaque.png", "jpg", []),
        ("still.gif", "jpg", []),
        ("moving.gif", "jpg", [Remark.FIRST]),
        ("moving.webp", "png", [Remark.FIRST]),
        ("moving.gif", "webp", []),
        ("moving.gif", "tiff", []),
        ("pages.tiff", "jxr", [Remark.FIRST]),
        ("pages.tiff", "pdf", []),
        ("pages.tiff", "jpg", [Remark.SEVERAL]),
    ],
)
def test_what_a_picture_loses_is_said(source: str, target: str, remarks: list[Remark], odd_pictures: Path) -> None:
    assert report(odd_pictures / source, target, odd_pictures / "scratch").remarks == remarks


@pytest.fixture(scope="module")
def rich_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two tracks of sound, two of subtitles, two chapters."""
    folder = tmp_path_factory.mktemp("film")
    (folder / "chapters").write_text(CHAPTERS)
    inputs = (*TEST_PICTURE, *TONE, "-i", str(SAMPLES / "sample.srt"), "-i", str(folder / "chapters"))
    mapped = ("-map", "0", "-map", "1", "-map", "1", "-map", "2", "-map", "2", "-map_chapters", "3", "-t", "3")
    return make(folder / "rich.mkv", *inputs, *mapped, *H264, "-c:a", "aac")


@pytest.mark.parametrize(
    ("target", "remarks"),
    [
        ("mp4", []),
        ("mkv", []),
        ("webm", []),
        ("flv", [Remark.VOICES, Remark.CHAPTERS, Remark.SUBTITLES]),
        ("avi", [Remark.CHAPTERS, Remark.SUBTITLES]),
        ("mp3", [Remark.VOICES]),
        ("gif", [Remark.SILENT]),
        ("webp", [Remark.SILENT]),
        ("apng", [Remark.SILENT]),
        ("h264", [Remark.SILENT, Remark.CHAPTERS, Remark.SUBTITLES]),
    ],
)
def test_what_a_film_loses_is_said(target: str, remarks: list[Remark], rich_film: Path, tmp_path: Path) -> None:
    assert report(rich_film, target, tmp_path / "scratch").remarks == remarks


@pytest.mark.parametrize(("target", "remarks"), [("mp4", [Remark.FLATTENED]), ("webm", [])])
def test_a_film_that_is_seen_through_no_more_says_so(target: str, remarks: list[Remark], tmp_path: Path) -> None:
    clear = ("-f", "lavfi", "-i", "color=red@0.5:s=64x48:d=0.4,format=rgba")
    film = make(tmp_path / "clear.mov", *clear, "-c:v", "qtrle")
    assert report(film, target, tmp_path / "scratch").remarks == remarks


def test_silence_that_was_asked_for_is_no_loss(rich_film: Path, tmp_path: Path) -> None:
    request = pipeline.Request(rich_film, "film.mkv", None, formats.named("mkv")[0], {"mute": "yes"}, tmp_path, 60.0)
    assert pipeline.convert(request, Patience()).report.remarks == []


@pytest.mark.parametrize(("source", "remarks"), [("hwp", [Remark.PARTLY]), ("lwp", [Remark.PARTLY]), ("doc", [])])
def test_what_is_read_only_in_part_is_said(source: str, remarks: list[Remark], tmp_path: Path) -> None:
    assert report(SAMPLES / f"sample.{source}", "pdf", tmp_path / "scratch").remarks == remarks


@pytest.fixture(scope="module")
def deep_pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pictures of sixteen bits a colour, and one of eight."""
    folder = tmp_path_factory.mktemp("deep")
    shades = np.linspace(0, 65535, 20 * 20, dtype="uint16").reshape(20, 20)
    Image.fromarray(shades).save(folder / "grey.png")
    pyvips.Image.new_from_array(np.dstack([shades] * 3), interpretation="rgb16").pngsave(str(folder / "deep.png"))
    Image.new("RGB", (20, 20), "red").save(folder / "flat.png")
    return folder


@pytest.mark.parametrize(
    ("source", "target", "remarks"),
    [
        ("deep", "jpg", [Remark.SHADES]),
        ("deep", "webp", [Remark.SHADES]),
        ("deep", "pdf", [Remark.SHADES]),
        ("deep", "pcx", [Remark.SHADES]),
        ("deep", "tiff", []),
        ("deep", "dpx", []),
        ("grey", "jpg", [Remark.SHADES]),
        ("grey", "tiff", []),
        ("flat", "jpg", []),
    ],
)
def test_rounded_shades_are_said(
    source: str, target: str, remarks: list[Remark], deep_pictures: Path, tmp_path: Path
) -> None:
    assert report(deep_pictures / f"{source}.png", target, tmp_path / "scratch").remarks == remarks


def test_a_negative_is_expected_to_be_deeper_than_its_print(tmp_path: Path) -> None:
    assert report(SAMPLES / "sample.dng", "jpg", tmp_path / "scratch").remarks == []


@pytest.mark.parametrize(("target", "remarks"), [("ogg", []), ("m4a", []), ("wav", [Remark.COVER])])
def test_a_lost_cover_is_said(target: str, remarks: list[Remark], tmp_path: Path) -> None:
    cover = (
        "-i",
        str(SAMPLES / "sample.jpg"),
        "-map",
        "0",
        "-map",
        "1",
        "-c:v",
        "mjpeg",
        "-disposition:v",
        "attached_pic",
    )
    song = make(tmp_path / "song.mp3", *TONE, *cover)
    assert report(song, target, tmp_path / "scratch").remarks == remarks
