"""Subtitles: what is said, when, how it looks, in whatever encoding."""

import subprocess
from pathlib import Path

import pytest
from pysubs2 import SSAFile

from conversion import detection
from conversion.contents import text
from conversion.engines.subtitles import SUBTITLES, convert_subtitles
from conversion.engines.subtitling import marks, reading
from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines.desk import routes, sample

SAID = [
    (1000, 3500, "Where are you going? — Куда ты идёшь?"),
    (4000, 6250, "Съешь же ещё этих мягких французских булок, да выпей чаю."),
    (62300, 65000, "The end & goodbye"),
]
ROUGHLY = 60  # ms: MPL2 counts tenths of a second, MicroDVD frames
# Closed captions, which have few letters, have tests of their own.
PAIRS = [(route.source.name, route.target.name) for route in routes("subtitles") if route.target.name != "scc"]
# What can't hold it. MicroDVD and MPL2 know whole rows in italics; each sample has some.
PLAIN = ("lrc", "sbv")
NO_BOLD = (*PLAIN, "mpl", "sub", "txt")


def converted(source: Path, name: str, target: str, folder: Path) -> Path:
    output = folder / f"output.{target}"
    convert_subtitles(source, name, output, target)
    return output


def read(path: Path, name: str) -> SSAFile:
    return reading.read(text.read(path), name)


def said(lines: SSAFile) -> list[tuple[int, int, str]]:
    found = [line for line in lines.get_text_events() if line.plaintext.strip()]
    return [(line.start, line.end, " ".join(line.plaintext.split())) for line in found]


def assert_same(lines: list[tuple[int, int, str]]) -> None:
    assert [words for _start, _end, words in lines] == [words for _start, _end, words in SAID]
    for found, expected in zip(lines, SAID, strict=True):
        assert abs(found[0] - expected[0]) <= ROUGHLY
        assert abs(found[1] - expected[1]) <= ROUGHLY


@pytest.mark.parametrize("name", [row.name for row in SUBTITLES])
def test_a_sample_says_what_all_say(name: str) -> None:
    assert_same(said(read(sample(name), name)))


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_every_pair_keeps_what_is_said_and_when(source: str, target: str, tmp_path: Path) -> None:
    output = converted(sample(source), source, target, tmp_path)
    assert detection.detect(output, target) == target
    if target == "txt":
        assert " ".join(output.read_text().split()) == " ".join(words for _start, _end, words in SAID)
    else:
        assert_same(said(read(output, target)))


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_italic_and_bold_words_stay_so(source: str, target: str, tmp_path: Path) -> None:
    first = read(converted(sample(source), source, target, tmp_path), target) if target != "txt" else SSAFile()
    looks = [{run.words.strip(): run.marks for run in marks.runs(first, line)} for line in marks.spoken(first)]
    if source not in PLAIN and target not in (*PLAIN, "txt"):
        assert all("i" in look for words, look in looks[0].items() if "Where" in words)
    if source not in NO_BOLD and target not in NO_BOLD:
        assert looks[1]["мягких"] == ("b",)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", ["srt", "ass", "sub", "smi", "lrc"])
def test_russian_is_read_in_any_encoding(name: str, encoding: str, tmp_path: Path) -> None:
    source = tmp_path / f"source.{name}"
    content = sample(name).read_text().replace("—", "-")
    source.write_bytes(content.encode(encoding, errors="replace"))
    assert detection.detect(source, name) == name
    output = converted(source, name, "srt", tmp_path).read_text()
    assert "Куда ты идёшь?" in output
    assert "мягких" in output


@pytest.mark.parametrize("name", ["srt", "vtt", "ass", "smi", "sub", "mpl"])
def test_ffmpeg_reads_what_is_written(name: str, tmp_path: Path) -> None:
    source = "ssa" if name == "ass" else "ass"
    output = converted(sample(source), source, name, tmp_path)
    output = output.rename(output.with_suffix(".txt" if name == "mpl" else f".{name}"))
    command = ["ffmpeg", "-v", "error", *(["-f", "mpl2"] if name == "mpl" else []), "-i", str(output)]
    played = subprocess.run([*command, "-f", "srt", "-"], check=True, capture_output=True, text=True).stdout
    assert "Куда ты идёшь?" in played
    assert "goodbye" in played


