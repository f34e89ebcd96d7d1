"""Stickers made of pictures and films: within Telegram's laws, whatever went in."""

import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.conversion.engines import studio
from tests.conversion.engines.desk import converted


@pytest.mark.parametrize("size", [(40, 20), (3000, 200), (200, 700)])
def test_a_sticker_has_one_side_of_512(size: tuple[int, int], tmp_path: Path) -> None:
    Image.effect_noise(size, 90).convert("RGB").save(tmp_path / "picture.png")
    sticker = converted(tmp_path / "picture.png", "sticker", tmp_path)
    with Image.open(sticker) as picture:
        assert max(picture.size) == 512
        assert picture.format == "WEBP"
    assert sticker.stat().st_size <= 512 * 1024


def test_a_sticker_stays_transparent(tmp_path: Path) -> None:
    Image.new("RGBA", (100, 50), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    with Image.open(converted(tmp_path / "clear.png", "sticker", tmp_path)) as picture:
        assert picture.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index] # four numbers


def test_an_emoji_is_a_square_of_100(tmp_path: Path) -> None:
    Image.new("RGB", (300, 100), "red").save(tmp_path / "wide.png")
    with Image.open(converted(tmp_path / "wide.png", "emoji", tmp_path)) as picture:
        assert picture.size == (100, 100)
        assert picture.convert("RGBA").getpixel((50, 5))[3] == 0  # type: ignore[index] # four numbers


def test_a_video_sticker_is_short_silent_and_small(tmp_path: Path) -> None:
    noise = ("-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=50,noise=alls=60:allf=t")
    film = studio.make(tmp_path / "noise.mp4", *noise, *studio.TONE, *studio.H264, "-t", "4")
    sticker = converted(film, "video-sticker", tmp_path)
    asked = ("-show_entries", "stream=codec_name,width,height,avg_frame_rate:format=duration", "-of", "json")
    said = subprocess.run(("ffprobe", "-v", "error", *asked, sticker), check=True, capture_output=True).stdout
    told = json.loads(said)
    (stream,) = told["streams"]
    assert (stream["codec_name"], stream["width"], stream["height"]) == ("vp9", 512, 288)
    assert stream["avg_frame_rate"] == "30/1"
    assert float(told["format"]["duration"]) <= 3
    assert sticker.stat().st_size <= 256 * 1024
