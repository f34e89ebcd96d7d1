"""Models, fonts, recordings and animations that name files and addresses, or claim more than they hold."""

import base64
import json
import struct
import zlib
from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.bombs import zipped
from tests.hostile.trial import Hostile

SOLID = ("stl", "glb", "png")


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    places = {
        "file": f"file://{bait.picture}",
        "path": str(bait.picture),
        "above": "../../secret.png",
        "address": f"{bait.url}/x.png",
    }
    for title, place in places.items():
        yield Hostile(f"buffer at a {title}.gltf", _gltf(place.replace(".png", ".bin"), place), SOLID)
        yield Hostile(
            f"material at a {title}.obj",
            f"mtllib {place.replace('.png', '.mtl')}\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl x\nf 1 2 3\n".encode(),
            SOLID,
        )
        yield Hostile(f"texture at a {title}.dae", _collada(place), SOLID)
        yield Hostile(
            f"inline at a {title}.x3d",
            f'<X3D version="3.3"><Scene><Inline url=\'"{place}"\'/><Shape><Appearance><ImageTexture url=\'"{place}"\'/></Appearance><Box/></Shape></Scene></X3D>'.encode(),
            SOLID,
        )
        yield Hostile(
            f"picture at a {title}.lottie",
            zipped({"manifest.json": b'{"animations":[{"id":"a"}]}', "animations/a.json": _lottie(place)}),
            ("png", "gif"),
        )
    yield from _claims()
    yield from _fonts()
    yield Hostile(
        "climbing.3mf",
        zipped(
            {
                "[Content_Types].xml": b"<Types/>",
                "_rels/.rels": f'<Relationships><Relationship Target="{bait.text}" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/></Relationships>'.encode(),
                "../was-here": b"evil",
            }
        ),
        ("stl",),
    )


def _gltf(buffer: str, picture: str) -> bytes:
    corners = base64.b64encode(struct.pack("<9f", 0, 0, 0, 1, 0, 0, 0, 1, 0)).decode()
    scene = {
        "asset": {"version": "2.0"},
        "buffers": [
            {"uri": f"data:application/octet-stream;base64,{corners}", "byteLength": 36},
            {"uri": buffer, "byteLength": 30},
        ],
        "bufferViews": [{"buffer": 0, "byteLength": 36}, {"buffer": 1, "byteLength": 30}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]}
        ],
        "images": [{"uri": picture}, {"bufferView": 1, "mimeType": "image/png"}],
        "textures": [{"source": 0}],
        "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "material": 0}]}],
        "nodes": [{"mesh": 0}],
        "scenes": [{"nodes": [0]}],
        "scene": 0,
    }
    return json.dumps(scene).encode()


def _collada(place: str) -> bytes:
    return (
        '<?xml version="1.0"?><COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1"><asset/>'
        f'<library_images><image id="i"><init_from>{place}</init_from></image></library_images>'
        f'<scene><instance_visual_scene url="{place}#x"/></scene></COLLADA>'
    ).encode()


def _lottie(place: str) -> bytes:
    layers = [{"ty": 2, "refId": "i", "ip": 0, "op": 2, "st": 0, "ks": {}}]
    folder, _, name = place.rpartition("/")
    assets = [{"id": "i", "w": 64, "h": 48, "u": f"{folder}/", "p": name, "e": 0}]
    return json.dumps(
        {"v": "5.5", "fr": 1, "ip": 0, "op": 2, "w": 64, "h": 48, "assets": assets, "layers": layers}
    ).encode()


