"""Makes the samples of archives: ``python tests/samples/make_archives.py``. Needs 7zz, tar, gzip, bzip2, xz, zstd."""

import os
import subprocess
import tempfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent
MODIFIED = 1706933106  # 2024-02-03 04:05:06 UTC

# What every archive holds; a name that ends with a slash is a folder.
CONTENTS: dict[str, bytes] = {
    "folder/": b"",
    "folder/empty.txt": b"",
    "folder/notes.txt": b"Plain notes\n" * 40,
    "folder/Привет мир.txt": "Съешь же ещё этих мягких французских булок\n".encode() * 20,
    "run.sh": b"#!/bin/sh\necho hello\n",
    "пустая папка/": b"",
}
EXECUTABLE = "run.sh"
COMPRESSORS = {"tar": (), "tar.gz": ("gzip", "-n"), "tar.bz2": ("bzip2",), "tar.xz": ("xz",), "tar.zst": ("zstd", "-q")}


def main() -> None:
    """Write every sample beside this script."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder)
        roots = sorted({path.split("/")[0] for path in CONTENTS})
        for kind in ("zip", "7z"):
            output = HERE / f"sample.{kind}"
            output.unlink(missing_ok=True)
            run(folder, "7zz", "a", "-bso0", "-bsp0", "-mtm=on", output, *roots)
        for extension, compressor in COMPRESSORS.items():
            filters = ["-I", " ".join(compressor)] if compressor else []
            owner = ["--owner=0", "--group=0", "--numeric-owner"]
            run(folder, "tar", "-c", *filters, *owner, "-f", HERE / f"sample.{extension}", *roots)
    (HERE / "sample.rar").write_bytes(rar(CONTENTS))


def fill(folder: Path) -> None:
    """Lay the contents out as files."""
    for name, content in CONTENTS.items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_bytes(content)
            path.chmod(0o755 if name == EXECUTABLE else 0o644)
    for name in reversed(CONTENTS):
        os.utime(folder / name, (MODIFIED, MODIFIED))


def run(folder: Path, *command: str | Path) -> None:
    """Run a packer there; its clock stands in UTC."""
    subprocess.run(command, cwd=folder, env={**os.environ, "TZ": "UTC"}, check=True)


def rar(contents: dict[str, bytes]) -> bytes:
    """A RAR 5 archive of stored members: there is no free packer."""
    members = b"".join(rar_member(name, content) for name, content in contents.items())
    return b"Rar!\x1a\x07\x01\0" + rar_block(1, 0, number(0)) + members + rar_block(5, 0, number(0))


def rar_member(name: str, content: bytes, *, flags: int = 0, extra: bytes = b"") -> bytes:
    """A stored file or folder; ``extra`` is the header's extra area."""
    folder = name.endswith("/")
    path = name.rstrip("/").encode()
    mode = 0o40755 if folder else 0o100755 if name == EXECUTABLE else 0o100644
    fields = [number(1 | 2 if folder else 2 | 4), number(len(content)), number(mode)]
    fields += [MODIFIED.to_bytes(4, "little"), b"" if folder else zlib.crc32(content).to_bytes(4, "little")]
    fields += [number(0), number(1), number(len(path)), path]  # stored; made on Unix
    sizes = (number(len(extra)) if extra else b"") + number(len(content))
    return rar_block(2, 2 | flags | (1 if extra else 0), sizes + b"".join(fields) + extra) + content


def rar_block(kind: int, flags: int, fields: bytes) -> bytes:
    """A header with its checksum and size."""
    body = number(kind) + number(flags) + fields
    sized = number(len(body)) + body
    return zlib.crc32(sized).to_bytes(4, "little") + sized


def number(value: int) -> bytes:
    """RAR's variable-length integer: seven bits a byte, the lowest first."""
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


if __name__ == "__main__":
    main()
