"""Takes the samples of other programs' documents out of LibreOffice's own tests, which are under the MPL 2.0.

``apt-get source --download-only libreoffice`` and ``pip download --no-deps vsdx`` (BSD), then
``python tests/samples/make_foreign_office.py libreoffice_*.orig.tar.xz vsdx-*.whl``. Nothing that can be
installed writes these formats.
"""

import io
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
IMPORTS = "writerperfect/qa/unit/data"
TAKEN = {
    "cdr": f"{IMPORTS}/draw/libcdr/pass/fdo65220-2.cdr",
    "hwp": "hwpfilter/qa/cppunit/data/pass/hangul97-3.0.hwp",
    "key": f"{IMPORTS}/impress/libetonyek/pass/Keynote_1.key",
    "lwp": "lotuswordpro/qa/cppunit/data/pass/tdf129993-2.lwp",
    "numbers": f"{IMPORTS}/calc/libetonyek/pass/Numbers_2.numbers",
    "pages": f"{IMPORTS}/writer/libetonyek/pass/Pages_4.pages",
    "pub": f"{IMPORTS}/draw/libmspub/pass/fdo59355-1.pub",
    "sda": f"{IMPORTS}/draw/libstaroffice/pass/Draw_3.1.sda",
    "sdc": f"{IMPORTS}/calc/libstaroffice/pass/Calc_3.1.sdc",
    "sdw": f"{IMPORTS}/writer/libstaroffice/pass/Writer_3.1.sdw",
    "vsd": f"{IMPORTS}/draw/libvisio/pass/fdo57117-1.vsd",
}
# Pictures of a theme and previews, which are large
PICTURES = (".jpg", ".tiff", ".bmp", ".pdf")


def main(tarball: str, wheel: str) -> None:
    """Write every sample beside this script."""
    with zipfile.ZipFile(wheel) as package:
        (HERE / "sample.vsdx").write_bytes(lighter(package.read("vsdx/media/media.vsdx")))
    wanted = {path: HERE / f"sample.{extension}" for extension, path in TAKEN.items()}
    with tarfile.open(tarball) as source:
        for member in source:
            if path := wanted.get(member.name.partition("/")[2]):
                file = source.extractfile(member)
                assert file is not None
                path.write_bytes(lighter(file.read()))


def lighter(document: bytes) -> bytes:
    """A packed document without its pictures."""
    if not document.startswith(b"PK"):
        return document
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if not info.filename.lower().endswith(PICTURES):
                new.writestr(zipfile.ZipInfo(info.filename), old.read(info), zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


if __name__ == "__main__":
    main(*sys.argv[1:])
