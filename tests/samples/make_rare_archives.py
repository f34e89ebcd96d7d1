"""Makes the samples of rare archives: ``python tests/samples/make_rare_archives.py``.

Needs 7zz, arj, ar, cpio, dpkg-deb, gcab, lz4, genisoimage, lzip, mksquashfs, rpmbuild, xz, zstd and compress.
"""

import os
import shutil
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

import brotli
import libarchive

from tests.samples.make_archives import CONTENTS, MODIFIED, fill, run

HERE = Path(__file__).parent
TEXT = "Съешь же ещё этих мягких французских булок\n".encode() * 20
PACKERS = {
    "gz": ("gzip", "-k"),
    "bz2": ("bzip2", "-k"),
    "xz": ("xz", "-k"),
    "zst": ("zstd", "-q"),
    "lzma": ("xz", "-k", "--format=lzma"),
    "lz": ("lzip", "-k"),
    "lz4": ("lz4", "-q", "-m"),
}
CONTROL = """\
Package: sample
Version: 1.0
Architecture: all
Maintainer: Mutabor <mutabor@example.org>
Description: A sample
"""
SPEC = """\
Name: sample
Version: 1.0
Release: 1
Summary: A sample
License: MIT
BuildArch: noarch
%description
A sample
%install
mkdir -p %{buildroot}/opt/sample
cp -r FOLDER/. %{buildroot}/opt/sample/
%files
/opt/sample
"""
# What makes a zip a package of programs
PACKAGES = {
    "jar": {"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n", "Main.class": "\xca\xfe\xba\xbe"},
    "war": {"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n", "WEB-INF/web.xml": "<web-app/>"},
    "ear": {"META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n", "META-INF/application.xml": "<application/>"},
    "apk": {
        "AndroidManifest.xml": "\3\0\x08\0",
        "classes.dex": "dex\n035\0",
        "META-INF/MANIFEST.MF": "Manifest-Version: 1.0\n",
    },
    "ipa": {"Payload/Sample.app/Info.plist": "<plist/>"},
    "whl": {"sample/__init__.py": "", "sample-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\n"},
    "nupkg": {"sample.nuspec": "<package/>", "[Content_Types].xml": "<Types/>"},
    "vsix": {"extension.vsixmanifest": "<PackageManifest/>", "[Content_Types].xml": "<Types/>"},
    "xpi": {"manifest.json": "{}", "META-INF/mozilla.rsa": "signature"},
    "crx": {"manifest.json": '{"manifest_version": 3, "name": "sample", "version": "1"}'},
}


