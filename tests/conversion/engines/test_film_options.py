"""What can be asked of a film, seen in what came out."""

from pathlib import Path

import pytest

from conversion.errors import DoesNotFitError, NothingToConvertError, OptionError
from tests.conversion.engines.studio import (
    H264,
    TEST_PICTURE,
    TONE,
    codecs,
    colour,
    decodes,
    film,
    make,
    moments,
    packets,
    seconds,
    size,
    streams,
)
from tests.conversion.engines.whole import converted

OFF = 0.25  # seconds
CAPTION = "1\n00:00:00,000 --> 00:00:03,000\n{\\an5}████████████████\n"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds in H.264 and AAC, 160 by 120 at 25 frames a second."""
    return film(tmp_path_factory.mktemp("film") / "film.mkv", "-c:a", "aac", "-shortest")


@pytest.fixture(scope="module")
def two_tracks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Mono, then stereo, and subtitles over a black picture."""
    folder = tmp_path_factory.mktemp("tracks")
    (folder / "words.srt").write_text(CAPTION)
    inputs = ("-f", "lavfi", "-i", "color=black:s=160x120:d=3", *TONE, "-i", str(folder / "words.srt"))
    maps = ("-map", "0", "-map", "1", "-map", "1", "-map", "2", "-ac:a:0", "1", "-ac:a:1", "2")
    return make(folder / "film.mkv", *inputs, *maps, *H264, "-c:a", "aac", "-c:s", "srt")


@pytest.mark.parametrize("target", ["mp4", "webm", "avi", "gif", "mpg"])
def test_a_part_is_cut_out(plain: Path, tmp_path: Path, target: str) -> None:
    made = converted(plain, target, tmp_path, trim="0:00.52-0:01.52")
    assert abs(seconds(made) - 1.0) < OFF
    assert decodes(made)


def test_the_part_is_the_right_one(tmp_path: Path) -> None:
    halves = ("-f", "lavfi", "-i", "color=red:d=2:s=64x64", "-f", "lavfi", "-i", "color=blue:d=2:s=64x64")
    source = make(tmp_path / "halves.mp4", *halves, "-filter_complex", "concat", *H264, "-g", "500")
    red, _green, blue = colour(converted(source, "mkv", tmp_path, trim="2.5-"), 30, 30)
    assert blue > red + 150


@pytest.mark.parametrize(("target", "fps"), [("mp4", 10), ("webm", 12), ("avi", 50), ("gif", 5), ("mkv", 1)])
def test_frames_come_as_often_as_asked(plain: Path, tmp_path: Path, target: str, fps: int) -> None:
    made = converted(plain, target, tmp_path, fps=fps)
    assert abs(len(moments(made)) - 3 * fps) <= 2
    assert abs(seconds(made) - 3) < 1


@pytest.mark.parametrize(
    ("target", "asked", "codec"),
    [
        ("mp4", "h265", "hevc"),
        ("mkv", "vp9", "vp9"),
        ("webm", "av1", "av1"),
        ("mp4", "AV1", "av1"),
        ("ts", "h265", "hevc"),
    ],
)
def test_pictures_are_by_the_codec_that_was_asked_for(
    plain: Path, tmp_path: Path, target: str, asked: str, codec: str
) -> None:
    made = converted(plain, target, tmp_path, codec=asked)
    assert codecs(made, "video") == [codec]
    assert decodes(made)


def test_a_codec_that_is_there_is_copied(plain: Path, tmp_path: Path) -> None:
    assert packets(converted(plain, "mp4", tmp_path, codec="h264"), "video") == packets(plain, "video")
    with pytest.raises(OptionError) as caught:
        converted(plain, "webm", tmp_path, codec="h264")
    assert caught.value.args == ("codec", "h264", "vp9|av1")


def test_a_film_is_silent_when_asked(plain: Path, tmp_path: Path) -> None:
    made = converted(plain, "mp4", tmp_path, mute="yes")
    assert streams(made, "audio") == []
    assert packets(made, "video") == packets(plain, "video")
    assert len(streams(converted(plain, "mp4", tmp_path, mute="no"), "audio")) == 1


