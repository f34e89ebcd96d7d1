"""What a second program says of an output: one that had no part in writing it opens it."""

import io
import json
import sqlite3
import subprocess
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import olefile
import openpyxl
import pikepdf
import pysubs2
import pyvips
import resvg_py
import trimesh
import yaml
from avro.datafile import DataFileReader
from avro.io import DatumReader
from PIL import Image
from pymediainfo import MediaInfo

from conversion import formats
from conversion.formats import Format, Kind

FINE = ""
DEADLINE = 60.0  # seconds
# The parts that the main part of a package stands in.
MAIN = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "xlsx": "xl/workbook.xml",
    "vsdx": "visio/document.xml",
}
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
OPF = "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A program or library that opens what ``kinds`` names, unless one of the engines ``writers`` wrote it.

    ``read`` raises, or returns a sentence that says what is wrong, or `FINE`.
    """

    program: str
    kinds: tuple[Format, ...]
    read: Callable[[Path, Format], str]
    writers: frozenset[str] = frozenset()


def said(*command: str | Path) -> str:
    """What a program prints; raises where it doesn't end well."""
    return subprocess.run(
        command, check=True, capture_output=True, text=True, errors="replace", timeout=DEADLINE
    ).stdout


def by_pillow(path: Path, _target: Format) -> str:
    with Image.open(path) as picture:
        picture.load()
    return FINE


def by_vips(path: Path, _target: Format) -> str:
    pyvips.operation_block_set("VipsForeignLoad", False)  # an engine that was called in this process blocks them
    pyvips.Image.new_from_file(str(path), access="sequential", fail_on="error").avg()
    return FINE


def by_magick(path: Path, target: Format) -> str:
    coder = {"tiff": "tiff", "jbg": "jbig", "sun": "sun", "six": "sixel", "cal": "cals", "j2k": "j2c"}.get(target.name)
    return FINE if said("identify", f"{coder or target.name}:{path}") else "ImageMagick sees no picture"


def by_mediainfo(path: Path, target: Format) -> str:
    wanted = {"Audio"} if target.kind is Kind.AUDIO else {"Video", "Image"}
    found = {track.track_type for track in MediaInfo.parse(str(path)).tracks}
    return FINE if wanted & found else f"MediaInfo finds {sorted(found)}"


def by_ffmpeg(path: Path, _target: Format) -> str:
    said("ffmpeg", "-nostdin", "-v", "error", "-xerror", "-i", path, "-f", "null", "-")
    return FINE


def by_ffprobe(path: Path, _target: Format) -> str:
    asked = ("-v", "error", "-show_entries", "packet=pts", "-of", "csv=p=0", "-i", path)
    return FINE if said("ffprobe", *asked).strip() else "ffprobe finds no lines"


def by_pysubs(path: Path, target: Format) -> str:
    return FINE if pysubs2.load(str(path), format_=target.name) else "no lines"


def by_seven_zip(path: Path, _target: Format) -> str:
    said("7zz", "t", "-y", path)
    return FINE


def by_poppler(path: Path, _target: Format) -> str:
    return FINE if "Pages:" in said("pdfinfo", path) else "no pages"


def by_qpdf(path: Path, _target: Format) -> str:
    with pikepdf.open(path) as document:
        return "; ".join(map(str, document.check_pdf_syntax()))


def by_ghostscript(path: Path, _target: Format) -> str:
    said("gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=nullpage", path)
    return FINE


def by_freetype(path: Path, _target: Format) -> str:
    return FINE if said("fc-scan", "--format", "%{family}", path) else "FreeType finds no font"


def by_pandoc(path: Path, target: Format) -> str:
    import pypandoc  # noqa: PLC0415 - finds its program when it is imported

    said(pypandoc.get_pandoc_path(), "--from", target.name, "--to", "native", path)
    return FINE


