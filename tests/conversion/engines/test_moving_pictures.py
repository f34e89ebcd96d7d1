"""Animations arrive with every frame, each for its time, as often as they were shown, without ghosts of others."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageSequence

from conversion.engines.imaging import reading
from conversion.errors import TooLargeError
from tests.conversion.engines import darkroom

MOVING = ["gif", "webp", "apng", "avif"]
PAIRS = [(source, target) for source in MOVING for target in MOVING if source != target]
TIMES = [80, 120, 200, 400]  # ms
# Neither end is lossy; an apng may be a photograph, so its WebP is.
EXACT = {("gif", "webp"), ("gif", "apng"), ("webp", "gif"), ("webp", "apng"), ("apng", "gif")}


def frames(*, clear: bool) -> list[Image.Image]:
    """A square that wanders; what it leaves behind is background again."""
    made = []
    for step in range(len(TIMES)):
        frame = Image.new("RGBA", (64, 48), (0, 0, 0, 0) if clear else (255, 255, 0, 255))
        ImageDraw.Draw(frame).rectangle((step * 14, step * 8, step * 14 + 12, step * 8 + 12), fill=(255, 0, 0))
        made.append(frame)
    return made


def film(name: str, folder: Path, *, clear: bool = True, loop: int | None = 0, times: Any = None) -> Path:
    first, *rest = frames(clear=clear)
    settings: dict[str, Any] = {"duration": times or TIMES, "save_all": True, "append_images": rest}
    if name in {"gif", "webp"}:
        settings |= {"disposal": 2} if name == "gif" else {"lossless": True}
    if loop is not None and name != "avif":
        settings["loop"] = loop
    path = folder / f"film.{name}"
    first.save(path, "PNG" if name == "apng" else name, **settings)
    return path


def shown(path: Path) -> tuple[list[Image.Image], list[float]]:
    """The frames that a player shows, and for how long."""
    with Image.open(path) as image:
        pictures, times = [], []
        for frame in ImageSequence.Iterator(image):
            pictures.append(frame.convert("RGBA"))
            times.append(frame.info["duration"])
    return pictures, times


def seen(picture: Image.Image) -> bytes:
    """Its pixels, those that nobody sees all alike."""
    paper = Image.new("RGBA", picture.size, (0, 255, 255, 255))
    paper.alpha_composite(picture)
    return paper.tobytes()


@pytest.mark.parametrize("clear", [True, False], ids=["clear", "solid"])
@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_every_frame_for_its_time(source: str, target: str, clear: bool, tmp_path: Path) -> None:
    (output,) = darkroom.convert(film(source, tmp_path, clear=clear), target, tmp_path)
    pictures, times = shown(output)
    assert times == TIMES
    for picture, meant in zip(pictures, frames(clear=clear), strict=True):
        same = seen(picture) == seen(meant) if (source, target) in EXACT else darkroom.near(picture, meant, off=6)
        assert same


@pytest.mark.parametrize("source", ["gif", "webp", "apng"])
@pytest.mark.parametrize("plays", [0, 1, 4])
def test_it_is_shown_as_often(source: str, plays: int, tmp_path: Path) -> None:
    def stored(name: str) -> int | None:  # GIF counts repetitions, the others showings
        return {0: 0, 1: None, 4: 3}[plays] if name == "gif" else plays

    for target in {"gif", "webp", "apng"} - {source}:
        (output,) = darkroom.convert(film(source, tmp_path, loop=stored(source)), target, tmp_path)
        with Image.open(output) as image:
            assert image.info.get("loop") == stored(target)


def test_times_that_gif_can_not_say_do_not_drift(tmp_path: Path) -> None:
    (output,) = darkroom.convert(film("webp", tmp_path, times=[33, 33, 34, 5]), "gif", tmp_path)
    assert shown(output)[1] == [30, 40, 30, 20]


def test_frames_too_short_for_gif_do_not_shorten_later_ones(tmp_path: Path) -> None:
    (output,) = darkroom.convert(film("webp", tmp_path, times=[1, 1, 1, 1000]), "gif", tmp_path)
    assert shown(output)[1] == [20, 20, 20, 990]


def test_frames_without_a_time_get_the_one_that_players_give_them(tmp_path: Path) -> None:
    (output,) = darkroom.convert(film("gif", tmp_path, times=[0, 0, 0, 0]), "webp", tmp_path)
    assert shown(output)[1] == [100, 100, 100, 100]


def test_an_animation_can_be_made_smaller(tmp_path: Path) -> None:
    (output,) = darkroom.convert(film("gif", tmp_path), "webp", tmp_path, width=32)
    pictures, times = shown(output)
    assert {picture.size for picture in pictures} == {(32, 24)}
    assert times == TIMES


@pytest.mark.parametrize("target", ["jpg", "png", "bmp", "ico", "heic", "tga", "ppm", "pdf"])
def test_a_still_target_gets_the_first_frame(target: str, tmp_path: Path) -> None:
    outputs = darkroom.convert(film("gif", tmp_path, clear=False), target, tmp_path)
    assert len(outputs) == 1
    if target != "pdf":
        place = (6, 16 if target == "ico" else 6)
        pixel = darkroom.opened(outputs[0]).convert("RGB").resize((64, 64)).getpixel(place)
        assert pixel == pytest.approx((255, 0, 0), abs=30)


def test_a_tiff_keeps_a_film_as_pages(tmp_path: Path) -> None:
    (output,) = darkroom.convert(film("apng", tmp_path), "tiff", tmp_path)
    with Image.open(output) as image:
        pages = [frame.convert("RGBA") for frame in ImageSequence.Iterator(image)]
    assert [seen(page) for page in pages] == [seen(frame) for frame in frames(clear=True)]


def test_the_picture_for_who_can_not_show_it_moving_is_no_frame(tmp_path: Path) -> None:
    first, *rest = frames(clear=False)
    cover = Image.new("RGBA", first.size, "blue")
    source = tmp_path / "film.apng"
    cover.save(source, "PNG", save_all=True, append_images=[first, *rest], default_image=True, duration=TIMES)
    (moving,) = darkroom.convert(source, "webp", tmp_path)
    assert len(shown(moving)[0]) == len(TIMES)
    assert darkroom.converted(source, "bmp", tmp_path).getpixel((40, 30)) == (0, 0, 255)


def test_frames_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_MOVING_PIXELS", 64 * 48 * 3)
    with pytest.raises(TooLargeError):
        darkroom.convert(film("gif", tmp_path), "webp", tmp_path)


def test_a_still_picture_is_an_apng_of_one_frame(tmp_path: Path) -> None:
    (output,) = darkroom.convert(darkroom.sample("jpg"), "apng", tmp_path)
    assert darkroom.size_elsewhere(output, darkroom.named("apng")) == (240, 160)
    assert darkroom.opened(output).tobytes() == darkroom.opened(darkroom.sample("jpg")).tobytes()
