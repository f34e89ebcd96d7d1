"""Films that become GIFs; GIFs and moving stickers that become films."""

import struct
from pathlib import Path
from typing import Any

import pytest

from tests.conversion.engines import studio

BIG = ("-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30:duration=1")
# A blue square on nothing, as in a sticker: what is transparent has red under it.
STICKER = (
    *("-f", "lavfi", "-i", "color=red@0.0:size=64x64:rate=10:duration=1,format=yuva420p"),
    *("-f", "lavfi", "-i", "color=blue:size=32x32:rate=10:duration=1"),
    *("-filter_complex", "[0][1]overlay=0:0:format=auto,format=yuva420p"),
    *("-c:v", "libvpx-vp9", "-auto-alt-ref", "0", "-deadline", "realtime"),
)


@pytest.mark.parametrize(
    ("asked", "size"), [({}, (480, 270)), ({"width": 600}, (600, 338)), ({"quality": "low"}, (320, 180))]
)
def test_a_gif_is_as_small_as_people_want_it(asked: dict[str, Any], size: tuple[int, int], tmp_path: Path) -> None:
    film = studio.make(tmp_path / "film.mp4", *BIG, *studio.H264)
    gif = studio.convert(film, "gif", tmp_path, **asked)
    assert studio.size(gif) == size
    assert len(studio.moments(gif)) <= 15
    assert studio.seconds(gif) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("target", ["gif", "apng"])
def test_a_film_of_a_single_frame_is_a_moving_picture_all_the_same(target: str, tmp_path: Path) -> None:
    frame = ("-f", "lavfi", "-i", "color=red:size=64x48:rate=25", "-frames:v", "1")
    film = studio.make(tmp_path / "film.mp4", *frame, *studio.H264)
    assert studio.size(studio.convert(film, target, tmp_path)) == (64, 48)


def test_a_gif_plays_for_ever(tmp_path: Path) -> None:
    made = studio.convert(studio.sample("mp4"), "gif", tmp_path).read_bytes()
    after = made.index(b"NETSCAPE2.0") + len(b"NETSCAPE2.0")
    assert struct.unpack("<BBH", made[after : after + 4]) == (3, 1, 0)


def test_a_gif_has_the_colours_of_its_film(tmp_path: Path) -> None:
    orange = ("-f", "lavfi", "-i", "color=0xE08020:size=64x64:rate=10:duration=1")
    film = studio.make(tmp_path / "film.mp4", *orange, *studio.H264)
    gif = studio.convert(film, "gif", tmp_path)
    assert studio.colour(gif, 30, 30) == pytest.approx(studio.colour(film, 30, 30), abs=6)


def test_a_slow_film_is_not_padded_with_frames(tmp_path: Path) -> None:
    slow = ("-f", "lavfi", "-i", "testsrc2=size=64x64:rate=5:duration=2")
    gif = studio.convert(studio.make(tmp_path / "film.mp4", *slow, *studio.H264), "gif", tmp_path)
    assert len(studio.moments(gif)) == 10


def test_stretched_pixels_become_square(tmp_path: Path) -> None:
    dvd = ("-f", "lavfi", "-i", "testsrc2=size=144x108:rate=25:duration=1,setsar=4/3", "-c:v", "mpeg2video")
    assert studio.size(studio.convert(studio.make(tmp_path / "film.mpg", *dvd), "gif", tmp_path)) == (192, 108)


def test_a_long_gif_has_a_palette_for_each_frame(tmp_path: Path) -> None:
    """One for all would hold all frames in memory."""
    long = ("-f", "lavfi", "-i", "color=red:size=480x480:rate=15:duration=25", "-preset", "ultrafast")
    gif = studio.convert(studio.make(tmp_path / "film.mp4", *long), "gif", tmp_path)
    assert studio.seconds(gif) == pytest.approx(25, abs=0.2)


def test_a_sticker_stays_transparent_as_a_gif(tmp_path: Path) -> None:
    gif = studio.convert(studio.make(tmp_path / "sticker.webm", *STICKER), "gif", tmp_path)
    assert studio.colour(gif, 50, 50, alpha=True)[3] == 0
    assert studio.colour(gif, 10, 10, alpha=True) == pytest.approx((0, 0, 254, 255), abs=8)


def test_a_transparent_gif_stays_so_as_webm(tmp_path: Path) -> None:
    gif = studio.convert(studio.make(tmp_path / "sticker.webm", *STICKER), "gif", tmp_path)
    webm = studio.convert(gif.rename(tmp_path / "clear.gif"), "webm", tmp_path)
    shown = studio.make(tmp_path / "shown.png", "-c:v", "libvpx-vp9", "-i", str(webm), "-frames:v", "1")
    assert studio.colour(shown, 50, 50, alpha=True)[3] == 0
    assert studio.colour(shown, 10, 10, alpha=True)[3] == 255


def test_a_sticker_stands_on_white_in_a_film(tmp_path: Path) -> None:
    film = studio.convert(studio.make(tmp_path / "sticker.webm", *STICKER), "mp4", tmp_path)
    assert studio.colour(film, 50, 50) == pytest.approx((255, 255, 255), abs=4)
    assert studio.colour(film, 10, 10) == pytest.approx((0, 0, 254), abs=8)


@pytest.mark.parametrize("target", ["mp4", "webm", "mkv", "mov"])
def test_the_last_frame_of_a_gif_stands_as_long_as_before(target: str, tmp_path: Path) -> None:
    film = studio.convert(studio.sample("gif"), target, tmp_path)
    assert studio.seconds(film) == pytest.approx(studio.seconds(studio.sample("gif")), abs=0.05)
    assert studio.streams(film, "audio") == []


def test_a_gif_of_odd_sides_becomes_a_film(tmp_path: Path) -> None:
    odd = ("-f", "lavfi", "-i", "testsrc2=size=75x51:rate=10:duration=1")
    film = studio.convert(studio.make(tmp_path / "odd.gif", *odd), "mp4", tmp_path)
    assert studio.size(film) == (74, 50)
    (stream,) = studio.streams(film, "video")
    assert stream["pix_fmt"] == "yuv420p"
