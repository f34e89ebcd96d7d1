"""What happens to one file, and what does not happen to the original."""

import os
from pathlib import Path

from conversion import formats, pipeline
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
    original.write_bytes((SAMPLES / "sample.avi").read_bytes())
    (tmp_path / "scratch").mkdir()
    onlooker = Onlooker(original)
    request = pipeline.Request(original, original.name, None, formats.named("webm")[0], {}, tmp_path / "scratch", 60)

    pipeline.convert(request, onlooker)

    assert onlooker.links == {1}
    assert original.read_bytes() == (SAMPLES / "sample.avi").read_bytes()


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
