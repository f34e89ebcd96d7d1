"""Makes the samples of models, by assimp from shapes of trimesh.

``apt-get source --download-only assimp``, whose tests (BSD) have an FBX that others can read, then
``python tests/samples/make_models.py assimp_*.orig.tar.xz``.
"""

import base64
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import trimesh

HERE = Path(__file__).parent
WRITTEN = {
    "stl": "stlb", "obj": "objnomtl", "ply": "plyb", "glb": "glb2", "gltf": "gltf2", "dae": "collada", "3ds": "3ds",
    "x3d": "x3d", "x": "x",
}  # fmt: skip


def main(tarball: str) -> None:
    """Write every sample beside this script."""
    box = trimesh.creation.box((2, 1, 0.6))
    post = trimesh.creation.cylinder(0.35, 1.2, sections=16)
    post.apply_translation((0.4, 0, 0.6))
    whole = trimesh.util.concatenate([box, post])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole.export(folder / "model.ply")  # type: ignore[no-untyped-call]
        for kind, written in WRITTEN.items():
            export(folder / "model.ply", folder / f"sample.{kind}", written)
            if kind != "gltf":
                (HERE / f"sample.{kind}").write_bytes((folder / f"sample.{kind}").read_bytes())
        told = json.loads((folder / "sample.gltf").read_text())
        packed = base64.b64encode((folder / told["buffers"][0]["uri"]).read_bytes()).decode()
        told["buffers"][0]["uri"] = f"data:application/octet-stream;base64,{packed}"
        (HERE / "sample.gltf").write_text(json.dumps(told))
        box.export(folder / "box.ply")
        export(folder / "box.ply", HERE / "sample.step", "stp")
        export(HERE / "sample.stl", HERE / "sample.3mf", "3mf")
    with tarfile.open(tarball) as tests:
        path = next(name for name in tests.getnames() if name.endswith("/FBX/box.fbx"))
        file = tests.extractfile(path)
        assert file is not None
        (HERE / "sample.fbx").write_bytes(file.read())
    whole.export(HERE / "sample.off")  # type: ignore[no-untyped-call]


def export(source: Path, output: Path, kind: str) -> None:
    """Convert by assimp."""
    subprocess.run(["assimp", "export", source, output, f"-f{kind}"], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1])
