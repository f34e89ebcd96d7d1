"""The engines, best first: the registry asks them in this order."""

from conversion.engines.base import Engine

ENGINES: tuple[Engine, ...] = ()
