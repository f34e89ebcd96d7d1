"""How a worker ends in time: Celery's soft shutdown, an end for work that it does not yet know of, and for itself."""

import contextlib
import os
import signal
import threading

from billiard.common import TERM_SIGNAL
from celery.apps import worker

from conversion.process import kernel

GRACE = 2.0  # seconds after the soft shutdown in which what was told to stop has handed its file back
LAST = 4.0  # more, after which a worker that has not ended hangs: what was told twice has handed its file back


class Worker(worker.Worker):  # type: ignore[misc]  # Celery has no annotations
    """Celery's worker, whose pool children are told once more to stop, and which ends itself where it hangs.

    Celery tells those alone of which it has heard that they began. A child that took a file in the moment of the
    shutdown would be waited for without limit. Once, in a storm of faults, a worker was seen to wait for minutes though
    all that it had begun was over: it shuts down within its signal handler, where it can wait for much.
    """

    def wait_for_soft_shutdown(self) -> None:
        """Called first in a cold shutdown, and only there."""
        patience = self.app.conf.worker_soft_shutdown_timeout + GRACE
        for seconds, act in ((patience, _remind), (patience + LAST, _end)):
            timer = threading.Timer(seconds, act)
            timer.daemon = True
            timer.start()
        super().wait_for_soft_shutdown()


def _remind() -> None:
    """Have what still works hand back its file."""
    for child in kernel.children():
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, TERM_SIGNAL)


def _end() -> None:
    """The leases of this worker end when the next one of its name starts."""
    for child in kernel.children():
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    os._exit(os.EX_TEMPFAIL)
