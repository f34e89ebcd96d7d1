"""Draws a model in three dimensions: seen from a corner above, each triangle as bright as it faces the light."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from conversion import process
from conversion.errors import DamagedFileError, TooLargeError

Points = NDArray[np.float64]

SIDE, MARGIN = 1024, 64  # px
FINER = 2  # drawn so many times larger, then made smaller: smooth edges
MOST_FACES = 500_000
TRIANGLE = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("flags", "<u2")])
HEADER = 84  # bytes
TURNED, TILTED = np.radians(-35), np.radians(25)
LIGHT = np.array((0.35, 0.5, 0.8))
COLOUR = np.array((122, 162, 214))
DARKEST = 0.25
TOLD = 50_000  # faces between two words about progress


def draw(mesh: Path, output: Path) -> None:
    """Draw a binary STL into a PNG with a white background; z is up."""
    corners = read(mesh, MOST_FACES)
    points = corners.reshape(-1, 3)
    middle, size = (points.min(0) + points.max(0)) / 2, np.ptp(points, axis=0).max()
    if not np.isfinite(size) or size <= 0:
        raise DamagedFileError("no size")
    seen = _turned((corners - middle) / size)
    flat, shades = _placed(seen), _shades(seen)
    paper = np.full((SIDE * FINER, SIDE * FINER, 3), 255, np.uint8)
    depths = np.full(paper.shape[:2], -np.inf)
    for number, (corners, heights, shade) in enumerate(zip(flat, seen[:, :, 2], shades, strict=True)):
        _fill(paper, depths, corners, heights, shade)
        if number % TOLD == 0:
            process.report(number / len(flat))
    picture = Image.fromarray(paper)
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(output, "PNG")


def read(path: Path, most: int) -> Points:
    """The faces of a binary STL: three corners of three numbers each; raises `TooLargeError`."""
    data = path.read_bytes()
    count = int.from_bytes(data[HEADER - 4 : HEADER], "little")
    if count > most:
        raise TooLargeError("faces", count)
    return np.frombuffer(data, TRIANGLE, count, HEADER)["corners"].astype(np.float64)


def _turned(corners: Points) -> Points:
    """As the eye sees it: x to the right, y up, z towards it."""
    sine, cosine = np.sin(TURNED), np.cos(TURNED)
    around = np.array(((cosine, -sine, 0), (sine, cosine, 0), (0, 0, 1)))
    sine, cosine = np.sin(TILTED), np.cos(TILTED)
    tilt = np.array(((1, 0, 0), (0, sine, cosine), (0, -cosine, sine)))
    turned: Points = corners @ around.T @ tilt.T
    return turned


def _placed(seen: Points) -> Points:
    """Where each corner falls on the paper, the whole as large as it fits."""
    flat = seen[:, :, :2] * (1, -1)
    low, high = flat.min((0, 1)), flat.max((0, 1))
    room = (SIDE - 2 * MARGIN) * FINER
    scaled: Points = (flat - (low + high) / 2) * (room / max(float(np.max(high - low)), 1e-9)) + SIDE * FINER / 2
    return scaled


def _fill(paper: NDArray[np.uint8], depths: Points, corners: Points, heights: Points, shade: NDArray[np.int64]) -> None:
    """Paint a triangle where nothing that is there stands before it."""
    (left, top), (right, bottom) = np.floor(corners.min(0)).astype(int), np.ceil(corners.max(0)).astype(int)
    x, y = np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5)
    first, second = corners[1] - corners[0], corners[2] - corners[0]
    area = first[0] * second[1] - first[1] * second[0]
    if not area:
        return
    x, y = x - corners[0, 0], y - corners[0, 1]
    along, across = (x * second[1] - y * second[0]) / area, (y * first[0] - x * first[1]) / area
    height = heights[0] + along * (heights[1] - heights[0]) + across * (heights[2] - heights[0])
    there = depths[top:bottom, left:right]
    seen = (along >= 0) & (across >= 0) & (along + across <= 1) & (height > there)
    there[seen] = height[seen]
    paper[top:bottom, left:right][seen] = shade


def _shades(seen: Points) -> NDArray[np.int64]:
    normals = np.cross(seen[:, 1] - seen[:, 0], seen[:, 2] - seen[:, 0])
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = normals / np.maximum(lengths, 1e-12)
    normals *= np.where(normals[:, 2:] < 0, -1, 1)  # some programs wind their faces the other way round
    bright = np.clip(normals @ (LIGHT / np.linalg.norm(LIGHT)), 0, 1)
    shades: NDArray[np.int64] = (COLOUR * (DARKEST + (1 - DARKEST) * bright[:, None])).astype(np.int64)
    return shades
