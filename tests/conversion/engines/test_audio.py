"""Recordings and the sound of films: every pair, tags and covers, what is copied, what is refused."""

import struct
from pathlib import Path

import pytest

from conversion.engines.audio import SOURCES, AudioEngine
from conversion.engines.base import Route
from conversion.engines.film.recordings import TARGETS
from conversion.errors import NothingToConvertError
from tests.conversion.engines import studio

# Every source into one target, every target from one source; all the pairs are in test_routes.
ROUTES = sorted(
    (
        route
        for route in AudioEngine.routes
        if route.source in SOURCES
        and route.target.name in TARGETS
        and (route.source.name == "mp4" or route.target.name == "flac")
    ),
    key=lambda route: (route.source.name, route.target.name),
)
CODECS = {
    "mp3": "mp3",
    "m4a": "aac",
    "ogg": "vorbis",
    "opus": "opus",
    "flac": "flac",
    "wav": "pcm_s16le",
    "aiff": "pcm_s16be",
    "aac": "aac",
    "wma": "wmav2",
    "amr": "amr_nb",
    "mka": "aac",
    "ac3": "ac3",
    "eac3": "eac3",
    "mp2": "mp2",
    "caf": "pcm_s16le",
    "au": "pcm_s16be",
    "w64": "pcm_s16le",
    "wv": "wavpack",
    "tta": "tta",
    "voc": "pcm_s16le",
    "gsm": "gsm",
    "spx": "speex",
}
# Formats without a place for a title, or one that ffmpeg does not read, or whose samples have none
UNTAGGED = {
    *("m4b", "m4r", "weba"),
    *("3gp", "3g2", "f4v", "mpg", "vob", "ts", "mxf"),
    *("aac", "amr", "ac3", "eac3", "dts", "mp2", "w64", "voc", "gsm"),
}
RED = (254, 0, 0)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.source}-{route.target}")
def test_the_sound_arrives_in_full_length_under_its_title(route: Route, tmp_path: Path) -> None:
    source = studio.sample(route.source.name)
    output = studio.convert(source, route.target.name, tmp_path)
    assert [stream["codec_name"] for stream in studio.streams(output)] == [CODECS[route.target.name]]
    assert studio.decodes(output)
    assert studio.seconds(output) == pytest.approx(0.3 if route.source.name == "mxf" else 1.5, abs=0.3)
    if not UNTAGGED & {route.source.name, route.target.name}:
        assert studio.tags(output)["title"] == "Проба"


def test_it_is_the_same_tone(tmp_path: Path) -> None:
    """A 440 Hz tone crosses zero 880 times a second."""
    for target in CODECS:
        assert studio.crossings(studio.convert(studio.sample("mp4"), target, tmp_path)) == pytest.approx(880, rel=0.05)


@pytest.mark.parametrize(
    ("source", "target"),
    [("mp4", "m4a"), ("mov", "m4a"), ("mkv", "m4a"), ("avi", "mp3"), ("webm", "opus"), ("ogv", "ogg"), ("flv", "mp3")],
)
def test_the_sound_is_copied_where_the_target_takes_it(source: str, target: str, tmp_path: Path) -> None:
    for asked in ({}, {"quality": "high"}):
        folder = tmp_path / str(len(asked))
        folder.mkdir()
        output = studio.convert(studio.sample(source), target, folder, None, **asked)
        assert studio.packets(output, "audio")[:20] == studio.packets(studio.sample(source), "audio")[:20]


def test_quality_decides_the_size(tmp_path: Path) -> None:
    noise = ("-f", "lavfi", "-i", "anoisesrc=duration=3:sample_rate=44100", "-ac", "2")
    source = studio.make(tmp_path / "noise.wav", *noise)
    for target in ("mp3", "m4a", "ogg", "opus"):
        made = {}
        for quality in ("low", "medium", "high"):
            folder = tmp_path / target / quality
            folder.mkdir(parents=True)
            made[quality] = studio.convert(source, target, folder, quality=quality).stat().st_size
        assert made["low"] < made["medium"] < made["high"]


