"""Makes the samples of ebooks and comics, by calibre: ``python tests/samples/make_ebooks.py``."""

import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path

import py7zr
from make_archives import rar
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
BOOKS = ("mobi", "azw3", "fb2", "lit", "lrf", "tcr", "pmlz")
PAGES = ("page 1.png", "page 2.png", "page 10.png")


def main() -> None:
    """Write every sample beside this script."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for extension in BOOKS:
            calibre(folder, extension)
        calibre(folder, "pdb", "--pdb-output-encoding=utf-8")
        calibre(folder, "htmlz", "--authors=Анна Автор", f"--cover={HERE / 'sample.png'}")
        calibre(
            folder,
            "txtz",
            "--authors=Анна Автор",
            "--txt-output-formatting=markdown",
            "--keep-image-references",
            "--keep-links",
        )
        calibre(folder, "snb", source="fb2")
        calibre(folder, "rb", "--title=Sample")  # a title of other letters makes it count wrongly
        make_comics(folder)
    # What shops call them: the same bytes.
    shutil.copyfile(HERE / "sample.azw3", HERE / "sample.azw")
    shutil.copyfile(HERE / "sample.mobi", HERE / "sample.prc")
    with zipfile.ZipFile(HERE / "sample.fbz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(HERE / "sample.fb2", "sample.fb2")


def calibre(folder: Path, extension: str, *options: str, source: str = "epub") -> None:
    """A sample, that of an epub mostly, as another book, by calibre alone."""
    environment = {"CALIBRE_CONFIG_DIRECTORY": str(folder / "calibre"), "QT_QPA_PLATFORM": "offscreen"}
    command: list[str | Path] = ["ebook-convert", HERE / f"sample.{source}", HERE / f"sample.{extension}", *options]
    subprocess.run(command, env={**os.environ, **environment}, check=True)


def make_comics(folder: Path) -> None:
    """Three pages in each kind of archive, and what programs leave beside them."""
    for number, name in enumerate(PAGES, start=1):
        picture = Image.new("RGB", (60, 90), (200, 60 * number, 30))
        ImageDraw.Draw(picture).text((20, 30), str(number), (255, 255, 255))
        picture.save(folder / name)
    (folder / "ComicInfo.xml").write_text("<ComicInfo><Title>Комикс</Title></ComicInfo>", encoding="utf-8")
    names = ("page 10.png", "page 1.png", "page 2.png", "ComicInfo.xml")
    with zipfile.ZipFile(HERE / "sample.cbz", "w") as packed:
        for name in names:
            packed.write(folder / name, name)
    with py7zr.SevenZipFile(HERE / "sample.cb7", "w") as packed:
        for name in names:
            packed.write(folder / name, name)
    with tarfile.open(HERE / "sample.cbt", "w") as packed:
        for name in names:
            packed.add(folder / name, name)
    (HERE / "sample.cbr").write_bytes(rar({name: (folder / name).read_bytes() for name in names}))


if __name__ == "__main__":
    main()
