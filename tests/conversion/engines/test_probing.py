"""What is known of a film: read once for all who ask, and anew when the file has changed."""

import os
from pathlib import Path

from conversion import formats
from conversion.engines.film import probe
from conversion.process import UNWATCHED, Runner
from tests.conftest import SAMPLES

(WAV,) = formats.named("wav")


def test_headers_are_read_once_until_the_file_changes(tmp_path: Path) -> None:
    file, runner = tmp_path / "sound.wav", Runner(tmp_path, UNWATCHED, 60.0)
    file.write_bytes((SAMPLES / "sample.wav").read_bytes())
    known, seen = probe.probe(file, WAV, runner), file.stat()
    with file.open("r+b") as opened:
        opened.write(b"spoiled")
    os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert probe.probe(file, WAV, runner) == known

    with file.open("wb") as opened:
        opened.write((SAMPLES / "sample.wav").read_bytes()[:-8000])
    assert probe.probe(file, WAV, runner) != known
