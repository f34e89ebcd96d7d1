"""Models in three dimensions into one another, by assimp, and a picture of them."""

import base64
import json
import re
import struct
from pathlib import Path
from typing import Any

from conversion import formats, process
from conversion.engines.base import Engine, Step, all_routes
from conversion.errors import DamagedFileError, NothingToConvertError, OutputError

# assimp's names of what it writes: an OBJ without a second file for its colours, a PLY in ASCII, because in a binary
# one the colours are longer than it says
WRITTEN = {
    "stl": "stlb", "obj": "objnomtl", "ply": "ply", "glb": "glb2", "gltf": "gltf2", "dae": "collada", "3ds": "3ds",
    "x3d": "x3d", "x": "x", "3mf": "3mf",
}  # fmt: skip
READ = formats.named("stl obj ply glb gltf dae 3ds x3d x off 3mf fbx step")
PNG, OFF = formats.named("png"), formats.named("off")
FACES_AT, FACE = 80, 50  # bytes into a binary STL, of each of its faces
# What a cloud of points has none of; assimp writes nothing of it, and does not say why.
FACES = {
    "ply": re.compile(rb"^element (?:face|tristrips) +[1-9]", re.MULTILINE),
    "obj": re.compile(rb"^\s*f[ \t]", re.MULTILINE),
}
MATERIALS = re.compile(rb"^[ \t]*mtllib[^\n]*$", re.MULTILINE)
PART = re.compile(r"\b((?:DEF|USE)=)'(.*?)'(?=[\s/>])")
UNNAMED = re.compile(r"[^\w.-]")
JSON_AT = 20  # bytes into a GLB


class ModelEngine(Engine):
    """Shapes are kept as triangles; of colours what the target holds, of movement nothing."""

    name = "assimp"
    queue = "document"
    tools = (process.Tool("assimp", "assimp-utils"),)
    libraries = ("cascadio", "numpy", "pillow")
    routes = all_routes(READ, formats.named(" ".join(WRITTEN))) | all_routes(READ, PNG + OFF)

    def convert(self, step: Step) -> None:
        """Convert; raises `NothingToConvertError` for a model without faces, or with parts in files elsewhere."""
        folder = step.scratch / "alone"
        folder.mkdir()
        source = folder / f"model.{'glb' if step.source_format.name == 'step' else step.source.suffix[1:]}"
        step.runner.call(prepare, step.source, step.source_format.name, source)
        mesh = folder / "mesh.stl"
        _export(step, source, mesh, "stlb")
        _check(mesh.read_bytes())
        if step.target in PNG:
            step.runner.call(draw, mesh, step.output)
            return
        if step.target in OFF:
            step.runner.call(list_polygons, mesh, step.output)
            return
        made = folder / f"made.{step.target.extension}"
        # Of a scene whose root is the only shape it would write nothing as 3MF.
        _export(step, mesh if step.target.name == "3mf" else source, made, WRITTEN[step.target.name])
        if step.target.name == "gltf":
            step.runner.call(embed, made, step.output)
        elif step.target.name == "x3d":
            step.runner.call(rename_parts, made, step.output)
        else:
            made.rename(step.output)


def _check(mesh: bytes) -> None:
    count = int.from_bytes(mesh[FACES_AT : FACES_AT + 4], "little")
    if not count:
        raise NothingToConvertError("no faces")
    if len(mesh) != FACES_AT + 4 + FACE * count:
        raise DamagedFileError("faces", count)


def _export(step: Step, source: Path, output: Path, kind: str) -> None:
    step.runner.read(["assimp", "export", source, output, f"-f{kind}"], output)


def prepare(source: Path, name: str, path: Path) -> None:
    """Lay the model out where no other file can be read along with it."""
    if name == "step":
        import cascadio  # noqa: PLC0415 - large, and only this needs it

        if cascadio.step_to_glb(str(source), str(path), 0.1, 0.5) or not path.is_file():
            raise DamagedFileError("cascadio")
        return
    data = source.read_bytes()
    if name in FACES and not FACES[name].search(data):
        raise NothingToConvertError("no faces")
    if name in ("gltf", "glb"):
        _refuse_others(data, name)
    path.write_bytes(MATERIALS.sub(b"", data) if name == "obj" else data)


def _refuse_others(data: bytes, name: str) -> None:
    """Everything must be inside: an address would make a stranger's file read ours."""
    try:
        if name == "glb":
            (length,) = struct.unpack_from("<I", data, JSON_AT - 8)
            data = data[JSON_AT : JSON_AT + length]
        told: dict[str, Any] = json.loads(data)
        uris = [part["uri"] for kind in ("buffers", "images") for part in told.get(kind, ()) if "uri" in part]
    except (ValueError, struct.error, AttributeError, TypeError) as error:
        raise DamagedFileError(str(error)) from error
    if not all(str(uri).startswith("data:") for uri in uris):
        raise NothingToConvertError("parts of it are in other files")


def rename_parts(source: Path, output: Path) -> None:
    """An X3D whose parts have names that XML allows: assimp writes them as they are."""
    text = PART.sub(lambda found: f"{found[1]}'{UNNAMED.sub('_', found[2])}'", source.read_text("utf-8", "replace"))
    output.write_text(text, "utf-8")


def embed(source: Path, output: Path) -> None:
    """A glTF with its numbers inside instead of in a file beside."""
    told = json.loads(source.read_text(encoding="utf-8"))
    for buffer in told["buffers"]:
        beside = source.with_name(Path(buffer["uri"]).name)
        if not beside.is_file():
            raise OutputError("buffer", buffer["uri"])
        packed = base64.b64encode(beside.read_bytes()).decode()
        buffer["uri"] = f"data:application/octet-stream;base64,{packed}"
    output.write_text(json.dumps(told), encoding="utf-8")


def draw(mesh: Path, output: Path) -> None:
    """Draw a binary STL into a PNG."""
    from conversion.engines import portraits  # noqa: PLC0415 - numpy is the child's alone

    portraits.draw(mesh, output)


def list_polygons(mesh: Path, output: Path) -> None:
    """Write a binary STL as an OFF."""
    from conversion.engines import polygons  # noqa: PLC0415 - as above

    polygons.write(mesh, output)
