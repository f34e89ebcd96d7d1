"""What beat remembers of its last runs."""

from datetime import timedelta
from pathlib import Path

from conversion.celery import app
from conversion.scheduling import Scheduler


def test_a_clock_that_was_ahead_holds_up_no_sweep(tmp_path: Path) -> None:
    file = str(tmp_path / "schedule")
    ahead = Scheduler(app, schedule_filename=file)
    for entry in ahead.schedule.values():
        entry.last_run_at += timedelta(hours=1)
    ahead.close()

    right = Scheduler(app, schedule_filename=file)

    sweep = right.schedule["lost work is picked up"]
    assert sweep.is_due().next <= sweep.schedule.seconds
    right.close()
