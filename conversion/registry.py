"""Which engine turns which format into which, and the cheapest route over several engines."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import count

from conversion import engines, formats
from conversion.engines import office_access, pdf_access
from conversion.engines.base import Engine, Route
from conversion.errors import NoRouteError
from conversion.formats import Format, Kind
from conversion.options import Option

SLOWEST = ("video", "audio", "document", "image", "archive")  # the queues, by how long their work takes
MOST_LEGS = 3
MOST_COST = 50  # of a chain: what few people want lies at the end of short ones alone
LEG_COST = 5  # a chain costs more than its legs: each one may lose something
# What a chain may pass through, by the kind it starts from: formats that lose next to nothing of such a source. A
# picture has none but png: as a PDF it would only seem to have text.
PAPER = frozenset(formats.named("pdf docx odt html png"))
HUBS: dict[Kind, frozenset[Format]] = {
    # What is heard in a film or a recording
    Kind.VIDEO: frozenset(formats.named("wav")),
    Kind.AUDIO: frozenset(formats.named("wav")),
    Kind.IMAGE: frozenset(formats.named("png")),
    # What can be drawn large can be drawn as anything; in a PDF it would only seem to have text.
    Kind.DRAWING: frozenset(formats.named("svg png")),
    Kind.DOCUMENT: PAPER | frozenset(formats.named("epub")),
    Kind.EBOOK: frozenset(formats.named("epub docx pdf")),
    Kind.SPREADSHEET: PAPER | frozenset(formats.named("xlsx")),
    Kind.PRESENTATION: PAPER | frozenset(formats.named("pptx")),
    # What is said in a film, as a document
    Kind.SUBTITLE: frozenset(formats.named("txt")),
    # What a model looks like, as a picture
    Kind.MODEL: frozenset(formats.named("png")),
    Kind.ARCHIVE: frozenset(formats.named("tar")),
    # What a font looks like, as a picture
    Kind.FONT: frozenset(formats.named("png")),
    Kind.DATA: frozenset(formats.named("xlsx")),
}

# What makes sense of a file itself only, not of what it became on the way.
ONLY_DIRECT = frozenset(
    formats.named("images pdf-small pdf-ocr pdf-grey pdf-unlocked pdf-flat pdf-pages pdf-2up pdf-4up pdf-booklet")
)

# What people mostly want of a kind, most wanted first; the rest follow in the catalogue's order.
LIKELY: dict[Kind, str] = {
    Kind.VIDEO: "mp4 mp3 gif webm mkv mov m4a avi ogg",
    Kind.AUDIO: "mp3 m4a ogg wav flac opus aiff",
    Kind.IMAGE: "jpg png webp pdf gif avif ico tiff mp4",
    Kind.DRAWING: "png pdf svg jpg eps webp",
    Kind.DOCUMENT: "pdf docx txt pdf-small jpg pdf-ocr odt html epub md png",
    Kind.SPREADSHEET: "xlsx pdf csv ods html json xls",
    Kind.PRESENTATION: "pdf pptx odp png jpg ppt",
    Kind.MODEL: "stl obj glb png ply jpg gltf dae",
    Kind.EBOOK: "epub pdf fb2 mobi azw3 docx txt html",
    Kind.ARCHIVE: "zip 7z tar.gz tar tar.xz tar.zst",
    Kind.SUBTITLE: "srt vtt ass txt ttml sub lrc pdf",
    Kind.FONT: "ttf otf woff2 woff png eot pdf",
    Kind.DATA: "json yaml csv xlsx xml toml jsonl pdf",
}

# What a page or a letter may be painted as; only a picture goes on to the rarer formats.
PAINTED = frozenset(
    formats.named("jpg png apng webp gif tiff bmp ico avif heic tga ppm pgm pbm xbm jp2 qoi dds pcx sgi icns svg")
)


@dataclass(frozen=True, slots=True)
class Leg:
    """One engine's part of a way."""

    engine: Engine
    route: Route


@cache
def _legs() -> dict[Format, dict[Format, tuple[Leg, ...]]]:
    """The direct legs from each source to each target, the best first, among engines whose tools are here."""
    found: dict[Format, dict[Format, list[Leg]]] = defaultdict(lambda: defaultdict(list))
    for engine in engines.ENGINES:
        if all(tool.path for tool in engine.tools):
            for route in sorted(engine.routes, key=_names):  # a set's order differs from process to process
                found[route.source][route.target].append(Leg(engine, route))
    return {source: {target: _ranked(legs) for target, legs in targets.items()} for source, targets in found.items()}


def _names(route: Route) -> tuple[str, str]:
    return route.source.name, route.target.name