def main() -> None:
    """Write every sample beside this script."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "contents")
        folder.mkdir()
        fill(folder)
        containers(folder)
        packed_tars(folder)
        macintosh(folder)
        debian(folder)
        redhat(folder)
    with tempfile.TemporaryDirectory() as name:
        alone(Path(name))
    (HERE / "sample.lzh").write_bytes(lzh(CONTENTS))
    for kind, members in PACKAGES.items():
        (HERE / f"sample.{kind}").write_bytes(package(kind, members))


def containers(folder: Path) -> None:
    """Everything in the folder, by the packer of each kind."""
    roots = sorted({path.split("/")[0] for path in CONTENTS})
    files = [name for name in CONTENTS if not name.endswith("/")]
    listed = "\n".join(name.rstrip("/") for name in CONTENTS).encode()
    with (HERE / "sample.cpio").open("wb") as file:
        subprocess.run(
            ["cpio", "--quiet", "-o", "-H", "newc", "-R", "0:0"], cwd=folder, input=listed, stdout=file, check=True
        )
    fresh("arj", folder, "arj", "a", "-r", "-y", "-i", HERE / "sample.arj", *files[:2], "run.sh")
    fresh("ar", folder, "ar", "rcD", HERE / "sample.ar", "folder/notes.txt", "run.sh")
    fresh("cab", folder, "gcab", "-c", "-z", HERE / "sample.cab", *files)
    fresh("iso", folder, "genisoimage", "-quiet", "-R", "-no-pad", "-o", HERE / "sample.iso", "folder")
    fresh("wim", folder, "7zz", "a", "-bso0", "-bsp0", HERE / "sample.wim", *roots)
    fresh(
        "squashfs", folder, "mksquashfs", ".", HERE / "sample.squashfs", "-quiet", "-no-progress", "-all-root", "-nopad"
    )


def fresh(kind: str, folder: Path, *command: str | Path) -> None:
    """Run a packer for a new sample."""
    (HERE / f"sample.{kind}").unlink(missing_ok=True)
    run(folder, *command)


def packed_tars(folder: Path) -> None:
    """Tars behind packers that people rarely use."""
    roots = sorted({path.split("/")[0] for path in CONTENTS})
    for kind, packer in {"lz": "lzip", "lzma": "xz --format=lzma", "lz4": "lz4 -q", "z": "compress"}.items():
        owner = ["--owner=0", "--group=0", "--numeric-owner"]
        run(folder, "tar", "-c", "-I", packer, *owner, "-f", HERE / f"sample.tar.{kind}", *roots)


def alone(folder: Path) -> None:
    """One text each."""
    path = folder / "Булки.txt"
    path.write_bytes(TEXT)
    os.utime(path, (MODIFIED, MODIFIED))
    for kind, packer in PACKERS.items():
        run(folder, *packer, path)
        shutil.move(f"{path}.{kind}", HERE / f"sample.{kind}")
    with (HERE / "sample.z").open("wb") as file:
        subprocess.run(["compress", "-f", "-c", path], stdout=file, check=True)
    (HERE / "sample.br").write_bytes(brotli.compress(TEXT))


def macintosh(folder: Path) -> None:
    """As packages of macOS are, by libarchive."""
    with libarchive.file_writer(str(HERE / "sample.xar"), "xar") as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            archive.add_files(str(path), pathname=name, recursive=False, uid=0, gid=0)


def debian(folder: Path) -> None:
    """A package that installs the contents."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name, "root")
        shutil.copytree(folder, root / "opt/sample")
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN/control").write_text(CONTROL)
        run(root, "dpkg-deb", "--root-owner-group", "-b", root, HERE / "sample.deb")


def redhat(folder: Path) -> None:
    """The same for Red Hat."""
    with tempfile.TemporaryDirectory() as name:
        spec = Path(name, "sample.spec")
        spec.write_text(SPEC.replace("FOLDER", str(folder)))
        run(Path(name), "rpmbuild", "--quiet", "--define", f"_topdir {name}", "-bb", spec)
        (built,) = Path(name).glob("RPMS/*/*.rpm")
        shutil.copy(built, HERE / "sample.rpm")


def package(kind: str, members: dict[str, str]) -> bytes:
    """A zip of these members; Chrome's has a header of its own before it."""
    path = HERE / f"sample.{kind}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**members, "notes.txt": "Plain notes\n"}.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 2, 3, 4, 5, 6)), content.encode("latin-1"))
    data = path.read_bytes()
    return b"Cr24" + struct.pack("<II", 3, 4) + b"\x0a\2\x08\1" + data if kind == "crx" else data


def lzh(contents: dict[str, bytes]) -> bytes:
    """LHA's archive of stored members with headers of level 1; names in its own Japanese encoding."""
    files = {name.rpartition("/")[2]: content for name, content in contents.items() if content}
    files["日本.txt"] = files.pop("Привет мир.txt")
    return b"".join(lzh_member(name.encode("cp932"), content) for name, content in files.items()) + b"\0"


def lzh_member(name: bytes, content: bytes) -> bytes:
    """A header of level 0 and what follows it."""
    moment = (2024 - 1980) << 25 | 2 << 21 | 3 << 16 | 4 << 11 | 5 << 5 | 3
    rest = b"-lh0-" + struct.pack("<III", len(content), len(content), moment) + bytes((0x20, 0, len(name))) + name
    rest += struct.pack("<H", crc16(content))
    return bytes((len(rest), sum(rest) & 0xFF)) + rest + content


def crc16(data: bytes) -> int:
    """LHA's checksum: CRC-16 of IBM."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _bit in range(8):
            crc = crc >> 1 ^ 0xA001 * (crc & 1)
    return crc


if __name__ == "__main__":
    main()
