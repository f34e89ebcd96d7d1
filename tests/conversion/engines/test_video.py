"""Films: every pair, what is copied, what is kept, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from conversion.engines.base import Route
from conversion.engines.film import probe
from conversion.engines.film.containers import CONTAINERS
from conversion.engines.video import VideoEngine
from conversion.errors import NothingToConvertError
from tests.conversion.engines import studio

# Every source into one target, every target from one source; all the pairs are in test_routes.
ROUTES = sorted(
    (
        route
        for route in VideoEngine.routes
        if route.source in probe.FILMS
        and route.target.name in CONTAINERS.keys() - {"apng"}  # which does not say how long it lasts
        and (route.source.name == "mp4" or route.target.name == "mkv")
    ),
    key=lambda route: (route.source.name, route.target.name),
)
HEARD = {
    "mkv": "aac mp3 mp2 ac3 vorbis opus pcm_s16le",
    "webm": "opus vorbis",
    "avi": "mp3",
    "mpg": "mp2",
    "vob": "ac3",
    "wmv": "wmav2",
    "asf": "wmav2",
    "ogv": "vorbis",
    "mxf": "pcm_s16le",
}
SHOWN = {
    "mkv": "h264 hevc mpeg4 mpeg2video vp9 theora",
    "webm": "vp9",
    "avi": "mpeg4",
    "mpg": "mpeg2video",
    "vob": "mpeg2video",
    "wmv": "wmv2",
    "asf": "wmv2",
    "ogv": "theora",
    "mxf": "mpeg2video",
    "gif": "gif",
}
SECONDS = {"mxf": 0.3, "gif": 0.8}
SILENT = {"gif", "m2v", "h264", "hevc"}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.source}-{route.target}")
def test_pictures_and_sound_arrive_in_full_length(route: Route, tmp_path: Path) -> None:
    source, target = route.source.name, route.target.name
    output = studio.convert(studio.sample(source), target, tmp_path)
    (shown,) = studio.codecs(output, "video")
    assert shown in SHOWN.get(target, "h264").split()
    if not SILENT & {source, target}:
        (heard,) = studio.codecs(output, "audio")
        assert heard in HEARD.get(target, "aac").split()
    assert studio.decodes(output)
    assert studio.seconds(output) == pytest.approx(SECONDS.get(source, 1.5), abs=0.3)


@pytest.mark.parametrize(
    ("source", "target"),
    [("mkv", "mp4"), ("mkv", "mov"), ("mp4", "mkv"), ("mov", "mp4"), ("m4v", "mp4"), ("webm", "mkv"), ("mpg", "mkv")],
)
def test_what_the_target_takes_is_copied(source: str, target: str, tmp_path: Path) -> None:
    output = studio.convert(studio.sample(source), target, tmp_path)
    for kind in ("video", "audio"):
        assert studio.packets(output, kind) == studio.packets(studio.sample(source), kind)


def test_a_copy_from_a_transport_stream_shows_the_same_pictures(tmp_path: Path) -> None:
    output = studio.convert(studio.sample("ts"), "mp4", tmp_path)
    assert studio.pictures(output) == studio.pictures(studio.sample("ts"))


def test_pictures_are_copied_although_the_sound_is_not(tmp_path: Path) -> None:
    source = studio.film(tmp_path / "film.mkv", "-c:a", "libopus")
    output = studio.convert(source, "mp4", tmp_path)
    assert studio.packets(output, "video") == studio.packets(source, "video")
    assert studio.codecs(output, "audio") == ["aac"]


def test_mp4_begins_with_its_index(tmp_path: Path) -> None:
    for target in ("mp4", "mov"):
        made = studio.convert(studio.sample("mkv"), target, tmp_path).read_bytes()
        assert made.index(b"moov") < made.index(b"mdat")


def test_high_quality_copies_and_low_quality_makes_it_smaller(tmp_path: Path) -> None:
    source = studio.make(tmp_path / "film.mkv", *studio.TEST_PICTURE, *studio.TONE, *studio.H264, "-crf", "5")
    high = studio.convert(source, "mp4", tmp_path, quality="high")
    assert studio.packets(high, "video") == studio.packets(source, "video")
    low = studio.convert(source, "mov", tmp_path, quality="low")
    assert low.stat().st_size < source.stat().st_size / 2


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"height": 60}, (80, 60)),
        ({"width": 100}, (100, 74)),
        ({"width": 100, "height": 30}, (40, 30)),
        ({"height": 240}, (320, 240)),
        ({"height": 120}, (160, 120)),
        ({}, (160, 120)),
    ],
)
def test_it_fits_the_size_that_was_asked(asked: dict[str, Any], expected: tuple[int, int], tmp_path: Path) -> None:
    assert studio.size(studio.convert(studio.sample("mkv"), "mp4", tmp_path, **asked)) == expected


def test_the_size_it_has_already_needs_no_encoding(tmp_path: Path) -> None:
    output = studio.convert(studio.sample("mkv"), "mp4", tmp_path, height=120)
    assert studio.packets(output, "video") == studio.packets(studio.sample("mkv"), "video")


@pytest.mark.parametrize("target", ["mp4", "avi"])
def test_odd_sides_lose_a_line(target: str, tmp_path: Path) -> None:
    odd = (
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=161x121:rate=10:duration=1",
        "-c:v",
        "libvpx-vp9",
        "-deadline",
        "realtime",
    )
    assert studio.size(studio.convert(studio.make(tmp_path / "odd.webm", *odd), target, tmp_path)) == (160, 120)


def test_a_turned_film_stays_upright(tmp_path: Path) -> None:
    halves = ("-f", "lavfi", "-i", "color=red:size=160x120:duration=1,drawbox=w=80:h=120:color=blue:thickness=fill")
    lying = studio.make(tmp_path / "lying.mp4", *halves, *studio.H264)
    turned = studio.make(tmp_path / "turned.mp4", "-i", str(lying), "-c", "copy", "-metadata:s:v:0", "rotate=90")
    mov = studio.convert(turned, "mov", tmp_path)
    assert studio.packets(mov, "video") == studio.packets(turned, "video")
    assert studio.colour(mov, 60, 10) == studio.colour(turned, 60, 10)
    mkv = studio.convert(turned, "mkv", tmp_path)
    assert studio.size(mkv) == (120, 160)
    assert studio.colour(mkv, 60, 10) == pytest.approx(studio.colour(turned, 60, 10), abs=12)
    assert studio.colour(mkv, 60, 10) != pytest.approx(studio.colour(mkv, 60, 150), abs=100)


@pytest.mark.parametrize("target", ["mp4", "webm", "mov"])
@pytest.mark.parametrize(("codec", "grid"), [("libx264", 0.008), ("mpeg4", 0.021)])
def test_irregular_pictures_keep_their_times(codec: str, grid: float, target: str, tmp_path: Path) -> None:
    """The second writes a constant rate into its header that its pictures don't keep."""
    irregular = ("-vf", r"select='not(between(n\,10\,40))*not(mod(n\,3)*gt(n\,50))'", "-fps_mode", "vfr")
    encoded = ("-c:v", codec, "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le")
    source = studio.make(tmp_path / "film.mkv", *studio.TEST_PICTURE, *studio.TONE, *irregular, *encoded)
    output = studio.convert(source, target, tmp_path, quality="low")
    assert studio.moments(output) == pytest.approx(studio.moments(source), abs=grid)
    assert studio.seconds(output) == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("codec", ["libopus", "libmp3lame"])
