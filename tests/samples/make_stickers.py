"""Makes the samples of vector animations, by hand: ``python tests/samples/make_stickers.py``."""

import gzip
import json
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
SIDE, RATE, FRAMES = 512, 60, 60
RED = [0.9, 0.1, 0.1, 1]


def animation() -> dict[str, object]:
    """A red, half transparent disc that goes from left to right within a second."""
    still = {"a": 0, "k": 0}
    way = [
        {"t": 0, "s": [100, 256, 0], "i": {"x": 1, "y": 1}, "o": {"x": 0, "y": 0}},
        {"t": FRAMES, "s": [412, 256, 0]},
    ]
    disc = [
        {"ty": "el", "p": {"a": 0, "k": [0, 0]}, "s": {"a": 0, "k": [160, 160]}},
        {"ty": "fl", "c": {"a": 0, "k": RED}, "o": {"a": 0, "k": 60}},
        {"ty": "tr", "p": {"a": 0, "k": [0, 0]}, "a": {"a": 0, "k": [0, 0]}, "s": {"a": 0, "k": [100, 100]}, "r": still,
         "o": {"a": 0, "k": 100}},
    ]  # fmt: skip
    place = {"o": {"a": 0, "k": 100}, "r": still, "p": {"a": 1, "k": way}, "a": {"a": 0, "k": [0, 0, 0]},
             "s": {"a": 0, "k": [100, 100, 100]}}  # fmt: skip
    layer = {"ty": 4, "ind": 1, "nm": "диск", "ks": place, "shapes": [{"ty": "gr", "it": disc}], "ip": 0, "op": FRAMES,
             "st": 0, "sr": 1, "bm": 0, "ddd": 0}  # fmt: skip
    return {"tgs": 1, "v": "5.5.2", "fr": RATE, "ip": 0, "op": FRAMES, "w": SIDE, "h": SIDE, "nm": "sample", "ddd": 0,
            "assets": [], "layers": [layer]}  # fmt: skip


def main() -> None:
    """Write every sample beside this script."""
    content = json.dumps(animation(), ensure_ascii=False)
    (HERE / "sample.tgs").write_bytes(gzip.compress(content.encode(), mtime=0))
    with zipfile.ZipFile(HERE / "sample.lottie", "w", zipfile.ZIP_DEFLATED) as archive:
        manifest = {"version": "1.0", "generator": "mutabor", "animations": [{"id": "sample"}]}
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("animations/sample.json", content)


if __name__ == "__main__":
    main()
