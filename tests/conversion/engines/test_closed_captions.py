"""Closed captions of television: what was shown, and when, without the places on a screen of letters."""

from pathlib import Path

import pytest
from pysubs2 import SSAFile

from conversion.engines.subtitles import SUBTITLES
from conversion.errors import NothingToConvertError
from tests.conversion.engines import desk

SAID = ["The caliph and his vizier bought a black powder.", "Mutabor!", "Storks."]


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
