"""Where things stand in a help file, whose links know no capitals and several ways to say where."""

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

ATTRIBUTE = re.compile(r"""(\b(?:href|src|background)\s*=\s*)(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE)
STYLED = re.compile(r"""(\burl\(\s*)(?:"([^"<>)]*)"|'([^'<>)]*)'|([^\s"'<>)]+))""", re.IGNORECASE)
# What Windows calls a place in a help file: mk:@MSITStore:C:\book.chm::/page.htm
IN_HELP = re.compile(r"(?:mk:@msitstore|ms-its|its):[^\n]*::", re.IGNORECASE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)


class Places:
    """The regular files beneath a folder, by their paths from there."""

    def __init__(self, folder: Path) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        self._names = [path.relative_to(folder).as_posix() for path in files]
        self._found = {name.lower(): name for name in self._names}

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def find(self, link: str, page: str = "") -> tuple[str, str]:
        """The file that a link on that page leads to, and the anchor there; of neither nothing where it isn't there."""
        said = IN_HELP.sub("/", link.strip(), count=1).replace("\\", "/")
        if not said or ELSEWHERE.match(said):
            return "", ""
        path, _, anchor = said.partition("#")
        for spelt in (path, unquote(path)):
            whole = spelt if spelt.startswith("/") else posixpath.join(posixpath.dirname(page), spelt)
            if found := self._found.get(posixpath.normpath(whole).lstrip("/").lower()):
                return found, anchor
        return "", ""

    def linked(self, content: str, page: str, called: Callable[[str], str]) -> str:
        """The page with the links that lead to files here in the spelling that finds them; ``called`` names these."""

        def link(found: re.Match[str]) -> str:
            place, anchor = self.find(next(filter(None, found.groups()[1:]), ""), page)
            if not place:
                return found[0]
            way = posixpath.relpath(called(place), posixpath.dirname(page) or ".")
            return f'{found[1]}"{self.address(way)}{"#" + anchor if anchor else ""}"'

        return STYLED.sub(link, ATTRIBUTE.sub(link, content))

    @staticmethod
    def address(place: str) -> str:
        """A path as a link has it."""
        return quote(place)
