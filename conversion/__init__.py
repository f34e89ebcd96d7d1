"""File conversion: files in, files out, by Celery workers. Knows nothing of Telegram.

In Python::

    import conversion

    task = conversion.submit("in.mp4", "webm", quality="high", priority=9)
    task = conversion.submit(["1.jpg", "2.png"], "pdf")  # several become one
    task = conversion.get(task.id)
    task.status, task.progress, task.is_finished, task.output_file, task.error_message
    conversion.cancel(task.id)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conversion.celery import app
    from conversion.queue.submissions import cancel, get, submit
    from conversion.tasks import convert_archive, convert_audio, convert_document, convert_image, convert_video

__all__ = [
    "app",
    "cancel",
    "convert_archive",
    "convert_audio",
    "convert_document",
    "convert_image",
    "convert_video",
    "get",
    "submit",
]

_HOMES = {"app": "conversion.celery"} | dict.fromkeys(("submit", "get", "cancel"), "conversion.queue.submissions")


def __getattr__(name: str) -> Any:
    """Loaded when first asked for: a child that only decodes needs neither Celery nor the database."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "conversion.tasks")), name)
