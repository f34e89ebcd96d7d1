"""A hostile file harms nobody but itself: a part of the set here, all of it in ``make hostile``."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conversion import process
from conversion.process import forkserver
from conversion.tasks import DECODERS
from tests.hostile import bait as baits
from tests.hostile import collection, findings, trial
from tests.hostile.bait import SECRET, Bait

# One in so many of the pairs of each chapter: about twenty seconds a chapter.
SHARES = {"playlists": 8, "bombs": 8, "pixels": 3, "mislabelled": 30, "cut": 250, "mutated": 80}
USUAL = 12
DEADLINE = 8.0  # seconds: enough for most; what has no end takes all of it


@pytest.fixture(scope="module")
def bait(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bait]:
    with baits.set_out(tmp_path_factory.mktemp("bait")) as laid:
        process.stop()  # what is started from here on has the secret in its parent's environment
        process.warm_up(DECODERS)
        yield laid


@pytest.mark.timeout(900)
@pytest.mark.parametrize("chapter", collection.CHAPTERS)
def test_hostile_files_harm_nobody(chapter: str, bait: Bait) -> None:
    server = forkserver.CALLS._process
    pairs = list(collection.chosen(bait, chapter, SHARES.get(chapter, USUAL)))
    endings = [trial.run(hostile, target, bait, DEADLINE) for hostile, target in pairs]

    assert endings
    assert [ending for ending in endings if ending.wrong] == []
    assert forkserver.CALLS._process is server
    assert server is not None
    assert server.poll() is None


def test_the_findings_find(bait: Bait, tmp_path: Path) -> None:
    """Without this a blind search would pass everything."""
    harmless = tmp_path / "harmless.txt"
    harmless.write_text("nothing")
    encoded = tmp_path / "wide.txt"
    encoded.write_text(SECRET, encoding="utf-16")
    assert findings.leaks(harmless) == ""
    assert findings.leaks(bait.text)
    assert findings.leaks(encoded)
    assert findings.leaks(bait.picture)
    assert findings.leaks(bait.film)
    assert findings.leaks(Path("/etc/passwd"))
