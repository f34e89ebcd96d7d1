"""Writes a model as OFF: its points, each once, and the triangles between them."""

from pathlib import Path

import numpy as np

from conversion.engines import portraits

MOST_FACES = 2_000_000


def write(mesh: Path, output: Path) -> None:
    """Write a binary STL as an OFF; raises `TooLargeError`."""
    corners = portraits.read(mesh, MOST_FACES).astype(np.float32).reshape(-1, 3)
    points, numbers = np.unique(corners, axis=0, return_inverse=True)
    faces = numbers.reshape(-1, 3)
    with output.open("w", encoding="ascii", newline="\n") as file:
        file.write(f"OFF\n{len(points)} {len(faces)} 0\n")
        np.savetxt(file, points, "%.9g")
        np.savetxt(file, faces, "3 %d %d %d")
