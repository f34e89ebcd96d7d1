"""Films and recordings that are broken, cut off, locked, or something else than they say."""

import struct
from pathlib import Path

import pytest

from conversion.errors import DamagedFileError, TooLargeError
from tests.conversion.engines import studio

# Texts that some demuxer follows to the film beside them, and one that none does.
LIARS = {
    "playlist": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\nother.ts\n#EXT-X-ENDLIST\n",
    "list": "ffconcat version 1.0\nfile other.ts\n",
    "session": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n",
    "letter": "Just a letter.\n" * 500,
}


@pytest.fixture(scope="module")
def other_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return studio.film(tmp_path_factory.mktemp("other") / "other.ts", "-c:a", "aac", "-t", "1")


@pytest.mark.parametrize("extension", ["mp4", "mkv", "avi", "ts", "mpg", "mp3", "wav", "ogg", "gif"])
@pytest.mark.parametrize("text", LIARS.values(), ids=LIARS)
def test_a_text_under_another_name_is_refused(extension: str, text: str, other_film: Path, tmp_path: Path) -> None:
    (tmp_path / "other.ts").write_bytes(other_film.read_bytes())
    source = tmp_path / f"liar.{extension}"
    source.write_text(text)
    target = {"mp3": "wav", "wav": "mp3", "ogg": "mp3", "mkv": "mp4"}.get(extension, "mkv")
    with pytest.raises(DamagedFileError):
        studio.convert(source, target, tmp_path)
    assert not list(tmp_path.glob("*made*"))


