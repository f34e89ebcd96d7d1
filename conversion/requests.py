"""What can be asked for: a request for a conversion, checked before anything is stored."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conversion import formats, options, registry, sniffing
from conversion.errors import UnknownFormatError
from conversion.formats import Format
from conversion.options import Value

TOP_PRIORITY = 9


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the row's columns of those names, before anything is checked."""

    source_name: str
    source_format: str | None
    target: str
    queue: str
    options: dict[str, Value]
    owner: str = ""
    priority: int = 5
    link: dict[str, Any] | None = None
    link_error: dict[str, Any] | None = None
    held: bool = False


def requested(path: Path, target: str, asked: dict[str, Value], *, priority: int = 5, owner: str = "") -> Request:
    """The row's request for a file, checked as far as its name allows; one without an extension is known by its bytes.

    Raises FileNotFoundError, ValueError and `conversion.errors.SourceError`.
    """
    path.stat()
    if not 0 <= priority <= TOP_PRIORITY:
        raise ValueError(f"priority is 0…{TOP_PRIORITY}, not {priority}")
    source = formats.from_filename(path.name) or sniffing.sniff(path)
    if source is None:
        raise UnknownFormatError(path.name)
    wanted = target_named(target)
    parsed = options.parse(asked, registry.options_for(source, wanted))
    queue = registry.queue_for(source, wanted)
    return Request(path.name, source.name, wanted.name, queue, parsed, owner, priority)


def target_named(name: str) -> Format:
    """The format of that name or alias; raises `UnknownFormatError`."""
    if target := formats.from_name(name):
        return target
    raise UnknownFormatError(name)
