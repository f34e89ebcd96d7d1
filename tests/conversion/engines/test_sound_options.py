"""What can be asked of sound, heard in what came out."""

import array
import math
import subprocess
from pathlib import Path

import pytest

from conversion import formats, registry
from conversion.errors import DoesNotFitError, OptionError
from conversion.options import Option
from tests.conversion.engines.studio import TONE, make, probed, seconds, streams
from tests.conversion.engines.whole import converted

LOUDER = 6.02  # dB: twice as loud
OFF = 0.3  # seconds
BITRATES = {"mp3": "320", "m4a": "96kbps", "opus": "48", "mp2": "190", "ac3": "320", "ogg": "128", "wma": "64"}
TARGETS = ["mp3", "m4a", "opus", "ogg", "mp2", "ac3", "eac3", "wma", "flac", "wv", "tta", "caf", "voc", "aiff"]


@pytest.fixture(scope="module")
def tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds in stereo."""
    return make(tmp_path_factory.mktemp("tone") / "tone.wav", *TONE, "-ac", "2", "-ar", "44100")


def loudness(path: Path) -> float:
    """Its mean level in dB."""
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", path, "-f", "s16le", "-ac", "1", "-"], check=True, capture_output=True
    ).stdout
    samples = array.array("h", raw)
    return 10 * math.log10(sum(sample * sample for sample in samples) / len(samples))


def kilobits(path: Path) -> float:
    return path.stat().st_size * 8 / seconds(path) / 1000


@pytest.mark.parametrize(("target", "bitrate"), BITRATES.items())
def test_a_bitrate_is_kept_to(tone: Path, tmp_path: Path, target: str, bitrate: str) -> None:
    made = converted(tone, target, tmp_path, bitrate=bitrate)
    wanted = int(bitrate.rstrip("kbps"))
    assert kilobits(made) <= wanted * 1.25 + 4  # an encoder may need less for a tone
    if target in ("mp3", "mp2", "ac3"):
        assert kilobits(made) >= wanted * 0.9


@pytest.mark.parametrize("target", ["mp3", "flac", "wav", "m4a", "ogg"])
def test_samples_and_channels_are_as_asked(tone: Path, tmp_path: Path, target: str) -> None:
    (stream,) = streams(converted(tone, target, tmp_path, rate="22050", channels="1"), "audio")
    assert (stream["sample_rate"], stream["channels"]) == ("22050", 1)


@pytest.mark.parametrize("target", ["mp3", "flac", "opus", "wav"])
def test_a_part_is_cut_out(tone: Path, tmp_path: Path, target: str) -> None:
    assert abs(seconds(converted(tone, target, tmp_path, trim="0:00.5-0:02")) - 1.5) < OFF
    assert abs(seconds(converted(tone, target, tmp_path, trim="2-")) - 1.0) < OFF


def test_the_part_is_the_right_one(tmp_path: Path) -> None:
    source = make(tmp_path / "half.wav", "-f", "lavfi", "-i", "sine=d=4", "-af", "volume=0:enable='lt(t,2)'")
    assert loudness(converted(source, "mp3", tmp_path, trim="2.2-4")) > loudness(source)


def test_speed_shortens_and_keeps_the_pitch(tone: Path, tmp_path: Path) -> None:
    for speed in ("0.5", "3x"):
        made = converted(tone, "mp3", tmp_path, speed=speed)
        assert abs(seconds(made) - 3 / float(speed.rstrip("x"))) < OFF


def test_volume_and_loudness(tone: Path, tmp_path: Path) -> None:
    assert abs(loudness(converted(tone, "wav", tmp_path, volume="200%")) - loudness(tone) - LOUDER) < 0.5
    quiet = converted(tone, "wav", tmp_path, volume="10")
    even = converted(quiet, "flac", tmp_path, normalise="yes")
    assert loudness(even) > loudness(quiet) + LOUDER
    assert streams(even, "audio")[0]["sample_rate"] == "44100"


def test_the_track_that_was_asked_for(tmp_path: Path) -> None:
    two = ("-f", "lavfi", "-i", "sine=d=2", "-f", "lavfi", "-i", "anullsrc=d=2", "-t", "2", "-map", "0", "-map", "1")
    source = make(tmp_path / "two.mka", *two)
    assert loudness(converted(source, "wav", tmp_path, track="1")) > 0
    with pytest.raises(ValueError, match="math domain"):
        loudness(converted(source, "wav", tmp_path, track="2"))
    with pytest.raises(OptionError) as caught:
        converted(source, "wav", tmp_path, track="3")
    assert caught.value.args == ("track", "3", "1…2")


@pytest.mark.parametrize("film", ["mkv", "mp4", "mov"])
def test_each_track_of_a_film_is_within_reach(film: str, tmp_path: Path) -> None:
    sounds = ("-f", "lavfi", "-i", "sine=d=1", "-f", "lavfi", "-i", "sine=d=1,volume=0.1")
    picture = ("-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1")
    mapped = ("-map", "2", "-map", "0", "-map", "1", "-c:v", "libx264", "-c:a", "aac")
    source = make(tmp_path / f"two.{film}", *sounds, *picture, *mapped)
    loud, soft = (loudness(converted(source, "mp3", tmp_path, track=track)) for track in ("1", "2"))
    assert loud - soft == pytest.approx(20, abs=1)


@pytest.mark.parametrize("target", ["mp3", "m4a", "ogg", "opus"])
def test_a_recording_fits_under_a_size(tmp_path: Path, target: str) -> None:
    source = make(tmp_path / "noise.wav", "-f", "lavfi", "-i", "anoisesrc=d=20", "-ac", "2")
    made = converted(source, target, tmp_path, max="150kb")
    assert 75_000 < made.stat().st_size <= 150_000
    assert abs(seconds(made) - 20) < OFF


def test_what_is_small_already_is_not_touched(tone: Path, tmp_path: Path) -> None:
    source = make(tmp_path / "small.mp3", "-i", str(tone))
    assert probed(converted(source, "m4a", tmp_path, max="1mb"))["streams"][0]["codec_name"] == "aac"
    with pytest.raises(DoesNotFitError):
        converted(source, "m4a", tmp_path, max="2kb")


def test_a_part_beyond_the_end_names_the_length(tone: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        converted(tone, "mp3", tmp_path, trim="5-9")
    assert caught.value.args == ("trim", "0:05-0:09", "0:00-0:03")


WAV = formats.named("wav")[0]


@pytest.mark.parametrize("target", TARGETS)
def test_the_ends_of_each_range_work(tone: Path, tmp_path: Path, target: str) -> None:
    for option in registry.options_for(WAV, formats.named(target)[0]):
        if option.name in ("rate", "channels", "bitrate"):
            for value in ends(option):
                converted(tone, target, tmp_path, **{option.name: value})


def ends(option: Option) -> tuple[str, str]:
    """The least and the most that an option takes."""
    words = option.range.split(" ")[0].replace("…", "|").split("|")
    return words[0], words[-1]
