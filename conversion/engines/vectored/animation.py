"""A Lottie animation, unpacked, cleaned and drawn frame by frame."""

import contextlib
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

from PIL import Image
from rlottie_python.rlottie_wrapper import LottieAnimation

from conversion.errors import DamagedFileError, TooLargeError

LARGEST = 32 << 20  # bytes of JSON
MOST_FRAMES = 3600
LARGEST_SIDE = 4096  # px
MOST_PIXELS = 1 << 30  # of all frames
GZIP, ZIP = b"\x1f\x8b", b"PK"
# Where a dotLottie keeps its animations, in its first and second version.
FOLDERS = ("animations/", "a/")
BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Animation:
    """``frames`` in ``length`` seconds, each of ``size`` in pixels."""

    lottie: Any
    frames: int
    length: Fraction
    size: tuple[int, int]

    def numbers(self, rate: int) -> list[int]:
        """The frames to draw, evenly, at most ``rate`` a second; raises `TooLargeError`."""
        every = max(1, ceil(Fraction(self.frames) / self.length / rate))
        numbers = list(range(0, self.frames, every))
        if len(numbers) * self.size[0] * self.size[1] > MOST_PIXELS:
            raise TooLargeError("pixels", len(numbers), *self.size)
        return numbers

    def frame(self, number: int) -> Image.Image:
        """One frame, transparent where nothing is drawn. What comes out of rlottie has its alpha multiplied in."""
        data = self.lottie.lottie_animation_render(number, width=self.size[0], height=self.size[1])
        return Image.frombytes("RGBA", self.size, data, "raw", "BGRa")

    def first_visible(self) -> int:
        """The first frame that shows anything: many begin with nothing."""
        step = max(1, self.frames // 20)
        return next((number for number in range(0, self.frames, step) if self.frame(number).getbbox()), 0)


def read(path: Path) -> str:
    """The JSON of a sticker, of a dotLottie or of a bare file; raises `DamagedFileError` and `TooLargeError`."""
    try:
        data = _unpacked(path.read_bytes())
        if len(data) > LARGEST:
            raise TooLargeError("bytes of JSON")
        found = json.loads(data)
        found["layers"], found["op"]
        return json.dumps(_without_files(found), ensure_ascii=False)
    except BROKEN as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error


def _unpacked(data: bytes) -> bytes:
    if data.startswith(GZIP):
        with gzip.open(io.BytesIO(data)) as file:
            return file.read(LARGEST + 1)
    if data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = next(n for n in archive.namelist() if n.startswith(FOLDERS) and n.endswith(".json"))
            with archive.open(name) as member:
                return member.read(LARGEST + 1)
    return data


def _without_files(found: Any) -> Any:
    """Pictures that lie outside are nobody's business; those inside the file stay."""
    for asset in found.get("assets", []):
        if not str(asset.get("p", "data:")).startswith("data:"):
            del asset["p"]
    return found


def _shape(content: str, lottie: Any) -> tuple[int, Fraction, tuple[int, int]]:
    """Frames, frames a second, width and height. The last frame that rlottie counts is the end, not a frame."""
    told = json.loads(content)
    try:
        frames = round(told["op"] - told.get("ip", 0))
        rate = Fraction(told["fr"]).limit_denominator(1001)
        width, height = lottie.lottie_animation_get_size()
    except BROKEN as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error
    return frames, rate, (int(width), int(height))


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Animation]:
    """The animation; raises `DamagedFileError` and `TooLargeError`."""
    content = read(path)
    with LottieAnimation.from_data(content) as lottie:
        frames, rate, size = _shape(content, lottie)
        if frames < 1 or rate <= 0 or min(size) < 1:
            raise DamagedFileError("no frames", frames, str(rate), *size)
        if frames > MOST_FRAMES or max(size) > LARGEST_SIDE:
            raise TooLargeError("frames", frames, *size)
        yield Animation(lottie, frames, frames / rate, (size[0], size[1]))