@pytest.mark.parametrize(("degrees", "corner"), [("90", (110, 10)), ("180", (140, 110)), ("270", (10, 150))])
def test_a_film_is_turned(tmp_path: Path, degrees: str, corner: tuple[int, int]) -> None:
    marked = ("-f", "lavfi", "-i", "color=blue:s=160x120:d=1,drawbox=w=40:h=40:color=red:t=fill")
    made = converted(make(tmp_path / "marked.mp4", *marked, *H264), "mp4", tmp_path, rotate=degrees)
    assert size(made) == ((160, 120) if degrees == "180" else (120, 160))
    red, _green, blue = colour(made, *corner)
    assert red > blue + 150


@pytest.mark.parametrize("target", ["mp4", "gif", "webm"])
def test_a_film_loses_its_colours(tmp_path: Path, target: str) -> None:
    source = make(tmp_path / "red.mp4", "-f", "lavfi", "-i", "color=red:s=80x60:d=0.5", *H264)
    red, green, blue = colour(converted(source, target, tmp_path, grey="yes"), 40, 30)
    assert max(red, green, blue) - min(red, green, blue) <= 8


def test_a_size_is_that_of_the_turned_film(plain: Path, tmp_path: Path) -> None:
    assert size(converted(plain, "mp4", tmp_path, rotate="90", height="80")) == (60, 80)


@pytest.mark.parametrize("target", ["mp4", "gif"])
def test_subtitles_are_drawn_into_the_picture(two_tracks: Path, tmp_path: Path, target: str) -> None:
    made = converted(two_tracks, target, tmp_path, subtitles="burn")
    assert min(colour(made, 80, 60)) > 150
    assert streams(made, "subtitle") == []


def test_subtitles_are_left_out(two_tracks: Path, tmp_path: Path) -> None:
    made = converted(two_tracks, "mkv", tmp_path, subtitles="none")
    assert streams(made, "subtitle") == []
    assert max(colour(made, 80, 60)) < 20


def test_a_film_without_subtitles_has_none_to_draw(plain: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        converted(plain, "mp4", tmp_path, subtitles="burn")
    assert caught.value.args == ("subtitles", "burn", "none")


def test_one_track_of_sound_is_taken(two_tracks: Path, tmp_path: Path) -> None:
    assert [stream["channels"] for stream in streams(converted(two_tracks, "mp4", tmp_path, track=2), "audio")] == [2]
    assert len(streams(converted(two_tracks, "mp4", tmp_path), "audio")) == 2
    with pytest.raises(OptionError):
        converted(two_tracks, "mp4", tmp_path, track=3)


def test_a_silent_film_has_no_tracks(tmp_path: Path) -> None:
    with pytest.raises(NothingToConvertError):
        converted(make(tmp_path / "silent.mkv", *TEST_PICTURE, *H264), "mp4", tmp_path, track=1)


def test_the_sound_of_a_film_is_as_asked(plain: Path, tmp_path: Path) -> None:
    made = converted(plain, "mp4", tmp_path, bitrate="32k", channels="2", rate="24000")
    (sound,) = streams(made, "audio")
    assert (sound["channels"], sound["sample_rate"]) == (2, "24000")
    assert int(sound["bit_rate"]) < 50_000
    assert packets(made, "video") == packets(plain, "video")


@pytest.mark.parametrize("target", ["mp4", "webm", "avi", "mpg", "wmv", "ogv", "gif"])
def test_a_film_fits_under_a_size(tmp_path: Path, target: str) -> None:
    lively = ("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=4,noise=alls=30:allf=t", *TONE)
    source = make(tmp_path / "lively.mkv", *lively, *H264, "-crf", "10", "-c:a", "aac", "-shortest")
    made = converted(source, target, tmp_path, max="120kb")
    assert 40_000 < made.stat().st_size <= 120_000
    assert decodes(made)


def test_what_cannot_be_made_so_small_is_refused(plain: Path, tmp_path: Path) -> None:
    with pytest.raises(DoesNotFitError):
        converted(plain, "mp4", tmp_path, max="2kb")


def test_what_fits_is_copied(plain: Path, tmp_path: Path) -> None:
    assert packets(converted(plain, "mp4", tmp_path, max="5mb"), "video") == packets(plain, "video")
