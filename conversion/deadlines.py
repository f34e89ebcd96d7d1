"""How long a conversion may take, by how much there is in its file."""

MOST = 570.0  # seconds for all tools of one conversion: Celery's soft limit, 600, is only the backstop
BASE = 150.0  # seconds for anything, on a busy machine
BYTES = 20_000  # that take a second at the worst
A_SECOND = 20.0  # seconds that a second of film may take
A_PAGE = 15.0  # seconds that a page may take, read by Tesseract


def of_size(size: int) -> float:
    """Seconds for a file of so many bytes, of which nothing else is known."""
    return min(MOST, BASE + size / BYTES)


def of_duration(duration: float | None) -> float:
    """Seconds for a film or a recording of so many seconds; unknown: all there is."""
    return MOST if duration is None else min(MOST, BASE + duration * A_SECOND)


def of_pages(count: int) -> float:
    """Seconds for so many pages."""
    return min(MOST, BASE + count * A_PAGE)
