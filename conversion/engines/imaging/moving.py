"""Animations: every frame, for as long as it was shown, as often as it was."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image

from conversion import process
from conversion.engines.imaging import metadata, palettes, reading, wishes, writing
from conversion.engines.imaging.wishes import Wish

TARGETS = frozenset({"gif", "webp", "apng", "avif"})
UNSET = 100  # ms: how long players show a frame that says nothing of its time
TICK = 10  # ms: GIF's clock; players take frames of one tick for unset
WIPED = 2  # GIF: clear a frame before the next


def write(image: Image.Image, target: str, path: Path, wish: Wish) -> None:
    """Write an opened animation as the format ``target``; raises `TooLargeError` and `DamagedFileError`."""
    encoder = writing.ENCODERS[target]
    drawn = image.format == "GIF"
    plays = _plays(image)  # a frame's own notes replace it
    frames, durations = _read(image, target, wish)
    settings = {**encoder.settings(wish, drawn=drawn), **metadata.carried(frames[0], wish.kept(encoder.carries))}
    for frame in frames:
        frame.info = {key: value for key, value in frame.info.items() if key == "transparency"}
    settings |= {"save_all": True, "append_images": frames[1:], **_timing(target, durations, plays)}
    if target == "gif":
        settings["disposal"] = WIPED if any("transparency" in frame.info for frame in frames) else 0
    encoder.save(frames[0], path, settings)


def _read(image: Image.Image, target: str, wish: Wish) -> tuple[list[Image.Image], list[int]]:
    """All frames as the target takes them, and their times in milliseconds."""
    encoder, numbers = writing.ENCODERS[target], reading.frames(image)
    frames, durations = [], []
    for done, number in enumerate(numbers):
        frame = metadata.upright(reading.at(image, number))
        durations.append(round(image.info.get("duration") or 0) or UNSET)
        frame = writing.fitted(wishes.shaped(frame, wish), encoder)
        frames.append(palettes.paletted(frame) if target == "gif" else frame.copy() if frame is image else frame)
        process.report(done / len(numbers) / 2)
    return _alike(frames) if target != "gif" else frames, durations


def _alike(frames: list[Image.Image]) -> list[Image.Image]:
    """All frames in one mode: the encoders go by the first one's."""
    modes = {frame.mode for frame in frames}
    return frames if len(modes) == 1 else [frame.convert("RGBA") for frame in frames]


def _plays(image: Image.Image) -> int:
    """How often it is shown, 0 for ever. GIF counts repetitions, and says nothing when there are none."""
    loop = image.info.get("loop")
    if image.format != "GIF":
        return int(loop or 0)
    return 1 if loop is None else int(loop) + 1 if loop else 0


def _timing(target: str, durations: Iterable[int], plays: int) -> dict[str, Any]:
    if target == "gif":
        repeats = {} if plays == 1 else {"loop": max(plays - 1, 0)}
        return {"duration": _ticks(durations), **repeats}
    return {"duration": list(durations), **({} if target == "avif" else {"loop": plays})}


def _ticks(durations: Iterable[int]) -> list[int]:
    """Times that GIF can say, in ms; what rounding takes from one frame the next one gets, so that none drifts."""
    rounded, owed = [], 0
    for duration in durations:
        ticks = max(TICK * 2, TICK * round((duration + owed) / TICK))
        owed = max(owed + duration - ticks, -TICK)  # frames too short for GIF don't shorten later ones
        rounded.append(ticks)
    return rounded
