"""A JPEG of 12 megapixels to WebP through the whole bot, beside Pillow alone."""

import statistics
from pathlib import Path

from PIL import Image

from benchmarks import measuring

RUNS = 7
SIZE = (4000, 3000)


def run() -> None:
    """Print both, and what the bot adds."""
    with measuring.folder() as folder:
        picture = folder / "picture.jpg"
        make(picture)
        bare = measuring.median(lambda: pillow(picture, folder / "bare.webp"), RUNS)
        with measuring.mutabor(folder / "data") as (_mutabor, client):
            measuring.new_picture(client, picture, "webp")
            whole = statistics.median(measuring.new_picture(client, picture, "webp") for _run in range(RUNS))
    measuring.show("Pillow: open, decode, save as WebP", bare)
    measuring.show("file sent to document in the chat", whole)
    measuring.show("added by the bot", whole - bare)


def make(path: Path) -> None:
    """A picture with detail, as photos have: a gradient under noise."""
    gradient = Image.linear_gradient("L").resize(SIZE)
    noise = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 40).resize(SIZE, Image.Resampling.BICUBIC)
    Image.merge("RGB", (gradient, noise, Image.blend(gradient, noise, 0.5))).save(path, quality=90)


def pillow(source: Path, output: Path) -> None:
    """What the engine does, without anything around it."""
    with Image.open(source) as picture:
        picture.save(output)
