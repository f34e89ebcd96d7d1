"""Voice messages, round videos and animations: within what Telegram plays, whatever went in."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conversion import formats, pipeline
from conversion.engines import messages
from conversion.errors import NothingToConvertError
from conversion.options import Value
from conversion.pipeline import Request, Result
from conversion.reports import Remark
from tests.conftest import SAMPLES
from tests.conversion.engines import studio


def made(source: Path, target: str, folder: Path, **asked: Value) -> Result:
    """What the pipeline makes of a file, its output checked."""
    scratch = folder / target
    scratch.mkdir()
    [wanted] = formats.named(target)
    return pipeline.convert(Request(source, source.name, None, wanted, asked, scratch, 120), studio.Diary())


def probed(path: Path) -> dict[str, Any]:
    asked = ("-show_entries", "stream=codec_type,codec_name,width,height,channels:format=duration", "-of", "json")
    said = subprocess.run(("ffprobe", "-v", "error", *asked, path), check=True, capture_output=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found


@pytest.mark.parametrize("source", ["mp3", "wav", "mp4", "opus"])
def test_a_voice_message_is_opus_in_an_ogg(source: str, tmp_path: Path) -> None:
    result = made(SAMPLES / f"sample.{source}", "voice", tmp_path)

    assert result.name == "sample.ogg"
    assert [stream["codec_name"] for stream in probed(result.path)["streams"]] == ["opus"]


def test_a_part_is_enough_for_a_voice_message(tmp_path: Path) -> None:
    song = studio.make(tmp_path / "song.mp3", *studio.TONE)
    result = made(song, "voice", tmp_path, trim="0:01-0:02")

    assert float(probed(result.path)["format"]["duration"]) == pytest.approx(1, abs=0.2)


@pytest.mark.parametrize(("size", "side"), [("160x120", 120), ("120x200", 120), ("1280x720", 640)])
def test_a_round_video_is_a_square(size: str, side: int, tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", f"testsrc2=size={size}:rate=10:duration=1")
    film = studio.make(tmp_path / "film.mkv", *picture, *studio.TONE, *studio.H264, "-t", "1")
    result = made(film, "round-video", tmp_path)

    streams = probed(result.path)["streams"]
    assert [stream["codec_name"] for stream in streams] == ["h264", "aac"]
    assert (streams[0]["width"], streams[0]["height"]) == (side, side)
    assert result.report.remarks == []


def test_a_round_video_lasts_a_minute_at_most_and_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "LONGEST", 2.0)  # seconds: the same law for a shorter film
    film = studio.make(tmp_path / "film.mp4", *studio.TEST_PICTURE, *studio.H264)
    result = made(film, "round-video", tmp_path)

    assert float(probed(result.path)["format"]["duration"]) <= 2.1
    assert result.report.remarks == [Remark.SHORTENED]


@pytest.mark.parametrize("source", ["gif", "mp4", "webm"])
def test_an_animation_is_h264_without_sound(source: str, tmp_path: Path) -> None:
    result = made(SAMPLES / f"sample.{source}", "animation", tmp_path)

    assert [stream["codec_name"] for stream in probed(result.path)["streams"]] == ["h264"]


def test_a_silent_film_has_no_voice(tmp_path: Path) -> None:
    film = studio.make(tmp_path / "film.mp4", *studio.TEST_PICTURE, *studio.H264)

    with pytest.raises(NothingToConvertError):
        made(film, "voice", tmp_path)
