"""What happens to one file, and what does not happen to the original."""

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from conversion import formats, pipeline
from conversion.errors import DamagedFileError
from conversion.reports import Remark
from tests.conftest import SAMPLES


class Onlooker:
    """A watch that looks at the original whenever it is asked."""

    def __init__(self, original: Path) -> None:
        self._original = original
        self.links: set[int] = set()

    def beat(self, _fraction: float | None) -> None:
        self.links.add(self._original.stat().st_nlink)


def test_no_tool_has_the_original_in_its_hands(tmp_path: Path) -> None:
    """A second name for it in the scratch folder would do: what is confined there may write to it."""
    original = tmp_path / "film.avi"
    picture = "testsrc=size=640x480:duration=6"  # so much that somebody looks while it is converted
    subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", picture, original], check=True)
    before = original.read_bytes()
    (tmp_path / "scratch").mkdir()
    onlooker = Onlooker(original)
    request = pipeline.Request(original, original.name, None, formats.named("webm")[0], {}, tmp_path / "scratch", 60)

    pipeline.convert(request, onlooker)

    assert onlooker.links == {1}
    assert original.read_bytes() == before


def test_a_private_file_of_somebody_else_converts_where_the_caller_may_read_it(tmp_path: Path) -> None:
    original = tmp_path / "private.png"
    original.write_bytes((SAMPLES / "sample.png").read_bytes())
    original.chmod(0o600)
    if os.geteuid() == 0:
        os.chown(original, 12345, 12345)
    (tmp_path / "scratch").mkdir()
    target = formats.named("jpg")[0]
    request = pipeline.Request(original, original.name, None, target, {}, tmp_path / "scratch", 60)

    assert pipeline.convert(request, Onlooker(original)).path.stat().st_size > 0


def packed(tmp_path: Path, *, method: str) -> Path:
    """A ZIP as Windows writes it of a file beyond 2 GB."""
    text = tmp_path / "counted.txt"
    text.write_text("\n".join(map(str, range(9999))))
    archive = tmp_path / "packed.zip"
    subprocess.run(["7zz", "a", "-bso0", f"-mm={method}", archive, text], check=True)
    return archive


def repacked(source: Path, tmp_path: Path) -> pipeline.Result:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    request = pipeline.Request(source, source.name, None, formats.named("tar")[0], {}, scratch, 60)
    return pipeline.convert(request, Onlooker(source))


def test_where_one_engine_fails_the_next_one_does_it_and_the_answer_says_so(tmp_path: Path) -> None:
    source = packed(tmp_path, method="Deflate64")
    with zipfile.ZipFile(source) as archive, pytest.raises(NotImplementedError):
        archive.read("counted.txt")

    result = repacked(source, tmp_path)

    assert result.report.remarks == [Remark.SPARE]
    assert b"\n9998\0" in result.path.read_bytes()


def test_where_all_engines_fail_the_first_ones_error_is_told(tmp_path: Path) -> None:
    source = packed(tmp_path, method="Deflate")
    source.write_bytes(source.read_bytes()[:2000])

    with pytest.raises(DamagedFileError, match="zip"):
        repacked(source, tmp_path)
