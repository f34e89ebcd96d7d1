"""Detection has an answer to any bytes: a format of the catalogue, nothing, or an error that says what is wrong."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversion import detection, formats
from conversion.errors import SourceError
from conversion.formats import Format
from tests.conftest import SAMPLES

CLAIMS = st.sampled_from([None, *(row.name for row in formats.FORMATS)])
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "file"


def look(file: Path, content: bytes, claimed: str | None) -> None:
    file.write_bytes(content)
    try:
        found = detection.detect(file, claimed)
    except SourceError:
        return
    assert found is None or formats.from_name(found)


@SLOW
@given(st.binary(max_size=2000), CLAIMS)
def test_any_bytes(file: Path, content: bytes, claimed: str | None) -> None:
    look(file, content, claimed)


@SLOW
@given(st.text(max_size=500), st.sampled_from(["utf-8", "utf-16", "cp1251", "utf-32"]), CLAIMS)
def test_any_text(file: Path, text: str, encoding: str, claimed: str | None) -> None:
    look(file, text.encode(encoding, "ignore"), claimed)


@pytest.mark.parametrize("source", [row for row in formats.FORMATS if not row.stored_as], ids=str)
def test_any_damage(file: Path, source: Format) -> None:
    whole = (SAMPLES / f"sample.{source.extension}").read_bytes()
    chance = random.Random(source.name)
    for _time in range(12):
        content = bytearray(whole[: chance.choice((len(whole), len(whole) // 2, 600, 60))])
        for _byte in range(chance.randrange(1, 30)):
            content[int(len(content) * chance.random() ** 3)] = chance.choice(
                (0, 0x7F, 0x80, 0xFF, chance.randrange(256))
            )
        look(file, bytes(content), chance.choice((source.name, None)))
