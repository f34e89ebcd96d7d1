"""``tests.faulty.stuck.app``: a worker that hangs in its shutdown, as where the signal came while a lock was held."""

import threading

from celery.worker.consumer import Consumer

from tests.faulty.app import app

Consumer.cancel_active_requests = lambda _consumer: threading.Event().wait()
app.conf.worker_soft_shutdown_timeout = 1

__all__ = ["app"]
