"""Archives whose members have climbing names, are links or devices, or lie about themselves."""

import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.bombs import zipped
from tests.hostile.trial import Hostile

ARCHIVES = ("7z", "tar", "zip")
DEEP = 20  # folders up, and so at the root from wherever
NAMES = (
    "../was-here",
    "C:\\was-here",
    "..\\..\\was-here",
    "a/../../was-here",
    "a/./../.././was-here",
    "./../was-here",
    "\\\\server\\share\\was-here",
    "was\0-here",
    "nul",
    "con.txt",
    "a:b",
    "-rf",
    "--checkpoint-action=exec=touch was-here",
    "$(touch was-here)",
    "`touch was-here`",
    "|touch was-here",
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "a\nb",
    "n" * 300,
    "ж" * 200,
    " ",
    ".",
    "..",
    "",
    "/",
    "%s%s%s%n",
    "\udcff\udcfe".encode("utf-8", "surrogateescape").decode("latin-1"),
)


def _names(bait: Bait) -> tuple[str, ...]:
    """Those of members, three of which lead to where the bait's mark is looked for."""
    mark = str(bait.mark)
    return (f"{'../' * DEEP}{mark.lstrip('/')}", mark, mark.replace("/", "//"), *NAMES)


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    names = _names(bait)
    yield Hostile("climbing.zip", _zip({name: b"evil" for name in names if name}), ARCHIVES[:2])
    yield Hostile("climbing.jar", _zip({name: b"evil" for name in names if name}), ("zip",))
    yield Hostile("climbing.cbz", _zip({f"../was-here{n}.png": b"evil" for n in range(3)}), ("pdf", "zip"))
    yield Hostile("same names.zip", _same(), ARCHIVES[:2])
    for number, name in enumerate(names):
        yield Hostile(f"climbing {number}.tar", tarred([_file(name)]), ("zip", "7z"))
    for kind, info in _links(bait).items():
        yield Hostile(f"{kind}.tar", tarred([info, _file("evil/inner"), _file("evil")]), ("zip", "7z", "tar.gz"))
        yield Hostile(f"{kind}.tar.gz", gzip.compress(tarred([info])), ("zip",))
        yield Hostile(f"{kind}.cbt", tarred([info, _file("1.png")]), ("pdf",))
    yield Hostile("links.zip", _zip_with_links(bait), ARCHIVES[:2])
    yield Hostile("links.cbz", _zip_with_links(bait, ".png"), ("pdf", "epub"))
    yield Hostile("links.epub", _zip_with_links(bait, ".xhtml"), ("pdf", "txt"))
    yield Hostile("climbing.cpio", _cpio(bait), ("zip", "tar"))
    yield Hostile("climbing.ar", _ar(), ("zip", "tar"))
    yield Hostile("climbing.deb", _ar("debian-binary"), ("zip",))
    yield Hostile(
        "wrong sizes.zip", _zip({"a": b"x" * 1000}).replace(struct.pack("<L", 1000), b"\xff\xff\xff\x7f"), ARCHIVES[:2]
    )
    yield Hostile("two ends.zip", zipped({"a": b"1"}) + zipped({"b": b"2"}), ARCHIVES[:2])
    yield Hostile("far beginning.zip", zipped({"a": b"1"})[:-6] + struct.pack("<LH", 0xFFFFFFF0, 0), ARCHIVES[:2])
    yield Hostile(
        "zip64.zip",
        zipped({"a": b"1"})[:-22] + b"PK\6\6" + struct.pack("<Q", 1 << 62) + bytes(52) + b"PK\6\7" + bytes(16),
        ("7z",),
    )
    yield Hostile(
        "unknown packing.zip", zipped({"a": b"1" * 99}).replace(b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x63\0"), ("7z",)
    )


def tarred(members: list[tarfile.TarInfo]) -> bytes:
    """A TAR; files hold a word."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for info in members:
            archive.addfile(info, io.BytesIO(b"evil"[: info.size]))
    return packed.getvalue()


def _file(name: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = 4, 0o6777
    return info


def _links(bait: Bait) -> dict[str, tarfile.TarInfo]:
    """Each under the name "evil", for a member that comes later to go through."""
    targets = {
        "the secret": str(bait.text),
        "outside": str(bait.folder),
        "up": "../../..",
        "passwd": "/etc/passwd",
        "environment": "/proc/self/environ",
        "itself": "evil",
    }
    made = {}
    for kind, letter in (("symlink", tarfile.SYMTYPE), ("hardlink", tarfile.LNKTYPE)):
        for title, target in targets.items():
            info = tarfile.TarInfo("evil")
            info.type, info.linkname = letter, target
            made[f"{kind} to {title}"] = info
    for title, letter in (("fifo", tarfile.FIFOTYPE), ("disk", tarfile.BLKTYPE), ("terminal", tarfile.CHRTYPE)):
        info = tarfile.TarInfo("evil")
        info.type, info.devmajor, info.devminor = letter, 1, 3
        made[title] = info
    return made


def _zip(members: dict[str, bytes]) -> bytes:
    return zipped(members, zipfile.ZIP_STORED)


def _same() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("a", "A", "a", "a/b", "a", "A/"):
            archive.writestr(zipfile.ZipInfo(name), b"" if name.endswith("/") else b"x")
    return packed.getvalue()


def _zip_with_links(bait: Bait, suffix: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, target in enumerate(
            (str(bait.text), str(bait.picture), "/etc/passwd", "../../secret.txt", "/proc/self/environ")
        ):
            info = zipfile.ZipInfo(f"{number}{suffix}")
            info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, target)
        archive.writestr("0/through", b"evil")
    return packed.getvalue()


def _cpio(bait: Bait) -> bytes:
    members = [
        ("../was-here", stat.S_IFREG, b"evil"),
        ("link", stat.S_IFLNK, str(bait.text).encode()),
        (str(bait.mark), stat.S_IFREG, b"evil"),
        ("link/was-here", stat.S_IFREG, b"evil"),
        ("null", stat.S_IFCHR, b""),
    ]
    content = b"".join(_newc(name.encode(), mode, data) for name, mode, data in members)
    return content + _newc(b"TRAILER!!!", 0, b"")


def _newc(name: bytes, mode: int, data: bytes) -> bytes:
    fields = (1, mode | 0o6777, 0, 0, 1, 0, len(data), 0, 0, 1, 3, len(name) + 1, 0)
    head = b"070701" + b"".join(b"%08X" % value for value in fields) + name + b"\0"
    return head + bytes(-len(head) % 4) + data + bytes(-len(data) % 4)


def _ar(first: str = "plain") -> bytes:
    members = (first, "../was-here/", "/tmp/was-here")
    return b"!<arch>\n" + b"".join(
        f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{4:<10}`\n".encode() + b"2.0\n" for name in members
    )
