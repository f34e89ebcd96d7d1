"""Rare film and sound: the tone and the pictures that went in come out."""

import subprocess
from pathlib import Path

import pytest

from conversion import detection, formats
from conversion.engines.film import probe
from conversion.engines.film.recordings import RARE_TARGETS, USUAL_TARGETS
from conversion.errors import DamagedFileError
from tests.conversion.engines import desk, studio

PITCHED = [row.name for row in probe.RARE_RECORDINGS if row.name != "ape"]  # which is a second of silence
SHORT = {"dsf": 0.1, "dff": 0.1, "mlp": 1.0, "thd": 1.0, "aptx": 1.0}


@pytest.mark.parametrize("source", PITCHED)
def test_a_rare_recording_sounds_as_it_did(source: str, tmp_path: Path) -> None:
    """A 440 Hz tone crosses zero 880 times a second."""
    output = studio.convert(studio.sample(source), "wav", tmp_path)
    assert studio.crossings(output) == pytest.approx(880, rel=0.1)
    assert studio.seconds(output) == pytest.approx(SHORT.get(source, 1.45), abs=0.15)


@pytest.mark.parametrize("target", sorted({**RARE_TARGETS, **USUAL_TARGETS}))
def test_a_recording_sounds_the_same_as_a_rare_one(target: str, tmp_path: Path) -> None:
    loud = ("-f", "lavfi", "-i", "sine=frequency=440:duration=1.5", "-af", "volume=4")
    rare = studio.convert(studio.make(tmp_path / "loud.wav", *loud), target, tmp_path)
    assert detection.detect(rare, target) == target
    again = studio.make(tmp_path / "again.wav", *guarded(target), "-i", str(rare))
    assert studio.crossings(again) == pytest.approx(880, rel=0.1)
    assert studio.seconds(again) == pytest.approx(1.5, abs=0.15)


def guarded(name: str) -> list[str]:
    """How ffmpeg is told what a file without a mark is."""
    options = probe.guards(studio.named(name))
    return [word for option, value in options.items() for word in (f"-{option}", value)]


def test_single_bits_become_deep_samples_at_a_usual_rate(tmp_path: Path) -> None:
    (stream,) = studio.streams(studio.convert(studio.sample("dsf"), "flac", tmp_path))
    assert (stream["sample_rate"], stream["bits_per_raw_sample"]) == ("88200", "24")


def test_an_audio_book_keeps_its_name_chapters_and_cover(tmp_path: Path) -> None:
    book = tmp_path / "book.m4a"
    told = tmp_path / "chapters"
    told.write_text(";FFMETADATA1\ntitle=Книга\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=1\ntitle=Глава\n")
    cover = studio.make(tmp_path / "cover.png", "-f", "lavfi", "-i", "color=red:size=64x64", "-frames:v", "1")
    covered = ("-i", str(cover), "-map", "0", "-map", "2", "-c:v", "copy", "-disposition:v", "attached_pic")
    studio.make(book, *studio.TONE, "-i", str(told), *covered, "-map_metadata", "1", "-c:a", "aac")
    output = studio.convert(book, "m4b", tmp_path)
    assert output.read_bytes()[8:12] == b"M4B "
    assert studio.tags(output)["title"] == "Книга"
    assert [chapter["tags"]["title"] for chapter in studio.probed(output)["chapters"]] == ["Глава"]
    assert studio.codecs(output, "cover") == ["png"]


def test_notes_are_played(tmp_path: Path) -> None:
    output = desk.converted(desk.sample("mid"), "wav", tmp_path)
    assert studio.crossings(output) > 600
    assert studio.seconds(output) > 1


def test_notes_that_break_off_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "cut.mid"
    source.write_bytes(desk.sample("mid").read_bytes()[:18])
    with pytest.raises(DamagedFileError):
        desk.converted(source, "wav", tmp_path)


@pytest.mark.parametrize("source", ["webp", "gif"])
def test_a_picture_that_moves_becomes_a_film(source: str, tmp_path: Path) -> None:
    film = studio.film(tmp_path / "film.mp4", "-t", "1")
    moving = desk.converted(film, source, tmp_path)
    again = desk.converted(moving, "mp4", tmp_path)
    assert studio.seconds(again) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("rate", [10, 30])
@pytest.mark.parametrize("target", ["mjpeg", "h264", "hevc", "m2v", "obu"])
def test_pictures_without_a_container_last_as_long(target: str, rate: int, tmp_path: Path) -> None:
    film = studio.make(tmp_path / "film.mp4", "-f", "lavfi", "-i", f"testsrc2=size=64x48:rate={rate}:duration=1")
    bare = studio.convert(film, target, tmp_path)
    asked = ("-count_frames", "-show_entries", "stream=nb_read_frames,avg_frame_rate", "-of", "csv=p=0")
    said = subprocess.run(("ffprobe", "-v", "error", *asked, bare), check=True, capture_output=True, text=True).stdout
    shown, count = said.strip().split(",")[:2]
    above, below = (25, 1) if shown == "0/0" else map(int, shown.split("/"))
    assert int(count) * below / above == pytest.approx(1, abs=0.15)


def test_a_text_is_no_telephone_call(tmp_path: Path) -> None:
    text = tmp_path / "text.ul"
    text.write_bytes("Съешь же ещё этих мягких французских булок, да выпей чаю.\n".encode("cp1251") * 20)
    assert detection.detect(text, "ul") == "txt"
    assert formats.from_filename("call.ulaw") == studio.named("ul")