def test_sound_that_begins_late_stays_late(codec: str, tmp_path: Path) -> None:
    """AVI has no clock to say so: the silence before it must be there."""
    late = (*studio.TEST_PICTURE, "-itsoffset", "1", *studio.TONE, *studio.H264, "-c:a", codec)
    output = studio.convert(studio.make(tmp_path / "late.mkv", *late), "avi", tmp_path)
    (sound,) = studio.streams(output, "audio")
    assert float(sound["duration"]) == pytest.approx(4, abs=0.2)


def test_ten_bits_become_eight_for_h264(tmp_path: Path) -> None:
    deep = studio.make(tmp_path / "deep.mkv", *studio.TEST_PICTURE, "-c:v", "libx264", "-pix_fmt", "yuv420p10le")
    (stream,) = studio.streams(studio.convert(deep, "mp4", tmp_path), "video")
    assert (stream["codec_name"], stream["pix_fmt"]) == ("h264", "yuv420p")


def test_high_dynamic_range_is_mapped_where_it_is_encoded_and_kept_where_it_is_copied(tmp_path: Path) -> None:
    colours = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    options = ("-c:v", "libx265", "-pix_fmt", "yuv420p10le", "-x265-params", f"log-level=error:{colours}", "-t", "1")
    source = studio.make(tmp_path / "hdr.mkv", *studio.TEST_PICTURE, *options)
    (copied,) = studio.streams(studio.convert(source, "mp4", tmp_path), "video")
    assert (copied["codec_tag_string"], copied["color_transfer"]) == ("hvc1", "smpte2084")
    (encoded,) = studio.streams(studio.convert(source, "mov", tmp_path, quality="low"), "video")
    assert (encoded["pix_fmt"], encoded["color_transfer"]) == ("yuv420p", "bt709")


@pytest.mark.parametrize("target", ["webm", "mkv", "mov"])
def test_what_the_colours_mean_stays_said_where_they_are_encoded_anew(target: str, tmp_path: Path) -> None:
    names = ("color_primaries", "color_transfer", "color_space")
    meant = "setparams=color_primaries=smpte170m:color_trc=smpte170m:colorspace=smpte170m"
    told = ("-color_primaries", "smpte170m", "-color_trc", "smpte170m", "-colorspace", "smpte170m")
    source = studio.film(tmp_path / "film.mp4", "-vf", meant, *told)
    [picture] = studio.streams(studio.convert(source, target, tmp_path, quality="low"), "video")
    assert [picture[name] for name in names] == ["smpte170m"] * 3