def test_an_alias_inside_a_film_is_not_followed(tmp_path: Path) -> None:
    """QuickTime films can name another file as the place of their pictures."""
    other = studio.make(tmp_path / "other.mov", *studio.TEST_PICTURE, *studio.H264)
    film = other.read_bytes()
    own = b"\x00\x00\x00\x0curl \x00\x00\x00\x01"
    path = str(other).encode()
    place = struct.pack(">I4sI", 12 + len(path) + 1, b"url ", 0) + path + b"\x00"
    assert film.count(own) == 1
    mdat = film.index(b"mdat")
    moov = film[film.index(b"moov") - 4 :]
    grown = _grown(moov.replace(own, place), (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"), len(place) - 12)
    source = tmp_path / "alias.mov"
    source.write_bytes(film[: mdat + 4] + bytes(len(film[mdat + 4 :]) - len(moov)) + grown)
    with pytest.raises(DamagedFileError):
        studio.convert(source, "mkv", tmp_path, quality="low")


def _grown(film: bytes, boxes: tuple[bytes, ...], by: int) -> bytes:
    """The boxes made larger by some bytes, in their headers."""
    for box in boxes:
        at = film.index(box) - 4
        film = film[:at] + struct.pack(">I", struct.unpack(">I", film[at : at + 4])[0] + by) + film[at + 4 :]
    return film


@pytest.mark.parametrize(
    ("source", "target"),
    [("mp4", "mkv"), ("mkv", "mp4"), ("avi", "mp4"), ("ts", "mp4"), ("wmv", "mkv"), ("flv", "mp4")],
)
def test_a_film_that_is_cut_off_converts_as_far_as_it_goes(source: str, target: str, tmp_path: Path) -> None:
    whole = studio.sample(source).read_bytes()
    cut = tmp_path / f"cut.{source}"
    cut.write_bytes(whole[: len(whole) * 7 // 10])
    output = studio.convert(cut, target, tmp_path)
    assert len(studio.moments(output)) > 5
    assert 0.5 < studio.seconds(output) < 1.4


@pytest.mark.parametrize("source", ["mp3", "wav", "aac", "amr", "wma"])
def test_a_recording_that_is_cut_off_converts_as_far_as_it_goes(source: str, tmp_path: Path) -> None:
    whole = studio.sample(source).read_bytes()
    cut = tmp_path / f"cut.{source}"
    cut.write_bytes(whole[: len(whole) * 7 // 10])
    assert 0.5 < studio.seconds(studio.convert(cut, "m4a", tmp_path)) < 1.4


@pytest.mark.parametrize("source", ["mp4", "mkv", "mov", "avi", "ogg", "flac", "m4a", "gif"])
def test_a_file_of_which_only_the_beginning_is_there_is_damaged(source: str, tmp_path: Path) -> None:
    cut = tmp_path / f"cut.{source}"
    cut.write_bytes(studio.sample(source).read_bytes()[:300])
    with pytest.raises(DamagedFileError):
        studio.convert(cut, "mp4" if source in ("mkv", "gif") else "mp3", tmp_path)


def test_a_film_whose_pictures_are_rubbish_is_damaged_although_its_sound_is_whole(tmp_path: Path) -> None:
    """ffmpeg would end well, with a film in which there is nothing to see."""
    film = bytearray(studio.sample("avi").read_bytes())
    at = film.index(b"movi") + 4
    while (chunk := bytes(film[at : at + 4])) in (b"00dc", b"01wb"):
        length = struct.unpack("<I", film[at + 4 : at + 8])[0]
        if chunk == b"00dc":
            film[at + 8 : at + 8 + length] = bytes(length)
        at += 8 + length + length % 2
    source = tmp_path / "rubbish.avi"
    source.write_bytes(film)
    with pytest.raises(DamagedFileError):
        studio.convert(source, "mp4", tmp_path)


def test_a_header_that_claims_eleven_days_is_not_believed(tmp_path: Path) -> None:
    film = studio.sample("mkv").read_bytes()
    duration = b"\x44\x89\x88"
    at = film.index(duration) + len(duration)
    source = tmp_path / "long.mkv"
    source.write_bytes(film[:at] + struct.pack(">d", 1e9) + film[at + 8 :])
    output = studio.convert(source, "mp4", tmp_path)
    assert studio.seconds(output) == pytest.approx(1.5, abs=0.1)


def test_a_recording_behind_rubbish_is_no_other_format(tmp_path: Path) -> None:
    source = tmp_path / "behind.mp3"
    source.write_bytes(bytes(range(60)) * 20 + studio.sample("mp3").read_bytes())
    assert studio.seconds(studio.convert(source, "wav", tmp_path)) == pytest.approx(1.5, abs=0.2)


def test_a_locked_film_is_refused(tmp_path: Path) -> None:
    locked = ("-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "0" * 32, "-encryption_kid", "1" * 32)
    source = studio.make(tmp_path / "locked.mp4", "-i", str(studio.sample("mp4")), "-c", "copy", *locked)
    for target in ("mkv", "m4a"):
        with pytest.raises(DamagedFileError):
            studio.convert(source, target, tmp_path)


def test_pictures_of_too_many_pixels_are_refused(tmp_path: Path) -> None:
    huge = (
        "-f",
        "lavfi",
        "-i",
        "color=black:size=16000x9000:rate=1:duration=1",
        "-c:v",
        "mjpeg",
        "-pix_fmt",
        "yuvj420p",
    )
    source = studio.make(tmp_path / "huge.mkv", *huge)
    with pytest.raises(TooLargeError):
        studio.convert(source, "mp4", tmp_path)


def test_progress_is_told(tmp_path: Path) -> None:
    slow = ("-f", "lavfi", "-i", "testsrc2=size=640x480:rate=25:duration=8", "-c:v", "mpeg4")
    diary = studio.Diary()
    studio.convert(studio.make(tmp_path / "film.avi", *slow), "mp4", tmp_path, diary, quality="high")
    assert diary.told == sorted(diary.told)
    assert any(0 < fraction < 1 for fraction in diary.told)


def test_a_rate_that_no_sound_has_is_damage(tmp_path: Path) -> None:
    wave = bytearray(studio.sample("wav").read_bytes())
    wave[24:28] = b"\xff\xff\xff\x7f"
    source = tmp_path / "fast.wav"
    source.write_bytes(wave)
    for target in ("mp3", "flac"):
        with pytest.raises(DamagedFileError):
            studio.convert(source, target, tmp_path)
