"""Pictures of light, whose numbers go beyond what a screen shows: developed for the screen, and back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from conversion.engines.imaging import floatmaps, reading, rgbe, vips
from conversion.errors import DamagedFileError, TooLargeError

WEIGHTS = (0.2126, 0.7152, 0.0722)  # of red, green and blue in what looks bright
KNEE = 0.8  # up to here light is shown as it is; what is brighter is squeezed in above
# Between these an average picture is lit well; one beyond is lit so that its middle is MIDDLE.
DARK, BRIGHT, MIDDLE = 0.02, 0.5, 0.18
STRAIGHT, SLOPE = 0.0031308, 12.92  # sRGB's curve begins as a line
DEEPEST = 65535


def read_planes(path: Path, order: Sequence[int], size: tuple[int, int], png: Path) -> None:
    """Develop planes of floats into a PNG; ``order`` is where red, green, blue and alpha stand."""
    width, height = size
    if width * height > reading.MOST_PIXELS // 4:
        raise TooLargeError(width, height)
    numbers = np.fromfile(path, "<f4")
    if numbers.size < width * height * len(order):
        raise DamagedFileError("not all of it")
    planes = numbers[: width * height * len(order)].reshape(len(order), height, width)
    _develop(np.stack([planes[place] for place in order], axis=2), png)


def read_rgbe(source: Path, png: Path) -> None:
    """Develop a Radiance picture into a PNG."""
    _develop(rgbe.read(source.read_bytes()), png)


def read_map(source: Path, png: Path) -> None:
    """Develop a portable float map into a PNG."""
    _develop(floatmaps.read(source.read_bytes()), png)


def write_map(png: Path, path: Path) -> None:
    """A picture as a portable float map."""
    path.write_bytes(floatmaps.written(_measured(png)[..., :3]))


def write_planes(png: Path, path: Path, places: Sequence[int]) -> str:
    """A picture as planes of floats that ffmpeg reads, red, green, blue and alpha there; its size in ffmpeg's words."""
    light = _measured(png)
    if len(places) > light.shape[2]:
        light = np.dstack([light, np.ones(light.shape[:2], np.float32)])
    order = sorted(range(len(places)), key=places.__getitem__)
    np.ascontiguousarray(light[..., order].transpose(2, 0, 1), "<f4").tofile(path)
    return f"{light.shape[1]}x{light.shape[0]}"


def write_rgbe(png: Path, path: Path) -> None:
    """A picture as a Radiance picture."""
    path.write_bytes(rgbe.written(_measured(png)[..., :3]))


def _develop(light: Any, png: Path) -> None:
    bands = light.shape[2]
    colours = 1 if bands == 1 else 3
    shown = np.empty(light.shape, np.uint16)
    shown[..., :colours] = _curved(_squeezed(np.nan_to_num(light[..., :colours], posinf=1e4).clip(0, None)))
    if bands > colours:
        shown[..., colours:] = np.nan_to_num(light[..., colours:]).clip(0, 1) * DEEPEST
    pyvips = vips.library()
    picture = pyvips.Image.new_from_array(shown, interpretation="grey16" if bands == 1 else "rgb16")
    picture.pngsave(str(png), compression=1)


def _squeezed(light: Any) -> Any:
    """Light between 0 and 1: hues stay, what glares is less bright."""
    bright = light @ np.array(WEIGHTS, np.float32) if light.shape[2] > 1 else light[..., 0]
    lit = bright[bright > 0]
    middle = float(np.exp(np.log(lit).mean())) if lit.size else MIDDLE
    gain = 1.0 if DARK <= middle <= BRIGHT or bright.max() <= 1 else MIDDLE / middle
    bright = np.maximum(bright * gain, 1e-6)
    above = np.maximum(bright - KNEE, 0)
    squeezed = np.where(bright > KNEE, KNEE + (1 - KNEE) * (1 - np.exp(-above / (1 - KNEE) / 4)), bright)
    plain = light * gain
    return plain if plain.max() <= 1 else plain * (squeezed / bright)[..., None]


def _curved(light: Any) -> Any:
    """As sRGB's numbers of sixteen bits."""
    light = light.clip(0, 1)
    curved = np.where(light <= STRAIGHT, light * SLOPE, 1.055 * np.power(light, 1 / 2.4) - 0.055)
    return (curved * DEEPEST + 0.5).astype(np.uint16)


def _measured(png: Path) -> Any:
    """A picture's light, of three bands or four."""
    pyvips = vips.library("VipsForeignLoadPng")
    with vips.decoding(pyvips):
        picture = pyvips.Image.new_from_file(str(png), fail_on="truncated")
        most = DEEPEST if picture.format == "ushort" else 255
        numbers = picture.numpy().astype(np.float32) / most
    numbers = numbers.reshape(picture.height, picture.width, -1)
    bands = numbers.shape[2]
    light = numbers[..., :3] if bands >= len(WEIGHTS) else numbers[..., :1].repeat(3, axis=2)
    light = np.where(light <= STRAIGHT * SLOPE, light / SLOPE, np.power((light + 0.055) / 1.055, 2.4))
    return np.dstack([light, numbers[..., -1:]]) if picture.hasalpha() else light
