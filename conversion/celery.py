"""The Celery application; its settings are in ``celeryconfig.py`` at the root."""

from celery import Celery

app = Celery("conversion")
app.config_from_object("celeryconfig")