def by_openpyxl(path: Path, _target: Format) -> str:
    with path.open("rb") as file:  # whatever its name is
        openpyxl.load_workbook(file).close()
    return FINE


def by_zip_and_xml(path: Path, target: Format) -> str:
    """A package whose main part is XML; an OpenDocument has a ``content.xml``."""
    with zipfile.ZipFile(path) as package:
        if broken := package.testzip():
            return f"{broken} is broken"
        names = package.namelist()
        main = next((part for part in MAIN.values() if part in names), "content.xml")
        ET.fromstring(package.read(main))
    return FINE if main != "content.xml" or target.name not in MAIN else "no main part"


def by_spine(path: Path, _target: Format) -> str:
    """An epub: every chapter of its spine is there, and XML."""
    with zipfile.ZipFile(path) as book:
        root = next(ET.fromstring(book.read("META-INF/container.xml")).iter(CONTAINER)).attrib["full-path"]
        package = ET.fromstring(book.read(root))
        items = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{OPF}item")}
        chapters = [items[chapter.attrib["idref"]] for chapter in package.iter(f"{OPF}itemref")]
        for chapter in chapters:
            ET.fromstring(book.read((Path(root).parent / chapter).as_posix()))
    return FINE if chapters else "no chapters"


def by_olefile(path: Path, _target: Format) -> str:
    with olefile.OleFileIO(path, raise_defects=olefile.DEFECT_INCORRECT) as document:
        return FINE if document.listdir() else "no streams"


def by_expat(path: Path, _target: Format) -> str:
    ET.parse(path)
    return FINE


def by_resvg(path: Path, _target: Format) -> str:
    picture = bytes(resvg_py.svg_to_bytes(svg_path=str(path), dpi=96))
    with Image.open(io.BytesIO(picture)) as drawn:
        drawn.load()
    return FINE


def by_trimesh(path: Path, target: Format) -> str:
    faces = len(trimesh.load_mesh(str(path), file_type=target.name).faces)
    return FINE if faces else "no faces"


def by_sqlite(path: Path, _target: Format) -> str:
    with sqlite3.connect(path) as database:
        (answer,) = database.execute("pragma integrity_check").fetchone()
    return FINE if answer == "ok" else str(answer)


def by_avro(path: Path, _target: Format) -> str:
    with path.open("rb") as file, DataFileReader(file, DatumReader()) as rows:
        return FINE if list(rows) else "no rows"


LOADERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "geojson": json.loads,
    "ipynb": json.loads,
    "csljson": json.loads,
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "toml": tomllib.loads,
    "yaml": yaml.safe_load,
}


def by_loader(path: Path, target: Format) -> str:
    return FINE if LOADERS[target.name](path.read_text("utf-8")) is not None else "nothing in it"


def _kinds(names: str) -> tuple[Format, ...]:
    return tuple(row for name in names.split() if (row := formats.from_name(name)))


def _of(*kinds: Kind) -> tuple[Format, ...]:
    return tuple(row for row in formats.FORMATS if row.kind in kinds)


OFFICE = frozenset({"writer", "calc", "impress", "draw"})
VIPS = frozenset({"vips"})
MAGICK = frozenset({"imagemagick", "highrange"})
PILLOW_ONLY = "tga bmp ico dds pcx sgi icns xbm pbm ppm pgm msp im spi blp jp2 apng"

