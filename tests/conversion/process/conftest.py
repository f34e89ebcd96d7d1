"""What the tests of running programs share."""

from pathlib import Path

import pytest

from conversion import process
from tests.conversion.process.witness import Patience


@pytest.fixture
def watch() -> Patience:
    return Patience()


@pytest.fixture
def runner(tmp_path: Path, watch: Patience) -> process.Runner:
    return process.Runner(tmp_path, watch, 60)
