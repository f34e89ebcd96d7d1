"""Models in three dimensions: the same triangles, a picture of them, and no file but their own."""

import json
import subprocess
from pathlib import Path

import pytest
import trimesh
from PIL import Image

from conversion.engines.models import WRITTEN
from conversion.errors import DamagedFileError, NothingToConvertError
from tests.conversion.engines.desk import converted, sample

FACES = 76


def faces(path: Path, folder: Path) -> int:
    """How many triangles assimp reads in a file."""
    again = folder / "again.stl"
    subprocess.run(["assimp", "export", path, again, "-fstlb"], check=True, stdout=subprocess.DEVNULL)
    return int.from_bytes(again.read_bytes()[80:84], "little")


@pytest.mark.parametrize("target", [*sorted(WRITTEN), "off"])
def test_every_triangle_arrives(target: str, tmp_path: Path) -> None:
    source = "ply" if target != "ply" else "off"
    assert faces(converted(sample(source), target, tmp_path), tmp_path) == FACES


def test_a_part_of_a_machine_becomes_triangles(tmp_path: Path) -> None:
    assert faces(converted(sample("step"), "stl", tmp_path), tmp_path) == 12


def test_a_picture_shows_the_model_on_white(tmp_path: Path) -> None:
    with Image.open(converted(sample("stl"), "png", tmp_path)) as picture:
        assert picture.size == (1024, 1024)
        assert picture.getpixel((5, 5)) == (255, 255, 255)
        darks = [value for value in picture.convert("L").tobytes() if value < 200]
        assert len(darks) > 200_000


@pytest.mark.parametrize("source", ["glb", "ply", "step"])
def test_an_off_has_each_point_once_and_encloses_the_same_space(source: str, tmp_path: Path) -> None:
    there = trimesh.load_mesh(str(converted(sample(source), "off", tmp_path)), process=False)
    expected = trimesh.load_mesh(str(converted(sample(source), "stl", tmp_path)))
    assert len(there.vertices) == len(expected.vertices)
    assert there.volume == pytest.approx(expected.volume, rel=1e-5)
    assert there.bounds == pytest.approx(expected.bounds, rel=1e-5)
    assert there.is_watertight == expected.is_watertight


@pytest.mark.parametrize("uri", ["/etc/passwd", "file:///etc/passwd", "../secret.bin"])
def test_numbers_in_other_files_are_not_read(uri: str, tmp_path: Path) -> None:
    told = json.loads(sample("gltf").read_text())
    told["buffers"][0]["uri"] = uri
    source = tmp_path / "hostile.gltf"
    source.write_text(json.dumps(told))
    with pytest.raises(NothingToConvertError):
        converted(source, "stl", tmp_path)


CLOUD = "ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\nend_header\n"


@pytest.mark.parametrize(
    ("kind", "content"), [("obj", "v 0 0 0\nv 1 0 0\nv 0 1 0\n"), ("ply", f"{CLOUD}0 0 0\n1 1 1\n")]
)
def test_a_cloud_of_points_has_no_faces(kind: str, content: str, tmp_path: Path) -> None:
    source = tmp_path / f"points.{kind}"
    source.write_text(content)
    with pytest.raises(NothingToConvertError):
        converted(source, "stl", tmp_path)


def test_a_model_whose_faces_name_points_that_are_not_there_is_damaged(tmp_path: Path) -> None:
    source = tmp_path / "lost.off"
    source.write_text("OFF\n3 4\n0.1 0.2 0.3\n0.2 0.3 0.4\n0.3 0.4 0.5\n0\n220\n4\n")
    with pytest.raises(DamagedFileError):
        converted(source, "stl", tmp_path)


@pytest.mark.parametrize("kind", ["glb", "gltf", "dae", "step", "3ds"])
def test_a_model_that_breaks_off_is_damaged(kind: str, tmp_path: Path) -> None:
    data = sample(kind).read_bytes()
    source = tmp_path / f"cut.{kind}"
    source.write_bytes(data[: len(data) // 3])
    with pytest.raises((DamagedFileError, NothingToConvertError)):
        converted(source, "stl", tmp_path)
