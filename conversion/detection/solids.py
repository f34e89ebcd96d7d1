"""What models in three dimensions are by their bytes."""

import codecs
import re
from pathlib import Path

# Beginnings that are a model's own; texts, most of them
SHAPES = tuple(
    (name, re.compile(shape, re.DOTALL))
    for name, shape in (
        ("glb", rb"glTF[\x01\x02]\0\0\0"),
        ("ply", rb"ply\r?\nformat "),
        ("fbx", rb"Kaydara FBX Binary  \0|; FBX \d+\.\d+\.\d+ project file"),
        ("off", rb"OFF\s++(?:#[^\n]*+\n\s*+)*+\d+\s+\d+\s+\d"),
        ("x", rb"xof 0[23]0[23]"),
        ("step", rb"ISO-10303-21;"),
        ("3ds", rb"MM.{4}\x02\0\x0a\0|MM.{4}\x3d\x3d"),
        ("dae", rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.{0,2000}?-->)\s*+)*+<COLLADA[\s>]"),
        ("x3d", rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE X3D[^>]*>\s*|(?><!--.{0,2000}?-->)\s*+)*+<X3D[\s>]"),
        ("stl", rb"\s*solid\b[^\n]{0,200}\n\s*facet\s+normal\s"),
        ("gltf", rb"\s*\{(?=.*\"asset\"\s*:\s*\{[^}]{0,500}\"version\")(?=.*\"(?:meshes|scenes|accessors)\"\s*:)"),
        (
            "obj",
            rb"(?:\s++|#[^\n]*\n|(?:mtllib|[ogs]|usemtl|v[nt])[ \t][^\n]*\n)*+v[ \t]+-?[\d.][^\n]*\n\s*+v[nt]?[ \t]+\S",
        ),
    )
)
HEADER, FACE = 84, 50  # bytes of a binary STL


def look(path: Path, head: bytes) -> str | None:
    """The model; a binary STL is known by its length alone."""
    text = head.removeprefix(codecs.BOM_UTF8)
    found = next((name for name, shape in SHAPES if shape.match(text)), None)
    if found or len(head) < HEADER:
        return found
    faces = int.from_bytes(head[HEADER - 4 : HEADER], "little")
    return "stl" if faces and path.stat().st_size == HEADER + FACE * faces else None
