"""The command line, as scripts call it."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from conversion import database, detection
from conversion.queue import records, requests
from tests.conftest import SAMPLES

TIMEOUT = 120  # seconds


def call(*arguments: str | Path, timeout: float = TIMEOUT) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "conversion", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)


def test_convert_works_without_redis_or_worker(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    output = tmp_path / "out.jpg"
    done = call("convert", SAMPLES / "sample.png", output)
    assert (done.returncode, done.stdout) == (0, f"{output}\n")
    assert "100%" in done.stderr
    assert detection.detect(output) == "jpg"
    assert " conversion.engines\n" in done.stderr
    heavy = r" (fontTools|numpy|openpyxl|icalendar|pysubs2|charset_normalizer|pikepdf|typst)\n"
    assert not re.findall(heavy, done.stderr), "a conversion's child alone imports them"


def test_a_result_has_the_mode_of_any_new_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / "any").touch()
    call("convert", SAMPLES / "sample.png", tmp_path / "out.jpg")
    assert (tmp_path / "out.jpg").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_several_results_come_as_a_zip_beside(home: Path, tmp_path: Path) -> None:
    done = call("convert", SAMPLES / "sample.pdf", tmp_path / "page.png")
    assert done.stdout == f"{tmp_path / 'page.zip'}\n"
    assert detection.detect(tmp_path / "page.zip") == "zip"


def test_options_are_given_by_name(home: Path, tmp_path: Path) -> None:
    sizes = {}
    for quality in ("low", "high"):
        output = tmp_path / f"{quality}.jpg"
        assert call("convert", SAMPLES / "sample.png", output, "--quality", quality, "--width=64").returncode == 0
        sizes[quality] = output.stat().st_size
    assert sizes["low"] < sizes["high"]


def test_all_kinds_of_options_are_given_by_name(home: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    asked = ("--height", "64", "--trim", "0:00-0:01", "--mute", "--max", "1mb", "--fps=10")
    assert call("convert", SAMPLES / "sample.mkv", output, *asked).returncode == 0
    command = [
        "ffprobe",
        "-v",
        "error",
        "-show_entries",
        "stream=codec_type,height:format=duration",
        "-of",
        "csv",
        str(output),
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "stream,video,64" in said
    assert "audio" not in said
    assert abs(float(said.rpartition("format,")[2]) - 1) < 0.3


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (
            ("convert", SAMPLES / "sample.png", "out.jpg", "--quality", "best"),
            1,
            "OptionError: quality, best, low|medium|high",
        ),
        (("convert", SAMPLES / "sample.png", "out.docx"), 1, "NoRouteError: png, docx"),
        (("convert", SAMPLES / "sample.png", "out.nonsense"), 1, "UnknownFormatError"),
        (("convert", "missing.png", "out.jpg"), 1, "No such file"),
        (("convert", SAMPLES / "sample.png", "out.jpg", "--quality"), 2, "--quality needs a value"),
        (("formats", "nonsense"), 1, "UnknownFormatError"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(home: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    failed = call(*arguments)
    assert failed.returncode == status
    assert said in failed.stderr
    assert "Traceback" not in failed.stderr


def test_a_bad_file_is_said_in_a_line_and_leaves_nothing(home: Path, tmp_path: Path) -> None:
    liar = tmp_path / "liar.mp4"
    liar.write_text("no film at all")
    failed = call("convert", liar, tmp_path / "out.mp3")
    assert failed.returncode == 1
    assert failed.stderr.strip().endswith(
        "The bytes are of another format than the name says\nMislabelledError: mp4, txt"
    )
    assert sorted(path.name for path in tmp_path.glob("*.mp*")) == ["liar.mp4"]


def test_formats_lists_the_catalogue_and_what_one_becomes(home: Path) -> None:
    assert re.search(r"heic\W+image", call("formats").stdout)
    assert re.search(r"webm\W+video\W+video", call("formats", "mkv").stdout)


def test_doctor_names_each_tool_with_its_version_and_the_walls(home: Path) -> None:
    seen = call("doctor")
    assert seen.returncode == 0, seen.stdout
    assert re.search(r"ffmpeg\W+\d+\.\d+", seen.stdout)
    assert re.search(r"no network\W+yes", seen.stdout)


def test_cancel_takes_ids_and_queues(home: Path) -> None:
    requested = requests.of_paths([SAMPLES / "sample.png"], "jpg", {})
    films = replace(requested, queue="video")
    with database.writing() as session:
        ids = [records.add(session, each).id for each in (requested, films, films, requested)]

    assert call("cancel", ids[0]).stdout == f"{ids[0]} cancelled\n"
    assert sorted(call("cancel", "--queue", "video").stdout.splitlines()) == sorted(
        f"{id_} cancelled" for id_ in ids[1:3]
    )
    assert [records.get(id_).status for id_ in ids] == ["cancelled"] * 3 + ["accepted"]
    unknown = call("cancel", "no-such-id")
    assert (unknown.returncode, unknown.stdout) == (1, "no-such-id unknown\n")


def test_status_says_that_redis_is_away(home: Path) -> None:
    seen = call("status")
    assert seen.returncode == 1
    assert re.search(r"redis\W+away", seen.stdout)
