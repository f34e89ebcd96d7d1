"""Whether the disk has room for another file."""

import shutil

from conversion.settings import settings

COPIES = 3  # of a file at the same time: the stored one, the one that is worked on, and what comes of it

# What is kept free where no setting says: a share of the disk, and at most so many bytes.
SHARE, MOST_KEPT = 20, 500_000_000
# Bytes; with less, what tools say of a file means nothing: LibreOffice writes an empty one, and is content.
FULL = 10_000_000


def is_left(size: int = 0) -> bool:
    """Whether a file of so many bytes may come, without using up what is kept free. May block: asks the disk."""
    folder = settings().data_dir
    folder.mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(folder)
    wanted = settings().disk_reserve
    reserve = min(disk.total // SHARE, MOST_KEPT) if wanted is None else int(wanted)
    return disk.free >= reserve + COPIES * size


def is_used_up() -> bool:
    """Whether the disk is full."""
    return shutil.disk_usage(settings().data_dir).free < FULL
