"""Second programs: most outputs are opened by one, and what is broken displeases it."""

from pathlib import Path

import pytest

from conversion import formats, registry
from conversion.formats import Format
from tests.conversion import opinions
from tests.conversion.matrix import sample

ASKED = sorted({row for opinion in opinions.OPINIONS for row in opinion.kinds if not row.stored_as}, key=str)


def test_a_second_program_opens_the_output_of_three_pairs_in_four() -> None:
    legs = registry.direct_legs()
    asked = [leg for leg in legs if opinions.about(leg.route.target, leg.engine.name)]
    assert len(asked) > len(legs) * 0.75


def test_nobody_is_asked_about_a_work_of_his_own() -> None:
    (pdf,) = formats.named("pdf")
    assert {opinions.about(pdf, engine).program for engine in ("poppler", "writer")} == {"qpdf", "poppler"}  # type: ignore[union-attr]


@pytest.mark.parametrize("target", ASKED, ids=str)
def test_rubbish_displeases(target: Format, tmp_path: Path) -> None:
    rubbish = tmp_path / f"rubbish.{target.extension}"
    rubbish.write_bytes(b"\x93\0rubbish{<" * 40)
    assert opinions.complaint(rubbish, target, "nobody")


# The sample of VTT has a style sheet, which FFmpeg learnt to skip after version 5.
@pytest.mark.parametrize("target", [row for row in ASKED if row.name != "vtt"], ids=str)
def test_a_sample_pleases(target: Format) -> None:
    assert opinions.complaint(sample(target), target, "nobody") == opinions.FINE
