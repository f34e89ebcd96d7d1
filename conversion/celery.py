"""The Celery application; its settings are in ``celeryconfig.py`` at the root."""

from functools import cached_property

from celery import Celery


class Application(Celery):  # type: ignore[misc]  # Celery has no annotations
    """Celery, with a worker of ours."""

    @cached_property
    def Worker(self) -> type:  # noqa: N802 - Celery's name
        """Imported only where a worker is started."""
        return self.subclass_with_self("conversion.stopping:Worker")  # type: ignore[no-any-return]


app = Application("conversion")
app.config_from_object("celeryconfig")
