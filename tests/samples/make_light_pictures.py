"""Makes the samples of JPEG XL and of high dynamic range: ``python tests/samples/make_light_pictures.py``."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
SIZE, LARGE = (96, 64), (240, 160)
GLARE = 6.0  # how bright the sun is, where a screen's white is 1


def main() -> None:
    """Write every sample beside this script."""
    subprocess.run(["cjxl", HERE / "sample.png", sample("jxl"), "-d", "1", "--quiet"], check=True)
    light = seen()
    with tempfile.TemporaryDirectory() as folder:
        planes = Path(folder, "planes")
        light[..., [1, 2, 0]].transpose(2, 0, 1).astype("<f4").tofile(planes)
        for name, words in (("exr", "-compression zip16 -format half"), ("phm", "")):
            given = f"-f rawvideo -pix_fmt gbrpf32le -video_size {SIZE[0]}x{SIZE[1]} -i {planes}".split()
            made = ["-c:v", name, *words.split(), "-frames:v", "1", "-f", "image2", "-update", "1", str(sample(name))]
            subprocess.run(["ffmpeg", "-v", "error", "-y", *given, *made], check=True)
    sample("pfm").write_bytes(floats(light[::2, ::2]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "light.pfm")
        path.write_bytes(floats(seen(LARGE)))  # ImageMagick cuts off what is brighter than white
        subprocess.run(["convert-im6.q16", f"PFM:{path}", f"HDR:{sample('hdr')}"], check=True)


def sample(name: str) -> Path:
    """Where a sample stands."""
    return HERE / f"sample.{name}"


def seen(size: tuple[int, int] = SIZE) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    """The scene's light; its sun glares."""
    with Image.open(sample("png")) as picture:
        page = Image.new("RGB", picture.size, "white")
        page.paste(picture, mask=picture)
    numbers = np.asarray(page.resize(size), np.float32) / 255
    light = np.where(numbers <= 0.04045, numbers / 12.92, ((numbers + 0.055) / 1.055) ** 2.4)
    sun = (numbers[..., 0] > 0.95) & (numbers[..., 2] < 0.9) & (numbers[..., 1] > 0.8)
    light[sun] *= GLARE
    return light.astype(np.float32)


def floats(light: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> bytes:
    """A PFM: rows from below."""
    return f"PF\n{light.shape[1]} {light.shape[0]}\n-1.0\n".encode() + light[::-1].astype("<f4").tobytes()


if __name__ == "__main__":
    main()
