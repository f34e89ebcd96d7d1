"""Unions: what several files can become as one, and what each of them is made first."""

from collections.abc import Sequence

from conversion import formats, registry
from conversion.archives import writing
from conversion.engines.archives import LOCKABLE
from conversion.errors import NoRouteError
from conversion.formats import Format, Kind
from conversion.options import Option
from conversion.options.catalogue import LOCK, PAGES, PASSWORD

(PDF,) = formats.named("pdf")
(FLAC,) = formats.named("flac")
(MP4,) = formats.named("mp4")
(ZIP,) = formats.named("zip")
# What files of one kind are made first, to be put on end; the rest is done with the whole.
SPLICED = {Kind.AUDIO: FLAC, Kind.VIDEO: MP4}
PACKED = formats.named("zip 7z tar tar.gz tar.bz2 tar.xz tar.zst")
MOST_FILES = 100
# What is asked of the whole, not of its parts; pages of what, nobody could say.
OF_THE_WHOLE = frozenset((LOCK.name, PAGES.name))


def targets_for(sources: Sequence[Format | None]) -> list[Format]:
    """What files of these formats (None: unknown) can become together, the likeliest first."""
    known = [source for source in sources if source is not None]
    archives = list(PACKED)
    if len(known) < len(sources):
        return archives
    if spliced := _spliced(known):
        return [target for target in _listed(known[0].kind) if _reaches(spliced, target)] + archives
    return [PDF, *archives] if all(_reaches(source, PDF) for source in known) else archives


def part(sources: Sequence[Format | None], target: Format) -> Format | None:
    """What each file is made first; None: it is packed as it is. Raises `NoRouteError`."""
    if target not in targets_for(sources):
        raise NoRouteError("+".join(dict.fromkeys(source.name for source in sources if source)), target.name)
    if target in PACKED:
        return None
    return PDF if target == PDF else _spliced([source for source in sources if source])


def queue_for(sources: Sequence[Format | None], target: Format) -> str:
    """The Celery queue for these; raises `NoRouteError`."""
    via = part(sources, target)
    if via is None:
        return "archive"
    if via in SPLICED.values():
        return "audio" if via == FLAC else "video"
    ways = {registry.queue_for(source, via) for source in sources if source and source != via}
    return min(ways, key=registry.SLOWEST.index, default="document")


def options_for(sources: Sequence[Format | None], target: Format) -> tuple[Option, ...]:
    """What can be asked of them: of each part, as far as it knows it, and of the whole. Raises `NoRouteError`."""
    via = part(sources, target)
    if via is None:
        return (*writing.levels(target.name), *([LOCK] if target.name in LOCKABLE else []))
    if via in SPLICED.values():
        return registry.options_for(via, target) if target != via else ()
    ways = [options_of_part(source, via) for source in dict.fromkeys(sources) if source]
    known = {option.name: option for options in ways for option in options}
    return (*known.values(), LOCK)


def options_of_part(source: Format, via: Format) -> tuple[Option, ...]:
    """What can be asked of one part."""
    if source == via:
        return (PASSWORD,) if via == PDF else ()
    return tuple(option for option in registry.options_for(source, via) if option.name not in OF_THE_WHOLE)


def _spliced(sources: Sequence[Format]) -> Format | None:
    """The common format of what is played, if all of it is sound or all of it is film."""
    kinds = {source.kind for source in sources}
    via = SPLICED.get(next(iter(kinds))) if len(kinds) == 1 else None
    return via if via and all(_reaches(source, via) for source in sources) else None


def _listed(kind: Kind) -> list[Format]:
    return [target for target in formats.named(registry.LIKELY[kind]) if target.kind == kind]


def _reaches(source: Format, target: Format) -> bool:
    try:
        return source == target or bool(registry.way(source, target))
    except NoRouteError:
        return False
