"""Dependencies are audited where anybody can be asked about them."""

import subprocess
import sys
import time

from setup.parts import ROOT


def test_where_nobody_answers_it_says_so_within_seconds() -> None:
    began = time.monotonic()
    elsewhere = {"PATH": "/usr/bin:/bin", "HTTPS_PROXY": "http://127.0.0.1:9", "HOME": "/nonexistent"}
    ended = subprocess.run(
        [sys.executable, "-m", "setup.audit"], cwd=ROOT, env=elsewhere, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended
    assert "not audited" in ended.stdout
    assert time.monotonic() - began < 15
