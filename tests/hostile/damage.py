"""Samples that were cut, mutated, or given another name."""

import random
from collections.abc import Iterator
from pathlib import Path

from conversion import registry
from conversion.formats import Format
from tests.hostile.trial import Hostile

SAMPLES = Path(__file__).parents[1] / "samples"
TENTHS = range(1, 10)
FLIPS = 12


def cut(tenths: range = TENTHS) -> Iterator[Hostile]:
    """Every sample, as far as each tenth of it."""
    for source in registry.sources():
        content = _sample(source)
        for tenth in tenths:
            yield Hostile(
                f"cut at {tenth} of {source.name}.{source.extension}",
                content[: len(content) * tenth // 10],
                _likely(source),
                aims=False,
            )


def mutated(seeds: range) -> Iterator[Hostile]:
    """Every sample with some bytes changed, most of them near its beginning."""
    for source in registry.sources():
        for seed in seeds:
            chance = random.Random(f"{source.name} {seed}")
            content = bytearray(_sample(source))
            for _ in range(FLIPS):
                at = int(len(content) * chance.random() ** 3)
                content[at] = chance.choice((0, 0x7F, 0xFF, content[at] ^ 1 << chance.randrange(8)))
            yield Hostile(
                f"mutated {seed} {source.name}.{source.extension}", bytes(content), _likely(source), aims=False
            )


def mislabelled() -> Iterator[Hostile]:
    """Every sample under the name of the one after next."""
    sources = registry.sources()
    for source, other in zip(sources, [*sources[2:], *sources[:2]], strict=True):
        yield Hostile(f"{source.name} called.{other.extension}", _sample(source), _likely(other), aims=False)


def _sample(source: Format) -> bytes:
    return (SAMPLES / f"sample.{source.extension}").read_bytes()


def _likely(source: Format) -> tuple[str, ...]:
    return tuple(target.name for target in registry.targets_for(source)[:2])
