"""Farbfeld: a size, and four colours of sixteen bits a pixel, the high byte first."""

import struct
from pathlib import Path

import numpy as np

from conversion.engines.imaging import reading, vips
from conversion.errors import DamagedFileError, TooLargeError

HEAD = struct.Struct(">8sII")
NAME = b"farbfeld"
BANDS = 4


def read(source: Path, png: Path) -> None:
    """Write it as a PNG; raises `DamagedFileError` and `TooLargeError`."""
    data = source.read_bytes()
    if len(data) < HEAD.size:
        raise DamagedFileError("no header")
    name, width, height = HEAD.unpack_from(data)
    if width * height > reading.MOST_PIXELS:
        raise TooLargeError(width, height)
    count = width * height * BANDS
    if name != NAME or not count or len(data) < HEAD.size + count * 2:
        raise DamagedFileError("not all of it")
    pixels = np.frombuffer(data, ">u2", count, HEAD.size).astype(np.uint16).reshape(height, width, BANDS)
    vips.library().Image.new_from_array(pixels, interpretation="rgb16").pngsave(str(png), compression=1)


def write(png: Path, path: Path) -> None:
    """Write an RGBA PNG of any depth."""
    pyvips = vips.library("VipsForeignLoadPng")
    with vips.decoding(pyvips):
        picture = pyvips.Image.new_from_file(str(png), fail_on="truncated")
        pixels = picture.numpy().astype(">u2")
    pixels = pixels if picture.format == "ushort" else pixels * 257
    if picture.bands < BANDS:
        pixels = np.dstack([pixels, np.full(pixels.shape[:2], 0xFFFF)])
    path.write_bytes(HEAD.pack(NAME, picture.width, picture.height) + pixels.astype(">u2").tobytes())
