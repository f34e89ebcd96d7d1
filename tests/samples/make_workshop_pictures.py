"""Makes the samples of painters' pictures and of cursors: ``python tests/samples/make_workshop_pictures.py``."""

import io
import struct
import subprocess
import tempfile
import zipfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
SIZE = (96, 64)
JIFFIES = 8  # sixtieths of a second


def main() -> None:
    """Write every sample beside this script."""
    with Image.open(HERE / "sample.png") as opened:
        large = opened.copy()
        clear = opened.resize(SIZE)
    large.info, clear.info = {}, {}
    solid = on_white(clear)
    by_programs(clear, on_white(large))
    sample("ff").write_bytes(
        struct.pack(">8sII", b"farbfeld", *SIZE) + b"".join(bytes((value, value)) for value in clear.tobytes())
    )
    sample("xcf").write_bytes(gimp(clear))
    sample("lbm").write_bytes(amiga(solid))
    sample("ani").write_bytes(pointers())
    for name, media_type in (("ora", "image/openraster"), ("kra", "application/x-krita")):
        layers(sample(name), media_type, large)


def on_white(clear: Image.Image) -> Image.Image:
    """Without transparency."""
    page = Image.new("RGB", clear.size, "white")
    page.paste(clear, mask=clear)
    return page


def sample(extension: str) -> Path:
    """Where a sample stands."""
    return HERE / f"sample.{extension}"


def by_programs(clear: Image.Image, solid: Image.Image) -> None:
    """What ImageMagick, ffmpeg and the reference library of JPEG XR write."""
    with tempfile.TemporaryDirectory() as folder:
        through, opaque, bitmap = (Path(folder, name) for name in ("clear.png", "solid.png", "solid.bmp"))
        other = Path(folder, "other.png")
        clear.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(other)
        clear.save(through)
        solid.save(opaque)
        solid.save(bitmap)
        frames = ["-delay", "12", f"PNG:{through}", f"PNG:{other}"]
        subprocess.run(["convert-im6.q16", *frames, "-strip", f"MNG:{sample('mng')}"], check=True)
        for name, words in (("jls", "jpegls"), ("pix", "alias_pix")):
            made = ["-c:v", words, "-f", "image2", "-update", "1", str(sample(name))]
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", opaque, *made], check=True)
        made = ["-c:v", "vbn", "-pix_fmt", "rgba", "-f", "image2", "-update", "1", str(sample("vbn"))]
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", through, *made], check=True)
        subprocess.run(["JxrEncApp", "-i", bitmap, "-o", sample("jxr"), "-q", "0.9"], check=True)


def gimp(clear: Image.Image) -> bytes:
    """XCF of one layer."""
    width, height = clear.size
    head = b"gimp xcf file\0" + struct.pack(">3I", width, height, 0) + struct.pack(">IIB", 17, 1, 1) + bytes(8)
    layer = len(head) + 12
    name = b"Mutabor\0"
    about = struct.pack(">4I", width, height, 1, len(name)) + name + bytes(8)
    hierarchy = layer + len(about) + 8
    level = hierarchy + 12 + 8
    tiles = [(x, y) for y in range(0, height, 64) for x in range(0, width, 64)]
    place = level + 8 + 4 * (len(tiles) + 1)
    places, bodies = [], []
    for x, y in tiles:
        tile = clear.crop((x, y, min(x + 64, width), min(y + 64, height)))
        body = b"".join(packed(band.tobytes()) for band in tile.split())
        places.append(place)
        bodies.append(body)
        place += len(body)
    return b"".join(
        (
            head,
            struct.pack(">3I", layer, 0, 0),
            about,
            struct.pack(">II", hierarchy, 0),
            struct.pack(">5I", width, height, 4, level, 0),
            struct.pack(">II", width, height),
            struct.pack(f">{len(places) + 1}I", *places, 0),
            *bodies,
        )
    )


def packed(band: bytes) -> bytes:
    """A tile's colour in the packing of XCF, without a run of equal bytes."""
    parts = [band[start : start + 127] for start in range(0, len(band), 127)]
    return b"".join(bytes((256 - len(part),)) + part for part in parts)


def amiga(solid: Image.Image) -> bytes:
    """ILBM of 32 colours, its planes uncompressed."""
    paletted = solid.quantize(32)
    width, height = paletted.size
    pixels = paletted.tobytes()
    head = struct.pack(">HHhhBBBBHBBhh", width, height, 0, 0, 5, 0, 0, 0, 0, 1, 1, width, height)
    rows = []
    for top in range(0, len(pixels), width):
        for plane in range(5):
            bits = "".join(str(pixel >> plane & 1) for pixel in pixels[top : top + width])
            rows.append(int(bits, 2).to_bytes(width // 8, "big"))
    colours = bytes(paletted.getpalette() or [])[:96].ljust(96, b"\0")
    parts = ((b"BMHD", head), (b"CMAP", colours), (b"BODY", b"".join(rows)))
    body = b"ILBM" + b"".join(name + struct.pack(">I", len(part)) + part for name, part in parts)
    return b"FORM" + struct.pack(">I", len(body)) + body


def pointers() -> bytes:
    """ANI: four icons, one after the other."""
    icons = []
    with Image.open(HERE / "sample.gif") as moving:
        for number in range(4):
            moving.seek(number)
            buffer = io.BytesIO()
            moving.convert("RGBA").resize((32, 32)).save(buffer, "ICO", sizes=[(32, 32)], bitmap_format="bmp")
            icons.append(buffer.getvalue())
    frames = b"fram" + b"".join(b"icon" + struct.pack("<I", len(icon)) + icon for icon in icons)
    header = struct.pack("<9I", 36, 4, 4, 0, 0, 0, 0, JIFFIES, 1)
    body = b"ACON" + b"anih" + struct.pack("<I", 36) + header + b"LIST" + struct.pack("<I", len(frames)) + frames
    return b"RIFF" + struct.pack("<I", len(body)) + body


def layers(path: Path, media_type: str, clear: Image.Image) -> None:
    """A painter's zip: the mark of what it is, and the finished picture."""
    buffer = io.BytesIO()
    clear.save(buffer, "PNG")
    stack = f'<?xml version="1.0"?>\n<image w="{clear.width}" h="{clear.height}"><stack>'
    stack += '<layer name="1" src="data/layer0.png" x="0" y="0"/></stack></image>\n'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), media_type)
        for name, content in (
            ("stack.xml", stack),
            ("data/layer0.png", buffer.getvalue()),
            ("mergedimage.png", buffer.getvalue()),
        ):
            archive.writestr(zipfile.ZipInfo(name), content)


if __name__ == "__main__":
    main()
