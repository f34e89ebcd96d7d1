"""What files from elsewhere are taken for, and how long it takes to see it."""

import re
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from conversion import detection
from tests.conftest import SAMPLES

HEAD = 1 << 16  # bytes that detection looks at
LONG = 2.0  # seconds: a bad pattern takes hours
# Beginnings that go on and on: each could be that of several formats until its end.
MONOTONOUS = (
    *("\n", " ", "\t", "a", "\n\n x", "#\n", "# a\n", "o a\n", "v 1\n", "v 1 2 3\n\n", "=\n", "A: b\n c\n"),
    *("<!-- a -->\n", "<!---->", "<!DOCTYPE a>", "<a>", "{1}{2}a\n", "[1][2]a\n", "[1:2]", "[a:b]\n", '"a",', '{"'),
    *('{"asset":{', "0\n", "999\nx\n", "P3\n#\n", "OFF\n", "'\\\" a\n", "ID;Pa;a", "@a{", "/* */", "\x1b", "\x04"),
)


def patterns(value: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from patterns(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from patterns(part)


def all_patterns() -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    for found in iter_modules(detection.__path__):
        yield from patterns(tuple(vars(import_module(f"conversion.detection.{found.name}")).values()))


@pytest.mark.parametrize("unit", MONOTONOUS)
def test_no_pattern_takes_long_over_a_monotonous_file(unit: str) -> None:
    text = (unit * HEAD)[:HEAD]
    for pattern in all_patterns():
        begun = time.process_time()
        pattern.match(text if isinstance(pattern.pattern, str) else text.encode())  # type: ignore[arg-type]
        assert time.process_time() - begun < LONG, pattern.pattern


def detected(path: Path, content: bytes) -> str | None:
    path.write_bytes(content)
    return detection.detect(path, path.suffix.removeprefix("."))


def test_a_text_with_much_white_space_is_known_at_once(tmp_path: Path) -> None:
    begun = time.process_time()
    assert detected(tmp_path / "a.txt", b"\n" * 60 + b" " * 60 + b"Read me first\n" * 40) == "txt"
    assert time.process_time() - begun < LONG


def test_many_comments_before_the_root_are_no_trouble(tmp_path: Path) -> None:
    assert detected(tmp_path / "a.abw", b"<?xml version='1.0'?>\n" + b"<!-- = -->\n" * 60 + b"<abiword>") == "abw"


def test_a_web_page_with_a_drawing_at_its_top_is_a_web_page(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html><body><svg xmlns='http://www.w3.org/2000/svg'></svg><p>Text</body></html>"
    assert detected(tmp_path / "page", page) == "html"


@pytest.mark.parametrize("name", ["tta", "ape", "flac", "aac", "wv"])
@pytest.mark.parametrize("length", [100, 200_000])
def test_what_stands_behind_a_tag_of_id3_is_known(name: str, length: int, tmp_path: Path) -> None:
    size = bytes(length >> shift & 0x7F for shift in (21, 14, 7, 0))
    tagged = b"ID3\3\0\0" + size + bytes(length) + (SAMPLES / f"sample.{name}").read_bytes()
    assert detected(tmp_path / f"song.{name}", tagged) == name


def test_a_pdf_inside_an_archive_does_not_hide_the_archive(tmp_path: Path) -> None:
    packed = bytearray((SAMPLES / "sample.rar").read_bytes())
    assert detected(tmp_path / "a.rar", bytes(packed[:60]) + b"%PDF-1.4" + bytes(packed[60:])) == "rar"


@pytest.mark.parametrize("name", ["m4a", "m4b", "m4r"])
def test_sound_under_a_films_brand_is_what_its_name_says(name: str, tmp_path: Path) -> None:
    song = (SAMPLES / "sample.m4a").read_bytes()
    assert detected(tmp_path / f"song.{name}", song[:8] + b"isom" + song[12:]) == name


def test_a_model_whose_normals_come_first_is_a_model(tmp_path: Path) -> None:
    lines = b"####\n#\n# Meshlab\n#\nvn 0.1 0.2 0.3\nv 0 1 2\nvn 0.3 0.2 0.1\nv 1 1 2\n"
    assert detected(tmp_path / "scan", lines) == "obj"


def test_a_picture_of_silicon_graphics_may_be_deep_and_unpacked(tmp_path: Path) -> None:
    head = b"\x01\xda\0\2\0\3\0\2\0\2\0\3" + bytes(500)
    assert detected(tmp_path / "a.rgb", head + bytes(24)) == "sgi"


@pytest.mark.parametrize("name", ["dae", "x3d"])
def test_a_model_may_begin_with_a_mark_of_its_encoding(name: str, tmp_path: Path) -> None:
    model = (SAMPLES / f"sample.{name}").read_bytes()
    assert detected(tmp_path / f"a.{name}", b"\xef\xbb\xbf" + model) == name
