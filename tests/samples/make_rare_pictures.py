"""Makes the samples of rare formats that Pillow knows: ``python tests/samples/make_rare_pictures.py``."""

import io
import struct
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
SIZE = (96, 64)


def main() -> None:
    """Write every sample beside this script."""
    with Image.open(HERE / "sample.png") as opened:
        large = opened.copy()
        clear = opened.resize(SIZE)
    large.info, clear.info = {}, {}
    solid = Image.new("RGB", SIZE, "white")
    solid.paste(clear, mask=clear)
    solid.save(sample("im"), "IM")
    solid.convert("1").save(sample("msp"), "MSP")
    solid.convert("L").convert("F").save(sample("spi"), "SPIDER")
    solid.quantize(256).save(sample("blp"), "BLP")
    large.save(sample("j2k"), "JPEG2000", no_jp2=True, quality_mode="dB", quality_layers=[40])
    second = solid.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    sample("dcx").write_bytes(pile([solid, second]))
    sample("gbr").write_bytes(brush(clear))
    sample("ftc").write_bytes(texture(solid))


def sample(extension: str) -> Path:
    """Where a sample stands."""
    return HERE / f"sample.{extension}"


def pile(pages: list[Image.Image]) -> bytes:
    """DCX: the places of several PCX, then these."""
    bodies = []
    for page in pages:
        buffer = io.BytesIO()
        page.save(buffer, "PCX")
        bodies.append(buffer.getvalue())
    places, place = [], 4 + 4 * (len(bodies) + 1)
    for body in bodies:
        places.append(place)
        place += len(body)
    return struct.pack(f"<I{len(places) + 1}I", 0x3ADE68B1, *places, 0) + b"".join(bodies)


def brush(clear: Image.Image) -> bytes:
    """GIMP's brush, in colours."""
    name = b"Mutabor\0"
    head = struct.pack(">5I4sI", 28 + len(name), 2, clear.width, clear.height, 4, b"GIMP", 10)
    return head + name + clear.tobytes()


def texture(solid: Image.Image) -> bytes:
    """FTEX: a game's texture, uncompressed."""
    pixels = struct.pack("<I", solid.width * solid.height * 3) + solid.tobytes()
    return b"FTEX" + struct.pack("<i2i2i2i", 1, *solid.size, 1, 1, 1, 32) + pixels


if __name__ == "__main__":
    main()
