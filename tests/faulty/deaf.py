"""``tests.faulty.deaf.app``: a worker that never hears that a file was begun, as when it is told to stop just then."""

from celery.worker.request import Request

from tests.faulty.app import app

Request.on_accepted = lambda *_args: None
app.conf.worker_soft_shutdown_timeout = 1

__all__ = ["app"]