def test_pictures_stored_out_of_order_without_times_are_shown_in_order(tmp_path: Path) -> None:
    brighter = ("-f", "lavfi", "-i", "color=black:size=64x64:rate=25:duration=2,geq=lum='5*N':cb=128:cr=128")
    source = studio.make(tmp_path / "b.avi", *brighter, "-c:v", "libx264", "-bf", "2", "-pix_fmt", "yuv420p")
    for target in ("mp4", "mkv"):
        seen = studio.greys(studio.convert(source, target, tmp_path))
        assert seen == sorted(seen)


def chaptered(path: Path, tmp_path: Path) -> Path:
    """A film with two tracks of sound, subtitles, chapters and a title, all in Russian but the second sound."""
    (tmp_path / "s.srt").write_text("1\n00:00:00,200 --> 00:00:01,200\nПривет\n", encoding="utf-8")
    chapters = "".join(
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={number}000\nEND={number + 1}000\ntitle=Глава {number}\n"
        for number in (0, 1)
    )
    (tmp_path / "about").write_text(f";FFMETADATA1\ntitle=Фильм\n{chapters}", encoding="utf-8")
    inputs = ("-i", str(tmp_path / "s.srt"), "-f", "ffmetadata", "-i", str(tmp_path / "about"))
    mapped = ("-map", "0", "-map", "1", "-map", "1", "-map", "2", "-map_metadata", "3")
    languages = (
        "-metadata:s:a:0",
        "language=rus",
        "-metadata:s:a:1",
        "language=eng",
        "-metadata:s:s:0",
        "language=rus",
    )
    sound = ("-c:a", "aac", "-c:s", "srt")
    return studio.make(path, *studio.TEST_PICTURE, *studio.TONE, *inputs, *mapped, *languages, *studio.H264, *sound)


@pytest.mark.parametrize(("target", "subtitle"), [("mp4", "mov_text"), ("mov", "mov_text"), ("webm", "webvtt")])
def test_all_tracks_tags_and_chapters_come_along(target: str, subtitle: str, tmp_path: Path) -> None:
    output = studio.convert(chaptered(tmp_path / "film.mkv", tmp_path), target, tmp_path)
    assert [stream["tags"]["language"] for stream in studio.streams(output, "audio")] == ["rus", "eng"]
    (found,) = studio.streams(output, "subtitle")
    assert (found["codec_name"], found["tags"]["language"]) == (subtitle, "rus")
    assert studio.tags(output)["title"] == "Фильм"
    assert [chapter["tags"]["title"] for chapter in studio.probed(output)["chapters"]] == ["Глава 0", "Глава 1"]


def test_subtitles_of_mp4_become_those_of_matroska(tmp_path: Path) -> None:
    first = studio.convert(chaptered(tmp_path / "film.mkv", tmp_path), "mp4", tmp_path)
    output = studio.convert(first, "mkv", tmp_path)
    assert studio.codecs(output, "subtitle") == ["subrip"]
    assert studio.codecs(output, "audio") == ["aac", "aac"]
    assert studio.tags(output)["title"] == "Фильм"
    assert "major_brand" not in studio.tags(output)


def test_a_cover_is_not_the_film(tmp_path: Path) -> None:
    cover = studio.make(tmp_path / "cover.jpg", "-f", "lavfi", "-i", "color=red:size=10x12", "-frames:v", "1")
    kept = ("-map", "0", "-map", "1", "-c", "copy", "-disposition:v:0", "attached_pic")
    source = studio.make(tmp_path / "film.mp4", "-i", str(cover), "-i", str(studio.sample("mp4")), *kept)
    assert studio.streams(source, "cover")
    assert studio.size(studio.convert(source, "mkv", tmp_path)) == (160, 120)


@pytest.mark.parametrize("targets", [("mkv",), ("m4v",), ("mkv", "mp4")])
def test_a_films_cover_comes_along(targets: tuple[str, ...], tmp_path: Path) -> None:
    both = ("-i", str(studio.sample("mp4")), "-i", str(studio.sample("jpg")), "-map", "0", "-map", "1")
    path = studio.make(tmp_path / "film.mp4", *both, "-c", "copy", "-disposition:v:1", "attached_pic")
    for target in targets:
        path = studio.convert(path, target, tmp_path)
    assert [stream["codec_name"] for stream in studio.streams(path, "cover")] == ["mjpeg"]
    assert len(studio.streams(path, "video")) == 1
    assert studio.size(path) == (160, 120)


def test_a_film_without_sound_converts(tmp_path: Path) -> None:
    source = studio.make(tmp_path / "mute.mp4", *studio.TEST_PICTURE, *studio.H264)
    assert studio.seconds(studio.convert(source, "webm", tmp_path)) == pytest.approx(3, abs=0.1)


def test_a_film_without_pictures_has_nothing_to_convert(tmp_path: Path) -> None:
    source = studio.make(tmp_path / "heard.mp4", *studio.TONE)
    with pytest.raises(NothingToConvertError):
        studio.convert(source, "mkv", tmp_path)