def _ranked(legs: list[Leg]) -> tuple[Leg, ...]:
    """The cheaper first; at equal cost the earlier engine."""
    return tuple(sorted(legs, key=lambda leg: leg.route.cost))


def _best_from(source: Format) -> list[Leg]:
    return [legs[0] for legs in _legs().get(source, {}).values()]


@cache
def _ways_from(source: Format) -> dict[Format, tuple[Leg, ...]]:
    """The cheapest way to every target that can be reached (Dijkstra, through hubs only)."""
    ways: dict[Format, tuple[Leg, ...]] = {}
    hubs = HUBS.get(source.kind, frozenset())
    tie = count()
    heap: list[tuple[int, int, tuple[Leg, ...]]] = [(leg.route.cost, next(tie), (leg,)) for leg in _best_from(source)]
    heapq.heapify(heap)
    while heap:
        cost, _tie, way = heapq.heappop(heap)
        reached = way[-1].route.target
        if reached in ways:
            continue
        ways[reached] = way
        if reached in hubs and reached != source and len(way) < MOST_LEGS:
            for leg in _best_from(reached):
                total = cost + LEG_COST + leg.route.cost
                known = leg.route.target in (source, reached, *ONLY_DIRECT)
                if total <= MOST_COST and not known and _may_follow(source, leg.route):
                    heapq.heappush(heap, (total, next(tie), (*way, leg)))
    return ways


def _may_follow(source: Format, leg: Route) -> bool:
    if leg.source.kind is Kind.IMAGE and leg.target.name == "txt":  # read in the picture that was sent, in no other
        return False
    return source.kind is Kind.IMAGE or leg.target.kind is not Kind.IMAGE or leg.target in PAINTED


def way(source: Format, target: Format) -> tuple[Leg, ...]:
    """The cheapest way; raises `NoRouteError`."""
    try:
        return _ways_from(source)[target]
    except KeyError:
        raise NoRouteError(source.name, target.name) from None


def targets_for(source: Format) -> list[Format]:
    """What a format can become, likely ones first; not itself."""
    reachable = _ways_from(source).keys() - {source}
    likely = [target for target in formats.named(LIKELY[source.kind]) if target in reachable]
    return likely + [target for target in formats.FORMATS if target in reachable and target not in likely]


def options_for(source: Format, target: Format) -> tuple[Option, ...]:
    """The options that the engines of this way understand; raises `NoRouteError`."""
    return tuple(option for shares in assigned(way(source, target)) for option in shares)


def assigned(legs: tuple[Leg, ...]) -> list[tuple[Option, ...]]:
    """Who is told which option, for each leg: nothing is cut, shrunk or opened twice.

    The last leg that knows an option gets it, but only the first one those of the source, the last those of the target.
    """
    known = [_understood(leg) for leg in legs]
    shares: list[tuple[Option, ...]] = []
    for number in range(len(legs)):
        later = {option.name for options in known[number + 1 :] for option in options if option.leg != "first"}
        places = {"any", *(["first"] if number == 0 else []), *(["last"] if number == len(legs) - 1 else [])}
        mine = [option for option in known[number] if option.leg in places]
        shares.append(tuple(option for option in mine if option.name not in later or option.leg == "first"))
    return shares


def _understood(leg: Leg) -> tuple[Option, ...]:
    """The engine's options, and those of a format whoever reads or writes it."""
    access = (*office_access.options(leg.route), *pdf_access.options(leg.route))
    return tuple({option.name: option for option in (*leg.engine.understood(leg.route), *access)}.values())


def queue_for(source: Format, target: Format) -> str:
    """The Celery queue of this way: that of its slowest leg. Raises `NoRouteError`."""
    return min((leg.engine.queue for leg in way(source, target)), key=SLOWEST.index)


def sources() -> list[Format]:
    """Every format that something here reads, in the catalogue's order."""
    return [source for source in formats.FORMATS if source in _legs()]


def direct_legs() -> list[Leg]:
    """Every leg that is advertised, for the tests and the documentation."""
    return [leg for source in _legs() for leg in _best_from(source)]


def spares(leg: Leg) -> tuple[Leg, ...]:
    """Who else knows that way, the better ones first: tried where this one fails."""
    return tuple(other for other in _legs()[leg.route.source][leg.route.target] if other != leg)


def spare_legs() -> list[Leg]:
    """Every leg that waits for another one to fail."""
    return [spare for leg in direct_legs() for spare in spares(leg)]


def understands(leg: Leg, asked: Iterable[str]) -> bool:
    """Whether all options of these names mean something to it."""
    return {option.name for option in _understood(leg)}.issuperset(asked)
