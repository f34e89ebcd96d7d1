"""All bots of a playground, each with its world, over one file of state."""

from collections.abc import Iterator
from pathlib import Path

from aiohttp import web

from playground import storage, uploads
from playground.people import DEFAULT_BOT
from playground.world import Rules, World


class Worlds:
    """Bots by their id. A bot comes into being when its token is first used."""

    def __init__(self, folder: Path, rules: Rules) -> None:
        self.rules = rules
        self._store = storage.Store(folder / "playground.sqlite")
        self._uploads = uploads.Uploads(folder / "files")
        self._worlds: dict[int, World] = {}
        for name in self._store.shelves():
            self.of(int(name.partition("/")[0]))
        self.of(DEFAULT_BOT)
        self._uploads.sweep(file.content for world in self for file in world.files)

    def __iter__(self) -> Iterator[World]:
        return iter(list(self._worlds.values()))

    def of(self, bot_id: int) -> World:
        """The world of a bot."""
        if bot_id not in self._worlds:
            self._worlds[bot_id] = World(bot_id, self._store, self._uploads, self.rules)
        return self._worlds[bot_id]

    def end_waiting(self) -> None:
        """Let every poll and stream end: the server stops."""
        for world in self:
            world.events.close()

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()


WORLDS = web.AppKey("worlds", Worlds)
