"""Makes the samples of drawings and print files: ``python tests/samples/make_drawings.py``."""

import email.policy
import gzip
import shutil
import struct
import subprocess
import tempfile
import zipfile
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import ezdxf
import pikepdf
import typst
from ezdxf import units
from ezdxf.document import Drawing
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
WORDS = '(page 0 0 600 400 (line 60 190 500 250 (word 60 190 270 250 "Mutabor") (word 290 190 500 250 "Мутабор")))'
_XPS, _RELATIONS = "http://schemas.microsoft.com/xps/2005/06", "http://schemas.openxmlformats.org/package/2006"
_TYPES = {
    "fdseq": "application/vnd.ms-package.xps-fixeddocumentsequence+xml",
    "fdoc": "application/vnd.ms-package.xps-fixeddocument+xml",
    "fpage": "application/vnd.ms-package.xps-fixedpage+xml",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "ttf": "application/vnd.ms-opentype",
}
_DEFAULTS = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items())
XPS = {
    "[Content_Types].xml": f'<Types xmlns="{_RELATIONS}/content-types">{_DEFAULTS}</Types>',
    "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}/relationships"><Relationship Id="R0" '
    f'Type="{_XPS}/fixedrepresentation" Target="/FixedDocSeq.fdseq"/></Relationships>',
    "FixedDocSeq.fdseq": f'<FixedDocumentSequence xmlns="{_XPS}">'
    '<DocumentReference Source="/Documents/1/FixedDoc.fdoc"/></FixedDocumentSequence>',
    "Documents/1/FixedDoc.fdoc": f'<FixedDocument xmlns="{_XPS}"><PageContent Source="/Documents/1/Pages/1.fpage"/>'
    "</FixedDocument>",
    "Documents/1/Pages/_rels/1.fpage.rels": f'<Relationships xmlns="{_RELATIONS}/relationships"><Relationship Id="R1" '
    f'Type="{_XPS}/required-resource" Target="/Resources/font.ttf"/></Relationships>',
    "Documents/1/Pages/1.fpage": f'<FixedPage xmlns="{_XPS}" xml:lang="en" Width="400" Height="300">'
    '<Path Fill="#FF27408B" Data="M 20,20 L 380,20 380,120 20,120 Z"/>'
    '<Glyphs Fill="#FF000000" UnicodeString="Mutabor Мутабор" '
    'FontUri="/Resources/font.ttf" FontRenderingEmSize="28" OriginX="30" OriginY="200"/>'
    "</FixedPage>",
}
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kalif Storch</title>
<link rel="stylesheet" href="style.css"></head><body><h1>Kalif Storch Калиф-аист</h1>
<p>Once upon a time, on a fine afternoon, the Caliph Chasid of Bagdad sat comfortably on his sofa.</p>
<img src="sun.jpg" alt="sun"></body></html>
"""
DRAWING = """
#set page(width: 80mm, height: 50mm, margin: 0mm)
#set text(font: "Liberation Sans", size: 14pt)
#place(dx: 4mm, dy: 4mm, rect(width: 72mm, height: 42mm, radius: 4mm, fill: rgb("#27408b")))
#place(dx: 50mm, dy: 12mm, circle(radius: 8mm, fill: rgb("#fff2b0")))
#place(dx: 8mm, dy: 36mm, polygon(fill: rgb("#2e5d34"), (0mm, 0mm), (20mm, -14mm), (40mm, 2mm), (40mm, 8mm)))
#place(dx: 8mm, dy: 8mm, text(fill: white)[Mutabor Мутабор])
"""
OFFICE = {
    "emf": "draw_emf_Export",
    "odg": "draw8",
    "fodg": "OpenDocument Drawing Flat XML",
    "otg": "draw8_template",
}
PRINTED = """
#set page(width: 105mm, height: 148mm, margin: 12mm)
#set text(font: "Liberation Serif", size: 20pt)
Mutabor on page one
#rect(fill: rgb("#27408b"), width: 100%, height: 24mm)
#pagebreak()
Мутабор
"""


def main() -> None:
    """Write every sample beside this script."""
    sample("svgz").write_bytes(gzip.compress(sample("svg").read_bytes(), mtime=0))
    with tempfile.TemporaryDirectory() as folder:
        drawing, printed = (typeset(Path(folder), name, text) for name, text in (("d", DRAWING), ("p", PRINTED)))
        run("pdftocairo", "-svg", drawing, drawing.with_suffix(".svg"))
        inkscape("eps", drawing.with_suffix(".svg"))
        illustrated(drawing)
        for extension, writer in OFFICE.items():
            office(Path(folder), extension, writer)
        blueprint().saveas(sample("dxf"))
        inkscape("xaml", sample("svg"))
        inkscape("wmf", sample("svg"))
        sample("wpg").write_bytes(word_perfect())
        print_to_file()
        scanned(Path(folder))
        archived()
        run("pdftocairo", "-ps", printed, sample("ps"))


def blueprint() -> Drawing:
    """A plan of a garden, in AutoCAD's format: walls, a pond, a hatched bed, words, a measure."""
    ezdxf.options.write_fixed_meta_data_for_testing = True
    plan = ezdxf.new("R2000", units=units.M)
    model = plan.modelspace()
    model.add_lwpolyline([(0, 0), (20, 0), (20, 14), (0, 14)], close=True)
    model.add_circle((14, 7), 4, dxfattribs={"color": 5})
    model.add_arc((0, 0), 5, 0, 90, dxfattribs={"color": 3})
    model.add_hatch(color=1).paths.add_polyline_path([(1, 8), (6, 8), (6, 13), (1, 13)], is_closed=True)
    model.add_text("Mutabor", height=1.2).set_placement((1, 6))
    model.add_mtext("Сад\\Pкалифа", dxfattribs={"char_height": 0.8, "insert": (12, 13)})
    return plan


