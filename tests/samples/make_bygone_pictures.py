"""Makes the samples of bygone formats by ImageMagick: ``python tests/samples/make_bygone_pictures.py``."""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
PROGRAM = "convert-im6.q16"
SIZE = (96, 64)
CODERS = {"cal": "CALS", "jbg": "JBIG", "six": "SIXEL"}
CLEAR = "aai avs dpx miff pam psb viff"
SOLID = "cin ipl mtv pict six sun xwd"
GREY = "fits pgx vicar"
INK = "art cal jbg otb rgf wbmp"


def main() -> None:
    """Write every sample beside this script."""
    with Image.open(HERE / "sample.png") as opened:
        large = opened.copy()
        clear = opened.resize(SIZE)
    large.info, clear.info = {}, {}
    solid = Image.new("RGB", SIZE, "white")
    solid.paste(clear, mask=clear)
    for names, picture in ((CLEAR, clear), (SOLID, solid), (GREY, solid.convert("L")), (INK, solid.convert("1"))):
        for name in names.split():
            write(picture, name)
    write(large, "jng")


def write(picture: Image.Image, name: str) -> None:
    """Encode it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.png")
        picture.save(source)
        coder = CODERS.get(name, name.upper())
        subprocess.run([PROGRAM, f"PNG:{source}", "-strip", f"{coder}:{HERE / f'sample.{name}'}"], check=True)


if __name__ == "__main__":
    main()
