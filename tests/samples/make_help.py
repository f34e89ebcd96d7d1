"""Makes the sample of compiled help, by Free Pascal's compiler: ``python tests/samples/make_help.py chmcmd``.

Debian's ``fp-utils-3.2.2`` brings ``chmcmd``; it need not be installed: ``apt-get download fp-utils-3.2.2`` and
``dpkg-deb -x`` lay it out beneath a folder as ``usr/lib/x86_64-linux-gnu/fpc/3.2.2/bin/chmcmd*``.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
WORDS = "Съешь же ещё этих мягких французских булок"
PROJECT = """[OPTIONS]
Compatibility=1.1 or later
Compiled file=sample.chm
Contents file=Contents.hhc
Index file=Index.hhk
Default topic=start.htm
Title=Справка по булкам
Language=0x419 Russian
Auto Index=No

[FILES]
start.htm
Chapter\\Second Page.htm
Chapter\\third.htm
Images\\Bun.png
Images\\box.bmp
style.css
"""
ENTRY = '<LI><OBJECT type="text/sitemap"><param name="Name" value="{}"><param name="Local" value="{}"></OBJECT>\n'
PAGES = {
    "start.htm": f'<H1>Heading Заголовок</H1><P>{WORDS}, <A HREF="chapter/second%20page.htm#table">the table</A>.</P>'
    '<IMG SRC="images\\bun.PNG" ALT="bun">',
    "Chapter/Second Page.htm": '<H1>Таблица</H1><A NAME="table"></A><TABLE BORDER=1><TR><TH>Name<TH>Имя'
    "<TR><TD>one<TD>один<TR><TD>two<TD>два</TABLE>",
    "Chapter/third.htm": '<H1>Третья</H1><P>Назад: <A HREF="mk:@MSITStore:C:\\sample.chm::/start.htm">начало</A>.</P>'
    '<IMG SRC="../images/BOX.bmp">',
}
PAGE = (
    '<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    '<LINK rel="stylesheet" href="/Style.css"></HEAD><BODY>{}</BODY></HTML>'
)


def main(compiler: str) -> None:
    """Write the sample beside this script."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in files().items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
        subprocess.run([Path(compiler).resolve(), "sample.hhp"], cwd=folder, check=True)
        shutil.copyfile(folder / "sample.chm", HERE / "sample.chm")


def files() -> dict[str, bytes]:
    """What is compiled: as old Windows programs wrote it, in links with other capitals than the files."""
    contents = (
        "<HTML><BODY><UL>"
        + ENTRY.format("Начало", "start.htm")
        + "<UL>"
        + ENTRY.format("Таблица", "Chapter\\Second Page.htm")
        + "</UL></UL></BODY></HTML>"
    )
    found = {
        "sample.hhp": PROJECT.encode("cp1251"),
        "Contents.hhc": contents.encode("cp1251"),
        "Index.hhk": f"<HTML><BODY><UL>{ENTRY.format('булки', 'start.htm')}</UL></BODY></HTML>".encode("cp1251"),
        "style.css": b"body { font-family: sans-serif }\n",
    }
    pages = {path: PAGE.format(content).encode("cp1251") for path, content in PAGES.items()}
    return found | pages | {"Images/Bun.png": picture("PNG"), "Images/box.bmp": picture("BMP")}


def picture(kind: str) -> bytes:
    """A small one."""
    image = Image.new("RGB", (48, 32), (220, 160, 60))
    ImageDraw.Draw(image).ellipse((8, 6, 40, 26), (120, 60, 20))
    written = io.BytesIO()
    image.save(written, kind)
    return written.getvalue()


if __name__ == "__main__":
    main(sys.argv[1])