def scanned(folder: Path) -> None:
    """Two pages by DjVuLibre, with the words that are on the first."""
    for number, words in enumerate(("Mutabor Мутабор", "Kalif Storch"), start=1):
        page = Image.new("1", (600, 400), 1)
        ImageDraw.Draw(page).text((60, 150), words, font=ImageFont.truetype(FONT, 48), fill=0)
        page.save(folder / f"{number}.pbm", "PPM")
        run("cjb2", "-dpi", "150", folder / f"{number}.pbm", folder / f"{number}.djvu")
    (folder / "words.txt").write_text(WORDS, "utf-8")
    run("djvused", folder / "1.djvu", "-e", f"select 1; set-txt {folder / 'words.txt'}; save")
    run("djvm", "-c", sample("djvu"), folder / "1.djvu", folder / "2.djvu")


def print_to_file() -> None:
    """An XPS document of one page, written from its specification (ECMA-388): nothing here prints letters into one."""
    with zipfile.ZipFile(sample("xps"), "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in XPS.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content)
        package.writestr(zipfile.ZipInfo("Resources/font.ttf", (2024, 1, 1, 0, 0, 0)), sample("ttf").read_bytes())


def archived() -> None:
    """A page with its picture and its style, as browsers save it."""
    address = "https://example.org/storch/index.html"
    message = MIMEMultipart("related", type="text/html", boundary="----Mutabor----")
    message["Snapshot-Content-Location"], message["Subject"] = address, "Kalif Storch"
    for part, place in (
        (MIMEText(PAGE, "html", "utf-8"), address),
        (MIMEText("h1 { color: #27408b }", "css", "utf-8"), "https://example.org/storch/style.css"),
        (MIMEImage(sample("jpg").read_bytes(), "jpeg"), "https://example.org/storch/sun.jpg"),
    ):
        part["Content-Location"] = place
        message.attach(part)
    sample("mht").write_bytes(b"From: <Saved by Blink>\r\n" + message.as_bytes(policy=email.policy.SMTP))


def sample(extension: str) -> Path:
    """Where a sample stands."""
    return HERE / f"sample.{extension}"


def typeset(folder: Path, name: str, text: str) -> Path:
    """A PDF by Typst."""
    source = folder / f"{name}.typ"
    source.write_text(text, "utf-8")
    typst.compile(source, output=folder / f"{name}.pdf", format="pdf", pdf_tags=False, timestamp=0)
    return folder / f"{name}.pdf"


def illustrated(drawing: Path) -> None:
    """A PDF with Illustrator's notes beside, as its file format has been since version 9."""
    with pikepdf.open(drawing) as document:
        notes = pikepdf.Dictionary(
            AIMetaData=document.make_stream(b"%!PS-Adobe-3.0\r%%Creator: Adobe Illustrator(R) 24\r")
        )
        made = pikepdf.Dictionary(Private=notes, LastModified=pikepdf.String("D:20240101000000Z"))
        document.pages[0].PieceInfo = pikepdf.Dictionary(Illustrator=made)
        with document.open_metadata() as metadata:
            metadata["xmp:CreatorTool"] = "Adobe Illustrator 24.0 (Windows)"
        document.save(sample("ai"), static_id=True)


def office(folder: Path, extension: str, writer: str) -> None:
    """The SVG, saved by LibreOffice Draw."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    reader = "--infilter=SVG - Scalable Vector Graphics Draw"
    run(
        "soffice",
        profile,
        "--headless",
        reader,
        "--convert-to",
        f"{extension}:{writer}",
        "--outdir",
        folder,
        sample("svg"),
    )
    shutil.copyfile(folder / f"sample.{extension}", sample(extension))


def inkscape(extension: str, drawing: Path) -> None:
    """A drawing, saved by Inkscape."""
    run(
        "inkscape",
        "--export-area-page",
        f"--export-type={extension}",
        f"--export-filename={sample(extension)}",
        drawing,
    )


def word_perfect() -> bytes:
    """A WordPerfect Graphics file of version 1: a box with words, in 1/1200 inch."""
    words = b"Mutabor"
    records = (
        (0x0F, struct.pack("<BBHH", 1, 0, 4000, 2400)),  # the drawing begins
        (0x02, struct.pack("<BBH", 1, 0, 20)),  # lines
        (0x01, struct.pack("<BB", 1, 14)),  # fills
        (0x07, struct.pack("<4h", 300, 300, 3400, 1800)),  # a rectangle
        (0x0D, struct.pack("<HH13xBxBxx", 220, 400, 0, 0)),  # letters
        (0x0C, struct.pack("<Hhh", len(words), 800, 1000) + words),
        (0x10, b""),  # the end
    )
    header = b"\xffWPC" + struct.pack("<IBBBBHH", 16, 1, 0x16, 1, 0, 0, 0)
    return header + b"".join(struct.pack("<BB", kind, len(body)) + body for kind, body in records)


def run(*command: str | Path) -> None:
    """Run a program to its end."""
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
