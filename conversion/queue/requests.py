"""What can be asked for: a request for a conversion, checked before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from conversion import formats, options, registry, sniffing, unions
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
    further: list[dict[str, Any]] = field(default_factory=list)


def of_paths(
    paths: Sequence[Path], target: str, asked: dict[str, Value], *, priority: int = 5, owner: str = ""
) -> Request:
    """The row's request for a file, or for several that become one, checked as far as their names allow.

    Those without an extension are known by their bytes. Raises FileNotFoundError, ValueError and
    `conversion.errors.SourceError`.
    """
    if not 0 <= priority <= TOP_PRIORITY:
        raise ValueError(f"priority is 0…{TOP_PRIORITY}, not {priority}")
    files = [(path.name, _format(path)) for path in paths]
    made = of_files(files, target_named(target), asked)
    return replace(made, owner=owner, priority=priority)


def of_files(files: Sequence[tuple[str, Format | None]], target: Format, asked: Mapping[str, Value]) -> Request:
    """The row's request for files of these names and formats; raises `conversion.errors.SourceError`."""
    if not files:
        raise ValueError("no files")
    (name, source), *others = files
    if others:
        sources = [one for _name, one in files]
        queue, known = unions.queue_for(sources, target), unions.options_for(sources, target)
    elif source is None:
        raise UnknownFormatError(name)
    else:
        queue, known = registry.queue_for(source, target), registry.options_for(source, target)
    further = [{"name": other, "format": one.name if one else None} for other, one in others]
    parsed = options.parse(asked, known)
    return Request(name, source.name if source else None, target.name, queue, parsed, further=further)


def _format(path: Path) -> Format | None:
    path.stat()
    return formats.from_filename(path.name) or sniffing.sniff(path)


def target_named(name: str) -> Format:
    """The format of that name or alias; raises `UnknownFormatError`."""
    if target := formats.from_name(name):
        return target
    raise UnknownFormatError(name)