def test_low_quality_is_not_copied(tmp_path: Path) -> None:
    source = studio.film(tmp_path / "film.mp4", "-c:a", "aac", "-b:a", "320k")
    assert studio.packets(studio.convert(source, "m4a", tmp_path, quality="low"), "audio") != studio.packets(
        source, "audio"
    )


@pytest.fixture(scope="module")
def cover(tmp_path_factory: pytest.TempPathFactory) -> Path:
    red = ("-f", "lavfi", "-i", "color=red:size=100x100", "-frames:v", "1")
    return studio.make(tmp_path_factory.mktemp("cover") / "cover.png", *red)


def covered(path: Path, cover: Path, *options: str) -> Path:
    """A recording with a front cover."""
    picture = ("-i", str(cover), "-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic")
    return studio.make(path, *studio.TONE, *picture, *options)


@pytest.mark.parametrize("target", ["m4a", "flac", "ogg", "opus", "aiff"])
def test_a_cover_and_russian_tags_come_along(target: str, cover: Path, tmp_path: Path) -> None:
    named = ("-metadata", "title=Подмосковные вечера", "-metadata", "artist=Хор", "-id3v2_version", "3")
    source = covered(tmp_path / "song.mp3", cover, *named)
    first = studio.convert(source, target, tmp_path)
    again = studio.convert(first, "mp3", tmp_path)
    for output in (first, again):
        assert len(studio.streams(output, "audio")) == len(studio.streams(output, "cover")) == 1
        assert studio.colour(output, 50, 50) == pytest.approx(RED, abs=3)
        assert studio.tags(output)["title"] == "Подмосковные вечера"
        assert studio.tags(output)["artist"] == "Хор"


def test_a_recording_with_a_cover_becomes_a_recording_without_where_there_is_no_place(
    cover: Path, tmp_path: Path
) -> None:
    output = studio.convert(covered(tmp_path / "song.flac", cover), "wav", tmp_path)
    assert [stream["codec_type"] for stream in studio.streams(output)] == ["audio"]


def test_a_cover_too_big_for_a_tag_becomes_smaller(tmp_path: Path) -> None:
    noise = ("-f", "lavfi", "-i", "color=red:size=1200x900,noise=alls=40", "-frames:v", "1")
    big = studio.make(tmp_path / "big.png", *noise)
    assert big.stat().st_size > 1_000_000
    output = studio.convert(covered(tmp_path / "song.flac", big), "opus", tmp_path)
    (found,) = studio.streams(output, "cover")
    assert (found["codec_name"], found["width"], found["height"]) == ("mjpeg", 500, 375)


def test_a_picture_in_a_recording_is_its_cover_although_nothing_says_so(tmp_path: Path) -> None:
    picture = ("-f", "lavfi", "-i", "color=red:size=64x64:rate=1:duration=1", "-c:v", "mjpeg", "-f", "mp4")
    source = studio.make(tmp_path / "song.m4a", *studio.TONE, *picture)
    assert studio.streams(source, "video")
    output = studio.convert(source, "mp3", tmp_path)
    assert [stream["codec_type"] for stream in studio.streams(output)] == ["audio", "cover"]


@pytest.mark.parametrize("target", ["mp3", "m4a", "ogg", "opus", "flac"])
def test_chapters_come_along(target: str, tmp_path: Path) -> None:
    chapter = "[CHAPTER]\nTIMEBASE=1/1000\nSTART={0}\nEND={1}\ntitle=Глава\n"
    (tmp_path / "about").write_text(";FFMETADATA1\n" + chapter.format(0, 1000) + chapter.format(1000, 3000))
    about = ("-f", "ffmetadata", "-i", str(tmp_path / "about"), "-map_metadata", "1")
    source = studio.make(tmp_path / "book.mka", *studio.TONE, *about, "-c:a", "pcm_s16le").rename(tmp_path / "book.mkv")
    found = studio.probed(studio.convert(source, target, tmp_path))["chapters"]
    assert [(float(each["start_time"]), each["tags"]["title"]) for each in found] == [(0, "Глава"), (1, "Глава")]


