"""Archives that were split: their parts are known by their names, and what they are told by what can't be read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from conversion.errors import DamagedFileError, PartError, UnknownFormatError

# film.7z.001, film.z01, film.r00: as 7-Zip, WinZip and WinRAR name them.
NAME = re.compile(r"\.(?:(?:7z|zip|rar|tar|t?gz|t?bz2|t?xz|zst|arj)\.\d{3}|[rz]\d\d)$", re.IGNORECASE)


def is_named(name: str) -> bool:
    """It is named as one part of an archive of several."""
    return bool(NAME.search(name.strip()))


@contextmanager
def told(name: str) -> Iterator[None]:
    """What can't be read and is named so is such a part; the only one of "several" may be the whole."""
    try:
        yield
    except (DamagedFileError, UnknownFormatError) as error:
        if is_named(name):
            raise PartError(name.rpartition(".")[2]) from error
        raise
