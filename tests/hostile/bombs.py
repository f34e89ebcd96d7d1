"""Archives that are small and become large."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator

from tests.hostile.trial import Hostile

MIB = 1 << 20
ARCHIVES = ("7z", "tar", "tar.gz")


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def files() -> Iterator[Hostile]:
    """Of many bytes, of many members, of archives in archives."""
    zeros = zipped({"zeros": bytes(200 * MIB)})
    yield Hostile("ten times 200 MB.zip", _many_zeros(10), ARCHIVES)
    yield Hostile("fifty times 200 MB.zip", _many_zeros(50), ARCHIVES)
    yield Hostile("overlapping.zip", _overlapping(), ARCHIVES)
    yield Hostile("nested.zip", zipped({f"{n}.zip": zeros for n in range(16)}), ARCHIVES)
    yield Hostile("many members.zip", zipped({f"{n}": b"" for n in range(70_000)}), ARCHIVES)
    yield Hostile("deep.zip", zipped({"d/" * 5000 + "file": b"x", "a": b"y"}), ARCHIVES)
    yield Hostile("many members.tar", _tar_of(60_000), ("zip", "7z"))
    thrice = bytes(1 << 30)
    small = gzip.compress(gzip.compress(thrice[: 1 << 29], 9), 9)
    yield Hostile("a gigabyte.gz", gzip.compress(thrice, 6), ("zip", "7z"))
    yield Hostile("twice packed.gz", small, ("zip",))
    yield Hostile("thrice packed.gz", gzip.compress(small), ("zip",))
    yield Hostile("many parts.gz", gzip.compress(bytes(MIB)) * 3000, ("zip",))
    yield Hostile("a gigabyte.bz2", bz2.compress(bytes(100 * MIB)) * 40, ("zip",))
    yield Hostile("a gigabyte.xz", lzma.compress(bytes(100 * MIB)) * 40, ("zip",))
    yield Hostile("a dictionary of 4 GB.lzma", b"\x5d\x00\x00\x00\xff" + b"\xff" * 8 + bytes(64), ("zip",))
    yield Hostile("a dictionary of 1.5 GB.xz", _xz_with_dictionary(), ("zip",))
    yield Hostile("sparse.tar", _sparse(), ("zip", "7z"))


def _many_zeros(number: int) -> bytes:
    """Members that are each within limits."""
    zeros = bytes(200 * MIB)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("0", zeros)
        info = archive.infolist()[0]
        archive.fp.seek(30 + 1)  # type: ignore[union-attr]
        stream = archive.fp.read(info.compress_size)  # type: ignore[union-attr]
    one = packed.getvalue()[: 31 + info.compress_size]
    del stream
    return _listing([one] * number, info)


def _listing(ones: list[bytes], info: zipfile.ZipInfo) -> bytes:
    """Local parts one after another, and the list of them."""
    content, entries = b"", b""
    for number, one in enumerate(ones):
        entries += _entry(info, len(content), f"{number % 10}".encode())
        content += one
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(ones), len(ones), len(entries), len(content), 0)
    return content + entries + end


def _entry(info: zipfile.ZipInfo, offset: int, name: bytes) -> bytes:
    sizes = (info.CRC, info.compress_size, info.file_size, len(name))
    return struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, *sizes, 0, 0, 0, 0, 0, offset) + name


def _overlapping() -> bytes:
    """Five hundred names for one member of 200 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("0", bytes(200 * MIB))
    info = zipfile.ZipFile(packed).infolist()[0]
    one = packed.getvalue()[: 31 + info.compress_size]
    entries = b"".join(_entry(info, 0, b"0") for _ in range(500))
    return one + entries + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 500, 500, len(entries), len(one), 0)


def _tar_of(number: int) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for n in range(number):
            archive.addfile(tarfile.TarInfo(f"{n}"))
    return packed.getvalue()


def _sparse() -> bytes:
    """A file that claims eight gigabytes of holes."""
    info = tarfile.TarInfo("sparse")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": str(8 << 30)}
    data = b"1\n8589934591\n1\n".ljust(512, b"\0") + b"x".ljust(512, b"\0")
    info.size = len(data)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def _xz_with_dictionary() -> bytes:
    """Its header asks for a dictionary of 1.5 GB."""
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 24}]
    content = bytearray(lzma.compress(b"x" * 1000, filters=filters))
    content[16] = 39
    header = bytes(content[12 : 12 + (content[12] + 1) * 4 - 4])
    content[12 + len(header) : 16 + len(header)] = struct.pack("<L", zlib.crc32(header))
    return bytes(content)
