"""A long command that is told to end takes with it what it has started."""

import signal
import subprocess
import sys

COMMAND = """
import contextlib, subprocess, time
from tests.ending import end_by_sigterm

end_by_sigterm()
with contextlib.ExitStack() as afterwards:
    child = subprocess.Popen(["sleep", "60"])
    afterwards.callback(lambda: print(child.wait(5)))
    afterwards.callback(child.kill)
    print("runs", flush=True)
    time.sleep(60)
"""


def test_sigterm_ends_a_command_with_what_it_has_started() -> None:
    with subprocess.Popen([sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, text=True) as command:
        assert command.stdout is not None
        assert command.stdout.readline() == "runs\n"

        command.terminate()

        assert command.stdout.read() == f"{-signal.SIGKILL}\n"
    assert command.returncode == 128 + signal.SIGTERM