def _claims() -> Iterator[Hostile]:
    """Heads that promise billions."""
    yield Hostile("many triangles.stl", bytes(80) + struct.pack("<L", 0xFFFFFFFF) + bytes(500), ("obj", "png"))
    yield Hostile(
        "many corners.ply",
        b"ply\nformat binary_little_endian 1.0\nelement vertex 4000000000\nproperty float x\nproperty float y\nproperty float z\nend_header\n"
        + bytes(600),
        ("stl", "png"),
    )
    yield Hostile(
        "long list.ply",
        b"ply\nformat ascii 1.0\nelement vertex 1\nproperty list int int x\nend_header\n2000000000 1\n",
        ("stl",),
    )
    yield Hostile("many corners.off", b"OFF\n2000000000 2000000000 0\n0 0 0\n", ("stl", "png"))
    yield Hostile(
        "far corners.obj",
        b"v 1e308 -1e308 nan\nv inf 0 0\nv 0 0 0\nf 1 2 3\nf 1 2 2000000000\nf -5 -6 -7\n",
        ("stl", "png"),
    )
    yield Hostile(
        "long chunk.glb", b"glTF" + struct.pack("<LLL4s", 2, 0xFFFFFFFF, 0xFFFFFFF0, b"JSON") + b"{}", ("stl", "png")
    )
    yield Hostile(
        "long chunk.3ds",
        b"MM" + struct.pack("<L", 0xFFFFFFFF) + b"=\x3d" + struct.pack("<L", 0xFFFFFFF0) + bytes(90),
        ("stl", "png"),
    )
    yield Hostile(
        "many tracks.mid",
        b"MThd"
        + struct.pack(">LHHH", 6, 1, 65535, 1)
        + b"MTrk"
        + struct.pack(">L", 0xFFFFFFFF)
        + b"\0\x90\x40\x40\x8f\xff\xff\x7f\x80\x40\x40",
        ("mp3",),
    )
    yield Hostile(
        "long rest.mid",
        b"MThd"
        + struct.pack(">LHHH", 6, 0, 1, 1)
        + b"MTrk"
        + struct.pack(">L", 12)
        + b"\x8f\xff\xff\x7f\x90\x40\x40\0\xff\x2f\0\0",
        ("mp3", "wav"),
    )
    yield Hostile(
        "long sound.wav",
        b"RIFF\xff\xff\xff\xffWAVEfmt "
        + struct.pack("<LHHLLHH", 16, 1, 65535, 0xFFFFFFFF, 0xFFFFFFFF, 65535, 64)
        + b"data\xff\xff\xff\xff"
        + bytes(900),
        ("mp3", "flac"),
    )
    yield Hostile(
        "no rate.wav",
        b"RIFF\x64\0\0\0WAVEfmt " + struct.pack("<LHHLLHH", 16, 1, 1, 0, 0, 2, 16) + b"data\x20\0\0\0" + bytes(32),
        ("mp3", "flac"),
    )
    yield Hostile(
        "long box.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42\0\0\0\1moov" + b"\xff" * 8 + bytes(300), ("webm", "mp3")
    )
    yield Hostile(
        "boxes in boxes.mp4",
        b"\0\0\0\x18ftypisom\0\0\0\0isommp42"
        + b"".join(struct.pack(">L4s", 80_000 - 8 * n, b"moov") for n in range(9_000)),
        ("webm",),
    )


def _fonts() -> Iterator[Hostile]:
    """Tables outside of the file, over each other, or of a gigabyte."""
    table = struct.pack(">4sLLL", b"glyf", 0, 0xFFFFFFF0, 0xFFFFFFF0)
    yield Hostile("tables outside.ttf", b"\0\1\0\0" + struct.pack(">4H", 16, 0, 0, 0) + table * 16, ("woff2", "png"))
    yield Hostile("many tables.otf", b"OTTO" + struct.pack(">4H", 65535, 0, 0, 0) + table * 400, ("ttf", "png"))
    yield Hostile(
        "of itself.ttc", b"ttcf" + struct.pack(">LLL", 0x10000, 2, 0) + struct.pack(">L", 0) + bytes(60), ("ttf",)
    )
    packed = zlib.compress(bytes(1 << 29), 9)
    entry = struct.pack(">4sLLLL", b"glyf", 64, len(packed), 1 << 29, 0)
    head = struct.pack(">4s4sLHHLHHLLLLL", b"wOFF", b"\0\1\0\0", 64 + len(packed), 1, 0, 1 << 29, 1, 0, 0, 0, 0, 0, 0)
    yield Hostile("bomb.woff", head + entry + packed, ("ttf", "png"))
    yield Hostile(
        "claims.woff2",
        b"wOF2\0\1\0\0" + struct.pack(">LHHLL", 200, 65535, 0, 0xFFFFFFFF, 100) + b"\xff" * 150,
        ("ttf", "png"),
    )
