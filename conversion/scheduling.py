"""Beat's schedule, which believes no run that lies in the future."""

from celery.beat import PersistentScheduler


class Scheduler(PersistentScheduler):  # type: ignore[misc]  # Celery has no annotations
    """Celery's, that remembers its last runs in a file."""

    def setup_schedule(self) -> None:
        """A beat whose clock was ahead has left runs that are still to come: nothing would be due until then."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at = min(entry.last_run_at, entry.default_now())
