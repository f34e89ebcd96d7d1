"""Animated stickers: every frame drawn, transparent where nothing is, as long as they were."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from conversion import detection
from conversion.engines import stickers
from conversion.engines.vectored import animation
from conversion.errors import DamagedFileError, TooLargeError
from tests.conversion.engines.desk import converted, sample


@pytest.mark.parametrize("target", ["gif", "webp", "apng"])
@pytest.mark.parametrize("source", ["tgs", "lottie"])
def test_a_sticker_moves_for_a_second(source: str, target: str, tmp_path: Path) -> None:
    with Image.open(converted(sample(source), target, tmp_path)) as picture:
        frames = int(getattr(picture, "n_frames", 1))
        length = 0.0
        for number in range(frames):
            picture.seek(number)
            picture.load()
            length += picture.info["duration"]
        assert (picture.size, frames) == ((512, 512), 30)
        assert 900 <= length <= 1100
        assert picture.convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index] # four numbers
        right = picture.convert("RGBA").getpixel((400, 256))
        assert right[0] > 200  # type: ignore[index] # four numbers
        assert right[1] < 60  # type: ignore[index] # four numbers


def test_half_transparent_colours_stay_what_they_were(tmp_path: Path) -> None:
    with Image.open(converted(sample("tgs"), "png", tmp_path)) as picture:
        red, green, _blue, alpha = picture.convert("RGBA").getpixel((100, 256))  # type: ignore[misc] # four numbers
    assert abs(alpha - 153) < 3
    assert abs(red - 230) < 4
    assert abs(green - 26) < 4


@pytest.mark.parametrize(("target", "codec"), [("mp4", "h264"), ("webm", "vp9")])
def test_a_sticker_becomes_a_film(target: str, codec: str, tmp_path: Path) -> None:
    film = converted(sample("tgs"), target, tmp_path)
    asked = ("-show_entries", "stream=codec_name,width,nb_read_frames,avg_frame_rate", "-count_frames", "-of", "json")
    said = subprocess.run(("ffprobe", "-v", "error", *asked, str(film)), check=True, capture_output=True).stdout
    (stream,) = json.loads(said)["streams"]
    assert (stream["codec_name"], stream["width"], stream["nb_read_frames"]) == (codec, 512, "60")
    assert stream["avg_frame_rate"] == "60/1"


def test_a_sticker_unpacks_to_what_was_packed(tmp_path: Path) -> None:
    told = json.loads(converted(sample("tgs"), "json", tmp_path).read_text())
    assert told == json.loads(gzip.decompress(sample("tgs").read_bytes()))


def test_bare_lottie_is_known_by_its_layers(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.write_bytes(gzip.decompress(sample("tgs").read_bytes()))
    assert detection.detect(bare) == "lottie"
    assert detection.detect(bare, "json") == "json"
    with animation.opened(bare) as drawn:
        assert (drawn.frames, drawn.size) == (60, (512, 512))


def test_pictures_outside_are_not_looked_for(tmp_path: Path) -> None:
    told = json.loads(gzip.decompress(sample("tgs").read_bytes()))
    told["assets"] = [{"id": "a", "u": "/etc/", "p": "secret.png"}, {"id": "b", "p": "data:image/png;base64,xx"}]
    source = tmp_path / "sticker.tgs"
    source.write_bytes(gzip.compress(json.dumps(told).encode()))
    first, second = json.loads(animation.read(source))["assets"]
    assert "p" not in first
    assert second["p"].startswith("data:")


def test_what_is_no_animation_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "sticker.tgs"
    for content in (gzip.compress(b"{}"), gzip.compress(b"no"), sample("tgs").read_bytes()[:100]):
        source.write_bytes(content)
        with pytest.raises(DamagedFileError):
            stickers.draw_picture(source, "png", tmp_path, {})


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "sticker.tgs"
    source.write_bytes(gzip.compress(b'{"layers":[' + b" " * (40 << 20)))
    with pytest.raises(TooLargeError):
        animation.read(source)
