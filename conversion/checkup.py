"""The doctor: which tools are here, in which version, and which formats they bring."""

import re
import shutil
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from conversion.engines import ENGINES
from conversion.engines.base import Engine
from conversion.errors import EngineError
from conversion.process import UNWATCHED, Runner, Tool

DIED = (126, 127, *range(-64, 0))  # exit statuses of what could not be executed or was killed; many grumble at a flag
VERSION = re.compile(r"\d+\.\d+[\w.+-]*")


@dataclass(frozen=True, slots=True)
class Report:
    """One tool: its version (None: missing), the Debian package that brings it, the names of its formats."""

    name: str
    version: str | None
    package: str
    formats: tuple[str, ...]


def tools() -> list[Report]:
    """A report on each program and each library that an engine works with."""
    programs = {tool: None for engine in ENGINES for tool in engine.tools}
    libraries = {library: None for engine in ENGINES for library in engine.libraries}
    by_programs = [Report(tool.name, _version(tool), tool.package, _brought_by(tool)) for tool in programs]
    return by_programs + [Report(name, metadata.version(name), name, _brought_by(name)) for name in libraries]


def _brought_by(what: Tool | str) -> tuple[str, ...]:
    engines = [engine for engine in ENGINES if what in engine.tools or what in engine.libraries]
    return tuple(sorted({name for engine in engines for name in _names(engine)}))


def _names(engine: Engine) -> set[str]:
    return {end.name for route in engine.routes for end in (route.source, route.target)}


def _version(tool: Tool) -> str | None:
    """The first thing like a version that the tool says of itself; a shared library says nothing."""
    if tool.path is None:
        return None
    if shutil.which(tool.path) is None:
        return "installed"
    with tempfile.TemporaryDirectory(prefix="mutabor-") as scratch:
        try:
            said = Runner(Path(scratch), UNWATCHED, 30.0).run([tool.path, tool.version_flag], check=False)
        except EngineError as error:
            return f"does not start: {type(error).__name__}"
    found = VERSION.search(said.stdout + said.stderr)
    if said.status in DIED:
        return f"does not start: status {said.status}"
    return found.group() if found else "installed"