# The first that knows the format and did not write it is asked.
OPINIONS: tuple[Opinion, ...] = (
    Opinion("libvips", _kinds("jpg png webp gif tiff"), by_vips, VIPS),
    Opinion("Pillow", _kinds("png tiff jpg webp"), by_pillow),
    Opinion(
        "ImageMagick",
        _kinds("avif heic bmp tga ico dds pcx sgi xbm pbm ppm pgm jp2 xpm pam dpx miff xwd wbmp sun"),
        by_magick,
        MAGICK,
    ),
    Opinion("Pillow", _kinds(f"{PILLOW_ONLY} sun qoi psd"), by_pillow),
    Opinion("FFmpeg", _kinds("apng qoi pfm dpx xwd exr"), by_ffmpeg),
    Opinion(
        "MediaInfo",
        _kinds("mp4 mkv webm mov avi m4v flv mpg ts m2ts mts 3gp 3g2 wmv asf ogv f4v vob mxf m2v h264 hevc dv ivf"),
        by_mediainfo,
    ),
    Opinion(
        "MediaInfo",
        _kinds("mp3 m4a aac ogg opus flac wav aiff wma amr mka ac3 eac3 mp2 caf au w64 tta spx m4b m4r weba dts rf64"),
        by_mediainfo,
    ),
    Opinion(
        "7-Zip",
        _kinds("zip 7z tar tar.gz tar.bz2 tar.xz gz bz2 xz iso cpio ar wim jar cbz cb7"),
        by_seven_zip,
        frozenset({"7-zip"}),
    ),
    Opinion("poppler", _kinds("pdf"), by_poppler, frozenset({"poppler"})),
    Opinion("qpdf", _kinds("pdf"), by_qpdf),
    Opinion("Ghostscript", _kinds("ps eps"), by_ghostscript),
    Opinion("FreeType", _kinds("ttf otf woff woff2 pfb pfa"), by_freetype),
    Opinion("pandoc", _kinds("docx odt rtf"), by_pandoc, frozenset({"pandoc"})),
    Opinion("openpyxl", _kinds("xlsx xlsm xltx"), by_openpyxl, frozenset({"data"})),
    Opinion(
        "zip and expat", _kinds("docx xlsx pptx odt ods odp odg ott ots otp otg docm dotx pptm potx"), by_zip_and_xml
    ),
    Opinion("olefile", _kinds("doc dot xls xlt ppt pot pps"), by_olefile),
    Opinion("zip and expat", _kinds("epub"), by_spine),
    Opinion("expat", _kinds("fodt fods fodp fodg fb2 xml opml jats ttml x3d dae docbook tei"), by_expat),
    Opinion("resvg", _kinds("svg"), by_resvg, frozenset({"svg"})),
    Opinion("trimesh", _kinds("stl obj ply glb off"), by_trimesh, frozenset({"trimesh"})),
    Opinion("FFmpeg", _kinds("srt vtt ass ssa mpl smi lrc scc"), by_ffprobe, frozenset({"captions"})),
    Opinion("pysubs2", _kinds("srt vtt ass"), by_pysubs, frozenset({"subtitles"})),
    Opinion("SQLite", _kinds("sqlite"), by_sqlite),
    Opinion("Apache Avro", _kinds("avro"), by_avro),
    Opinion("Python", _kinds(" ".join(LOADERS)), by_loader),
)


def about(target: Format, engine: str) -> Opinion | None:
    """Who is asked about an output of that format by that engine; None where nobody else here reads it."""
    stored = formats.stored(target)
    return next((one for one in OPINIONS if stored in one.kinds and engine not in one.writers), None)


def complaint(path: Path, target: Format, engine: str) -> str:
    """What the second program has against a file, or `FINE`."""
    opinion = about(target, engine)
    if opinion is None:
        return FINE
    try:
        found = opinion.read(path, formats.stored(target))
    except subprocess.CalledProcessError as error:
        found = f"ended with {error.returncode}: {(error.stderr or error.stdout)[-300:]}"
    except Exception as error:  # noqa: BLE001 - whatever it raises is what it says
        found = f"{type(error).__name__}: {error}"
    return f"{opinion.program}: {found}" if found else FINE


def first_of(path: Path, folder: Path) -> Path:
    """The first file of a zip of several."""
    with zipfile.ZipFile(path) as packed:
        return Path(packed.extract(packed.namelist()[0], folder))


def programs() -> Iterable[str]:
    """Everybody who is asked."""
    return sorted({one.program for one in OPINIONS})
