"""Packages of programs by what is in them, and packings that Python does not know or that have no mark."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import brotli

# What is in a zip that is more than one: the first that is there decides.
SIGNS = tuple(
    (name, re.compile(sign))
    for name, sign in (
        ("3mf", r"(?i:3D/[^/]+\.model)$"),
        ("apk", r"AndroidManifest\.xml"),
        ("ipa", r"Payload/[^/]+\.app/"),
        ("whl", r"[^/]+\.dist-info/WHEEL"),
        ("nupkg", r"[^/]+\.nuspec"),
        ("vsix", r"extension\.vsixmanifest"),
        ("xpi", r"install\.rdf|META-INF/(?:mozilla|cose)\."),
        ("war", r"WEB-INF/"),
        ("ear", r"META-INF/application\.xml"),
        ("jar", r"META-INF/MANIFEST\.MF"),
    )
)
START = 512  # bytes
COLLECTIONS = {*range(0x80, 0xA0), *range(0xDC, 0xE0)}  # MessagePack's marks of maps and arrays


def in_zip(names: Sequence[str]) -> str | None:
    """The package that holds such members."""
    return next((kind for kind, sign in SIGNS if any(sign.match(name) for name in names)), None)


def unpacked(path: Path, packing: str) -> io.BytesIO:
    """The beginning of what libarchive's filter of that name makes of a file; raises OSError."""
    import libarchive  # noqa: PLC0415 - fails where the shared library is missing, and only this needs it

    try:
        with libarchive.file_reader(str(path), format_name="raw", filter_name=packing) as archive:
            for entry in archive:
                for block in entry.get_blocks(START):
                    return io.BytesIO(block[:START])
    except libarchive.ArchiveError as error:
        raise OSError(str(error)) from error
    return io.BytesIO()


def by_trial(path: Path, claimed: str | None) -> str | None:
    """Brotli and MessagePack have no mark: their names are believed where what they begin with fits."""
    with path.open("rb") as file:
        start = file.read(START)
    if claimed == "msgpack":
        return claimed if start[0] in COLLECTIONS else None
    try:
        return "br" if claimed == "br" and brotli.Decompressor().process(start) else None
    except brotli.error:
        return None