@pytest.mark.parametrize("name", [row.name for row in SUBTITLES if row.name != "txt"])
def test_a_text_without_lines_is_refused(name: str, tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text("<tt/>" if name == "ttml" else "nothing of the sort\n")
    with pytest.raises((NothingToConvertError, DamagedFileError)):
        converted(source, name, "vtt" if name == "srt" else "srt", tmp_path)


def test_entities_of_timed_text_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "source.ttml"
    source.write_text('<!DOCTYPE tt [<!ENTITY a "aa">]><tt><body><p begin="0s" end="1s">&a;</p></body></tt>')
    with pytest.raises(DamagedFileError):
        converted(source, "ttml", "srt", tmp_path)


def test_the_words_of_a_song_by_apple_are_timed_from_its_beginning() -> None:
    song = (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:i="http://music.apple.com/lyric-ttml-internal" i:timing="Word">'
        '<body dur="2:10.5"><div begin="19.764" end="1:02"><p begin="19.764" end="21.9">One</p>'
        '<p begin="1:01.5" end="1:02"><span begin="1:01.5" end="1:02">two</span></p></div></body></tt>'
    )
    assert said(reading.read(song, "ttml")) == [(19764, 21900, "One"), (61500, 62000, "two")]


def test_captions_that_roll_are_said_once(tmp_path: Path) -> None:
    source = tmp_path / "source.vtt"
    source.write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\none<00:01.500><c> two</c>\n\n00:02.000 --> 00:03.000\none two\nthree\n"
    )
    assert converted(source, "vtt", "txt", tmp_path).read_text() == "one two\nthree\n"


def test_frames_without_a_rate_are_those_of_a_film(tmp_path: Path) -> None:
    source = tmp_path / "source.sub"
    source.write_text("{24}{48}First\n{2400}{2448}Second\n")
    assert said(read(source, "sub"))[1] == (100_100, 102_102, "Second")


USUAL = "0,0:00:01.00,0:00:02.50,Default,,0,0,0,,Привет, мир"


@pytest.mark.parametrize(
    ("name", "fields", "line"),
    [
        ("ass", "Start, End, Text", "0:00:01.00,0:00:02.50,Привет, мир"),
        ("ass", "Text, End, Start", "Привет,0:00:02.50,0:00:01.00"),
        ("ssa", "End, Start, Style, Text", "0:00:02.50,0:00:01.00,Default,Привет, мир"),
        ("ssa", "Marked, Start, End, Style, Name, Text", "Marked=0,0:00:01.00,0:00:02.50,*Default,,Привет, мир"),
        ("ass", "Layer, Start, End, Style, Actor, MarginL, MarginR, MarginV, Effect, Text", USUAL),
    ],
)
def test_a_script_says_itself_where_its_fields_are(name: str, fields: str, line: str) -> None:
    content = f"[Script Info]\nTitle: a\n[Events]\nFormat: {fields}\nDialogue: {line}\nComment: {line}\n"
    script = reading.read(content, name)
    ((start, end, words),) = said(script)
    assert (start, end) == (1000, 2500)
    assert words.startswith("Привет")


@pytest.mark.parametrize("name", ["ass", "ssa"])
def test_styles_with_few_fields_keep_what_they_say(name: str) -> None:
    content = (
        "[V4+ Styles]\nFormat: Fontsize, Italic, Name, Fontname\nStyle: 31,-1,Slanted,Verdana\n"
        "[Events]\nFormat: Start, End, Style, Text\nDialogue: 0:00:01.00,0:00:02.00,Slanted,a\n"
    )
    style = reading.read(content, name).styles["Slanted"]
    assert (style.fontname, style.fontsize, style.italic, style.bold) == ("Verdana", 31, True, False)
