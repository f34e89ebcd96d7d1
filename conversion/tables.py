"""What the documentation says of formats, made from the registry so that it cannot claim what is not there."""

import inspect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from conversion import engines, formats, registry
from conversion.engines.base import Engine
from conversion.formats import Format, Kind
from conversion.options import Option
from conversion.options import catalogue as rows

MARKS = re.compile(r"(<!-- formats:.*?-->\n).*?(<!-- /formats -->)", re.DOTALL)
README, PAGE = Path("README.md"), Path("docs/formats.md")
INTRODUCTION = """# Formats, and what can be asked of them

Made from the registry by `make docs`; a test fails when it is out of date. `python -m conversion formats mkv` says the
same of one format, with the values that each option takes.
"""
ASKING = """Written after the target: `mp4 height=480 mute=yes` as a caption, `--height 480 --mute` on the command line,
`conversion.submit("in.mkv", "mp4", height=480, mute=True)` in Python. In a chat plain words do as well: `mp4 480p no
sound`. A password is sealed while it waits, forgotten when the conversion is over, and its message is deleted where
Telegram allows that.
"""


def formats_table() -> str:
    """Markdown: a row a kind, with what is read and what is written."""
    written = {leg.route.target for leg in registry.direct_legs()}
    found: dict[Kind, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for row in formats.FORMATS:
        for names, is_known in zip(found[row.kind], (row in registry.sources(), row in written), strict=True):
            names.extend([row.name] if is_known else [])
    body = [f"| {kind} | {' '.join(read)} | {' '.join(made)} |" for kind, (read, made) in found.items()]
    return "\n".join(["| kind | from | to |", "|---|---|---|", *body, "", _count(), ""])


def _count() -> str:
    pairs = sum(len(registry.targets_for(source)) for source in registry.sources())
    special = sum(bool(row.stored_as) for row in formats.FORMATS)
    ordinary, direct = len(formats.FORMATS) - special, len(registry.direct_legs())
    return f"{ordinary} formats and {special} special sorts of them; {pairs} pairs, {direct} of them in one step."


def filled(text: str) -> str:
    """The text with the table between its marks brought up to date."""
    return MARKS.sub(lambda marks: marks[1] + formats_table() + marks[2], text)


def page() -> str:
    """Markdown: options, engines, what each target can be asked, and what every format becomes by whom."""
    parts = [
        INTRODUCTION,
        _count() + "\n",
        "## Options\n",
        ASKING,
        _table(("option", "values", "what it does"), _options()),
        "## Engines, and what they keep\n",
        _table(("engine", "by", "what it does"), _engines()),
        "## Who steps in where an engine fails\n",
        "Then the answer says so.\n",
        _table(("engine", "instead of", "from", "to"), _spares()),
        "## What a target can be asked\n",
        _table(("engine", "targets", "options"), _askable()),
    ]
    for kind in Kind:
        sources = [source for source in registry.sources() if source.kind == kind]
        if sources:
            parts += [f"## From {kind}\n", _table(("from", "by", "to"), _ways(sources))]
    return "\n".join(parts)


def _table(head: tuple[str, ...], body: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *(tuple(cell.replace("|", r"\|") for cell in row) for row in body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _options() -> Iterator[tuple[str, str, str]]:
    for option in (*filter(_is_option, vars(rows).values()), rows.rate(), rows.codec(("h264", "h265", "vp9", "av1"))):
        yield f"`{option.name}`", f"`{option.range}`", option.about


def _is_option(value: object) -> bool:
    return isinstance(value, Option)


def _engines() -> Iterator[tuple[str, str, str]]:
    for engine in engines.ENGINES:
        means = ", ".join([*dict.fromkeys(tool.name for tool in engine.tools), *engine.libraries])
        yield engine.name, means, " ".join(inspect.cleandoc(type(engine).__doc__ or "").split())


def _spares() -> Iterator[tuple[str, str, str, str]]:
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for leg in registry.direct_legs():
        for spare in registry.spares(leg):
            found[spare.engine.name, leg.engine.name, leg.route.source.name].append(leg.route.target.name)
    for (spare_name, first, source), targets in found.items():
        yield spare_name, first, source, " ".join(targets)


def _askable() -> Iterator[tuple[str, str, str]]:
    found: dict[tuple[str, tuple[str, ...]], dict[str, None]] = defaultdict(dict)
    for leg in sorted(registry.direct_legs(), key=lambda leg: _place(leg.engine)):
        known = tuple(option.name for option in registry.options_for(leg.route.source, leg.route.target))
        if known:
            found[leg.engine.name, known][leg.route.target.name] = None
    for (engine, known), targets in found.items():
        yield engine, " ".join(sorted(targets)), " ".join(known)


def _place(engine: Engine) -> int:
    return engines.ENGINES.index(engine)


def _ways(sources: Iterable[Format]) -> Iterator[tuple[str, str, str]]:
    for source in sources:
        found: dict[str, list[str]] = defaultdict(list)
        for target in registry.targets_for(source):
            found[_chain(source, target)].append(target.name)
        for number, (chain, targets) in enumerate(found.items()):
            yield "" if number else f"**{source.name}**", chain, " ".join(targets)


def _chain(source: Format, target: Format) -> str:
    """The engines, and the formats between them."""
    first, *rest = registry.way(source, target)
    return first.engine.name + "".join(f" → {leg.route.source} → {leg.engine.name}" for leg in rest)


if __name__ == "__main__":
    README.write_text(filled(README.read_text()))
    PAGE.write_text(page())
