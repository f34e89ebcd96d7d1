"""Subtitles out of films: every track, in Russian too."""

from pathlib import Path

import pytest

from conversion.errors import NothingToConvertError
from tests.conversion.engines import studio
from tests.conversion.engines.desk import convert, converted, sample


@pytest.mark.parametrize("source", ["mkv", "mp4", "mov", "m4v", "webm"])
@pytest.mark.parametrize("target", ["srt", "vtt", "ass"])
def test_what_is_said_comes_out(source: str, target: str, tmp_path: Path) -> None:
    assert "Здравствуй, мир" in converted(sample(source), target, tmp_path).read_text()


def test_every_track_is_a_file(tmp_path: Path) -> None:
    second = tmp_path / "second.srt"
    second.write_text("1\n00:00:00,100 --> 00:00:01,000\nHello\n")
    film = tmp_path / "film.mkv"
    studio.make(
        film, "-i", str(sample("mkv")), "-i", str(second), "-map", "0", "-map", "1", "-c", "copy", "-c:s", "srt"
    )
    assert ["Hello" in path.read_text() for path in convert(film, "srt", tmp_path)] == [False, True]


def test_a_film_without_words_has_nothing_to_convert(tmp_path: Path) -> None:
    film = studio.make(tmp_path / "film.mkv", "-i", str(sample("mp4")), "-sn", "-c", "copy")
    with pytest.raises(NothingToConvertError):
        converted(film, "srt", tmp_path)
