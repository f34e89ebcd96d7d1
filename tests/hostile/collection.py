"""The whole hostile set, by chapters."""

import zlib
from collections.abc import Callable, Iterator

from tests.hostile import (
    bombs,
    damage,
    disguises,
    documents,
    drawings,
    entities,
    letters,
    markups,
    models,
    opendocuments,
    packed,
    pixels,
    playlists,
    sheets,
    writings,
)
from tests.hostile.bait import Bait
from tests.hostile.trial import Hostile

SEEDS = range(3)

# Cut and mutated samples stand last: they are many.
CHAPTERS: dict[str, Callable[[Bait], Iterator[Hostile]]] = {
    "archives": packed.files,
    "playlists": playlists.files,
    "drawings": drawings.files,
    "documents": documents.files,
    "opendocuments": opendocuments.files,
    "sheets": sheets.files,
    "disguises": disguises.files,
    "pages": writings.files,
    "markups": markups.files,
    "letters": letters.files,
    "models": models.files,
    "entities": lambda _bait: entities.files(),
    "pixels": lambda _bait: pixels.files(),
    "bombs": lambda _bait: bombs.files(),
    "mislabelled": lambda _bait: damage.mislabelled(),
    "cut": lambda _bait: damage.cut(),
    "mutated": lambda _bait: damage.mutated(SEEDS),
}


def chosen(bait: Bait, chapter: str, share: int) -> Iterator[tuple[Hostile, str]]:
    """Files with a target each: one in ``share`` of all such pairs, always the same ones; 1: all."""
    for hostile in CHAPTERS[chapter](bait):
        for target in hostile.targets:
            if zlib.crc32(f"{hostile.name} {target}".encode()) % share == 0:
                yield hostile, target
