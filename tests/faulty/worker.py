"""A Celery application whose only task never ends; its broker is the folder in BROKER_FOLDER."""

import os
import sys
from pathlib import Path

from celery import Celery

from conversion import process
from tests.faulty import tools


def application(folder: str) -> Celery:
    """The same for the worker and for who asks."""
    app = Celery("faulty", broker="filesystem://")
    app.conf.broker_transport_options = {
        "data_folder_in": folder,
        "data_folder_out": folder,
        "control_folder": folder + "/control",
    }
    app.conf.task_ignore_result = True
    app.conf.task_time_limit = int(os.environ.get("HARD_LIMIT", "600"))
    return app


class Patience:
    """A watch that lets everything go on."""

    def beat(self, fraction: float | None) -> None:
        """Nobody is told."""


app = application(os.environ.get("BROKER_FOLDER", "/nowhere"))


def hang(scratch: str) -> None:
    """Run a program with a daemon, both of which never end."""
    command = [sys.executable, "-c", Path(tools.__file__).read_text(), "hang_with_daemon"]
    process.Runner(Path(scratch), Patience(), 600).run(command)


app.task(hang, name="hang")
