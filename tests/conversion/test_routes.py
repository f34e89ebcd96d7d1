"""Every route in the registry, with a real file and the real tool."""

from pathlib import Path

import pytest

from conversion import detection, formats, process, registry
from conversion.detection import media
from conversion.errors import SourceError
from conversion.formats import Format
from conversion.registry import Leg
from conversion.tasks import DECODERS
from tests.conversion import matrix
from tests.conversion.matrix import convert, found_in, sample


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """As a worker does: without it each child imports its decoders anew, which takes ten times as long."""
    process.warm_up(DECODERS)


# Streams and packings without a mark of their own: their names are believed.
UNMARKED = {*media.NAMED, "br", "msgpack"}
# Their samples say nothing: no text can be made of them.
WORDLESS = {"sda", "cdr"}
# One source for each chain of engines and each target that it reaches: the last one.
CHAINS = {
    (*(leg.engine.name for leg in way), target): (source, target)
    for source in sorted(registry.sources(), key=lambda row: row.name not in WORDLESS)
    for target in registry.targets_for(source)
    if len(way := registry.way(source, target)) > 1
}


@pytest.mark.parametrize(("source", "target"), [pytest.param(s, t, id=f"{s}-{t}") for s, t in matrix.pairs()])
def test_the_output_is_what_it_says(source: Format, target: Format, tmp_path: Path) -> None:
    assert matrix.verdict(source, target, convert(sample(source), target, tmp_path)) == matrix.RIGHT


@pytest.mark.parametrize(("source", "target"), [pytest.param(s, t, id=f"{s}-{t}") for s, t in CHAINS.values()])
def test_a_chain_of_engines_arrives(source: Format, target: Format, tmp_path: Path) -> None:
    assert len(registry.way(source, target)) > 1
    result = convert(sample(source), target, tmp_path)
    assert result.path.stat().st_size > 0


@pytest.mark.parametrize("spare", registry.spare_legs(), ids=lambda leg: f"{leg.route.source}-{leg.route.target}")
def test_who_steps_in_for_another_engine_can_do_it(spare: Leg, tmp_path: Path) -> None:
    outputs = matrix.convert_by(spare, tmp_path)
    stored = formats.stored(spare.route.target)
    assert {found_in(output, stored) for output in outputs} == {stored}


@pytest.mark.parametrize("source", [row for row in formats.FORMATS if not row.stored_as], ids=str)
def test_a_sample_is_what_its_name_says(source: Format) -> None:
    assert detection.detect(sample(source)) is not None or source.name in UNMARKED
    assert found_in(sample(source), source) == source


@pytest.mark.parametrize("source", registry.sources(), ids=str)
def test_an_empty_file_is_refused(source: Format, tmp_path: Path) -> None:
    empty = tmp_path / f"empty.{source.extension}"
    empty.touch()
    (tmp_path / "scratch").mkdir()
    with pytest.raises(SourceError):
        convert(empty, registry.targets_for(source)[0], tmp_path / "scratch")


def test_rubbish_with_the_name_of_a_picture_is_no_picture(tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish.tga"
    rubbish.write_bytes(bytes(range(256)) * 10)
    assert detection.detect(rubbish, "tga") is None
