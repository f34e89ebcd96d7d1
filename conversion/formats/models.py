"""Rows of the catalogue: models in three dimensions."""

from conversion.formats.row import Format, Kind, row

ROWS: tuple[Format, ...] = (
    row(Kind.MODEL, "stl", "model/stl application/sla"),
    row(Kind.MODEL, "obj", "model/obj"),
    row(Kind.MODEL, "ply", "model/x-ply"),
    row(Kind.MODEL, "glb", "model/gltf-binary"),
    row(Kind.MODEL, "gltf", "model/gltf+json"),
    row(Kind.MODEL, "dae", "model/vnd.collada+xml"),
    row(Kind.MODEL, "3ds", "image/x-3ds application/x-3ds"),
    row(Kind.MODEL, "x3d", "model/x3d+xml"),
    row(Kind.MODEL, "x", "model/x-directx"),
    row(Kind.MODEL, "off", "model/x-off"),
    row(Kind.MODEL, "3mf", "model/3mf application/vnd.ms-package.3dmanufacturing-3dmodel+xml"),
    row(Kind.MODEL, "fbx", "application/vnd.autodesk.fbx"),
    row(Kind.MODEL, "step stp p21", "model/step application/step"),
)
