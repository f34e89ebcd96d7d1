"""How a worker ends in time: Celery's soft shutdown, and an end for the work that Celery does not yet know of."""

import contextlib
import os
import threading

from billiard.common import TERM_SIGNAL
from celery.apps import worker

from conversion.process import kernel

GRACE = 2.0  # seconds after the soft shutdown in which what was told to stop has handed its file back


class Worker(worker.Worker):  # type: ignore[misc]  # Celery has no annotations
    """Celery's worker, whose pool children are told once more to stop.

    Celery tells those alone of which it has heard that they began. A child that took a file in the moment of the
    shutdown would be waited for without limit.
    """

    def wait_for_soft_shutdown(self) -> None:
        """Called first in a cold shutdown, and only there."""
        patience = self.app.conf.worker_soft_shutdown_timeout + GRACE
        reminder = threading.Timer(patience, _remind)
        reminder.daemon = True
        reminder.start()
        super().wait_for_soft_shutdown()


def _remind() -> None:
    """Have what still works hand back its file."""
    for child in kernel.children():
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, TERM_SIGNAL)
