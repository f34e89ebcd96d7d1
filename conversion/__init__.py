"""File conversion: files in, files out, by Celery workers. Knows nothing of Telegram.

import conversion

task = conversion.submit("in.mp4", "webm", quality="high", priority=9)
task = conversion.get(task.id)
task.status, task.progress, task.is_finished, task.output_file, task.error_message
conversion.cancel(task.id)
"""

from importlib import import_module
from typing import Any

# Loaded when first asked for: a child that only decodes needs neither Celery nor the database.
_HOMES = {
    "app": "conversion.celery",
    "submit": "conversion.submissions",
    "get": "conversion.submissions",
    "cancel": "conversion.submissions",
    "convert_video": "conversion.tasks",
    "convert_audio": "conversion.tasks",
    "convert_image": "conversion.tasks",
    "convert_document": "conversion.tasks",
    "convert_archive": "conversion.tasks",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