def test_deep_samples_stay_deep_and_others_do_not_grow(tmp_path: Path) -> None:
    deep = studio.make(tmp_path / "deep.flac", *studio.TONE, "-sample_fmt", "s32", "-bits_per_raw_sample", "24")
    assert studio.codecs(studio.convert(deep, "wav", tmp_path), "audio") == ["pcm_s24le"]
    assert studio.codecs(studio.convert(deep, "aiff", tmp_path), "audio") == ["pcm_s24be"]
    (plain,) = studio.streams(studio.convert(studio.sample("mp3"), "flac", tmp_path), "audio")
    assert plain["sample_fmt"] == "s16"


@pytest.mark.parametrize(("target", "channels"), [("mp3", 2), ("m4a", 6), ("ogg", 6), ("opus", 6), ("flac", 6)])
def test_surround_sound_is_taken_as_far_as_the_target_goes(target: str, channels: int, tmp_path: Path) -> None:
    six = ("-af", "pan=5.1(side)|" + "|".join(f"c{number}=c0" for number in range(6)), "-c:a", "ac3")
    source = studio.make(tmp_path / "six.mkv", *studio.TONE, *six)
    (stream,) = studio.streams(studio.convert(source, target, tmp_path), "audio")
    assert stream["channels"] == channels


def test_the_track_marked_as_default_is_taken(tmp_path: Path) -> None:
    other = ("-f", "lavfi", "-i", "sine=frequency=880:duration=3", "-map", "0", "-map", "1")
    marked = ("-disposition:a:0", "0", "-disposition:a:1", "default", "-c:a", "pcm_s16le")
    source = studio.make(tmp_path / "two.mkv", *studio.TONE, *other, *marked)
    assert studio.crossings(studio.convert(source, "wav", tmp_path)) == pytest.approx(1760, rel=0.05)


def test_a_silent_film_has_no_sound_to_convert(tmp_path: Path) -> None:
    mute = studio.make(tmp_path / "mute.mp4", *studio.TEST_PICTURE, *studio.H264)
    with pytest.raises(NothingToConvertError):
        studio.convert(mute, "mp3", tmp_path)


def id3(title: bytes) -> bytes:
    """The tag of an old recording: its letters are declared Western, whatever they are."""
    frame = b"TIT2" + struct.pack(">IH", len(title) + 1, 0) + b"\0" + title
    return b"ID3\3\0\0" + bytes([0, 0, len(frame) >> 7, len(frame) & 127]) + frame


@pytest.mark.parametrize(("title", "encoding"), [("Подмосковные вечера", "cp1251"), ("Été à Noël", "latin-1")])
@pytest.mark.parametrize("target", ["m4a", "ogg", "flac"])
def test_eight_bit_letters_are_read_rightly(title: str, encoding: str, target: str, tmp_path: Path) -> None:
    plain = studio.make(tmp_path / "plain.mp3", *studio.TONE, "-write_id3v2", "0", "-id3v2_version", "0")
    source = tmp_path / "song.mp3"
    source.write_bytes(id3(title.encode(encoding)) + plain.read_bytes())
    assert studio.tags(studio.convert(source, target, tmp_path))["title"] == title


def test_undeclared_eight_bit_letters_are_read_rightly(tmp_path: Path) -> None:
    plain = studio.make(tmp_path / "plain.mp3", *studio.TONE, "-write_id3v2", "0", "-id3v2_version", "0")
    source = tmp_path / "song.mp3"
    names = "Подмосковные вечера".encode("cp1251").ljust(30, b"\0") + "Хор".encode("cp1251").ljust(30, b"\0")
    source.write_bytes(plain.read_bytes() + b"TAG" + names + bytes(65))
    tags = studio.tags(studio.convert(source, "flac", tmp_path))
    assert (tags["title"], tags["artist"]) == ("Подмосковные вечера", "Хор")
