"""Closed captions of television: what was shown, and when, without the places on a screen of letters."""

from pathlib import Path

import pytest
from pysubs2 import SSAFile

from conversion import detection
from conversion.engines.subtitles import SUBTITLES
from conversion.engines.subtitling import line21, reading, writing
from conversion.errors import LettersError, NothingToConvertError
from conversion.reports import Remark
from tests.conversion.engines import desk, whole

SAID = ["The caliph and his vizier bought a black powder.", "Mutabor!", "Storks."]

SHOWN = str.maketrans("‘'—•", "´’-·")  # how FFmpeg draws what it reads


@pytest.mark.parametrize("target", [row.name for row in SUBTITLES if row.name != "smi"])
def test_captions_say_in_each_format_what_was_shown(target: str, tmp_path: Path) -> None:
    (made,) = desk.convert(desk.sample("scc"), target, tmp_path)
    said = " ".join(made.read_text("utf-8").replace("\\N", " ").replace("|", " ").split())
    assert "black powder." in said
    assert "Mutabor!" in said
    assert "\\pos" not in said


def test_captions_are_shown_when_they_were(tmp_path: Path) -> None:
    lines = SSAFile.load(str(desk.converted(desk.sample("scc"), "srt", tmp_path)))
    assert [" ".join(line.plaintext.split()) for line in lines] == SAID
    assert [line.start for line in lines] == pytest.approx([500, 3000, 4000], abs=60)
    assert [line.end for line in lines] == pytest.approx([3000, 4000, 5000], abs=60)


def test_captions_that_show_nothing_are_no_subtitles(tmp_path: Path) -> None:
    (tmp_path / "empty.scc").write_text("Scenarist_SCC V1.0\n\n00:00:01:00\t942c 942c\n")
    with pytest.raises(NothingToConvertError):
        desk.convert(tmp_path / "empty.scc", SUBTITLES[0].name, tmp_path)


def cues(*told: tuple[float, float, str]) -> str:
    """SubRip's; times in seconds."""
    clock = [(f"{start // 3600:02.0f}:{start // 60 % 60:02.0f}:{start % 60:06.3f}", start) for start, _, _ in told]
    ends = [f"{end // 3600:02.0f}:{end // 60 % 60:02.0f}:{end % 60:06.3f}" for _, end, _ in told]
    rows = [f"1\n{start} --> {end}\n{said}\n" for (start, _), end, (_, _, said) in zip(clock, ends, told, strict=True)]
    return "\n".join(rows).replace(".", ",")


def written(content: str, folder: Path) -> Path:
    """SubRip as closed captions."""
    path = folder / "file.scc"
    path.write_text(writing.write(reading.read(content, "srt"), "scc"), "utf-8")
    assert detection.detect(path) == "scc"
    return path


def shown(captions: Path, folder: Path) -> list[tuple[str, float, float]]:
    """What FFmpeg reads: words and seconds."""
    lines = SSAFile.load(str(desk.converted(captions, "srt", folder)))
    return [(" ".join(line.plaintext.split()), line.start / 1000, line.end / 1000) for line in lines]


def test_captions_are_written_so_that_they_are_shown_in_time(tmp_path: Path) -> None:
    told = [
        (0.2, 1.5, "Hi"),
        (2.0, 4.0, "Two"),
        (4.0, 6.5, "Three"),
        (3599.99, 3605.0, "An hour on"),
        (7261, 7262, "!"),
    ]
    found = shown(written(cues(*told), tmp_path), tmp_path)
    assert [said for said, _start, _end in found] == [said for _start, _end, said in told]
    times = [time for start, end, _said in told for time in (start, end)]
    assert [time for _said, start, end in found for time in (start, end)] == pytest.approx(times, abs=0.25)
    assert [start for _said, start, _end in found[1:]] == pytest.approx([start for start, _, _ in told[1:]], abs=0.05)


@pytest.mark.parametrize(
    "said",
    ["plain (odd)", "Señor Müller: à bientôt", "áéíóúç÷Ññ", "®°½¿™¢£♪àèâêîôû", "♪♪ la ♪♪", f"{line21.FRENCH[:20]}",
     f"{line21.FRENCH[20:]}", "ÃãÍÌìÒòÕõ", "ÄäÖöß¥¤ÅåØø", "\\^_|~ x", "100% & sure"],
)  # fmt: skip
def test_every_letter_of_line_21_arrives(said: str, tmp_path: Path) -> None:
    assert line21.is_whole(said)
    (found,) = shown(written(cues((2, 4, said)), tmp_path), tmp_path)
    assert found[0] == " ".join(said.translate(SHOWN).split())


def test_each_byte_of_captions_has_an_odd_number_of_bits(tmp_path: Path) -> None:
    content = written(cues((2, 4, "Señor ♪♪ Müller, wherever you go, it will be a very long way back")), tmp_path)
    rows = [row.partition("\t")[2] for row in content.read_text("utf-8").split("\n")[2:] if row]
    assert all(byte.bit_count() % 2 for row in rows for byte in bytes.fromhex(row))


def test_long_captions_are_cut_into_rows_and_screens(tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(40)]
    found = shown(written(cues((5, 15, " ".join(words))), tmp_path), tmp_path)
    assert len(found) == 3
    assert " ".join(said for said, _start, _end in found).split() == words
    assert [found[0][1], found[-1][2]] == pytest.approx([5, 15], abs=0.1)


def test_italics_of_captions_stay(tmp_path: Path) -> None:
    captions = written(cues((2, 4, "<i>Both\nrows</i>"), (5, 6, "none")), tmp_path)
    text = desk.converted(captions, "srt", tmp_path).read_text("utf-8")
    assert text.count("<i>") >= 1
    assert "<i>none" not in text


@pytest.mark.parametrize("source", [row.name for row in SUBTITLES])
def test_letters_that_captions_lack_are_told(source: str, tmp_path: Path) -> None:
    result = whole.result(desk.sample(source), "scc", tmp_path)
    assert Remark.LETTERS in result.report.remarks
    said = [said for said, _start, _end in shown(result.path, tmp_path)]
    assert said[0] == "Where are you going?" or said[0].startswith("Where are you going? -")
    assert said[-1] == "The end & goodbye"


def test_of_captions_that_are_whole_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "file.srt").write_text(cues((1, 2, "“Quoted” – née Müller…")), "utf-8")
    assert not whole.reported(tmp_path / "file.srt", "scc", tmp_path).remarks


def test_russian_can_not_become_captions(tmp_path: Path) -> None:
    (tmp_path / "file.srt").write_text(
        cues((1, 2, "Куда ты идёшь? — 5"), (3, 4, "Домой!")).replace(" — 5", ""), "utf-8"
    )
    with pytest.raises(LettersError):
        whole.converted(tmp_path / "file.srt", "scc", tmp_path)
