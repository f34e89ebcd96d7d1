"""Which document of Apple's, CorelDRAW's or Zoner's a zip is, by its members."""

import re
import zipfile
from collections.abc import Sequence

MEMBERS = {"content/riffData.cdr": "cdr", "content/root.dat": "cdr"}
# Apple's as they were until 2009: XML; and since 2013: archives of the same kinds for all three programs.
SLIDES = frozenset(("presentation.apxl", "presentation.apxl.gz", "index.apxl", "index.apxl.gz"))
XML = "index.xml"
ROOTS = ((re.compile(rb"<sl:document[\s>]"), "pages"), (re.compile(rb"<ls:document[\s>]"), "numbers"))
START = 4096  # bytes
ARCHIVES = re.compile(r"(?:.+/)?Index(?:\.zip|/Document\.iwa)$")
SLIDE = re.compile(r"(?:.+/)?Index/(?:Template|Master)?Slide\b")
NEWER = ("pages", "key")  # of the newer ones; the tables of Numbers nothing here reads


def in_zip(archive: zipfile.ZipFile, names: Sequence[str], claimed: str | None) -> str | None:
    """The document; ``claimed`` decides where Apple's three look the same."""
    if found := next((MEMBERS[name] for name in names if name in MEMBERS), None):
        return found
    if SLIDES.intersection(names):
        return "key"
    if XML in names:
        with archive.open(XML) as member:
            start = member.read(START)
        return next((name for root, name in ROOTS if root.search(start)), None)
    if not any(map(ARCHIVES.match, names)) or claimed == "numbers":
        return None
    if claimed in NEWER:
        return claimed
    return "key" if any(map(SLIDE.match, names)) else "pages"
