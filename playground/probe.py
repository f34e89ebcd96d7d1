"""Looks into media as Telegram does: sizes and durations by ffprobe and Pillow, photos made anew."""

import asyncio
import contextlib
import json
import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

PHOTO_SIDES = (90, 320, 800, 1280)
SECONDS = 10
SHOWN = (
    "stream=codec_type,codec_name,width,height:stream_disposition=attached_pic"
    ":format=duration,format_name:format_tags=title,artist"
)
COMMAND = ("-v", "error", "-protocol_whitelist", "file", "-show_entries", SHOWN, "-of", "json", "-i")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a media file is: pixels, whole seconds, the first codecs ("" where there is no such stream)."""

    width: int = 0
    height: int = 0
    duration: int = 0
    video: str = ""
    audio: str = ""
    container: str = ""
    title: str = ""
    performer: str = ""


async def media(path: Path) -> Facts:
    """Ask ffprobe; nothing is known of a file it can't read in time, or where it is not installed."""
    program = shutil.which("ffprobe")
    if program is None:
        return Facts()
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        program, *COMMAND, str(path), stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), SECONDS)
    except TimeoutError:
        output = b""
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    return _facts(json.loads(output or "{}"))


def _facts(found: dict[str, Any]) -> Facts:
    streams = [s for s in found.get("streams", []) if not s.get("disposition", {}).get("attached_pic")]
    video: dict[str, Any] = next((s for s in streams if s.get("codec_type") == "video"), {})
    audio: dict[str, Any] = next((s for s in streams if s.get("codec_type") == "audio"), {})
    about = found.get("format", {})
    tags = {name.lower(): value for name, value in about.get("tags", {}).items()}
    return Facts(
        width=video.get("width", 0),
        height=video.get("height", 0),
        duration=min(round(float(about.get("duration", 0))), 2**31 - 1),
        video=video.get("codec_name", ""),
        audio=audio.get("codec_name", ""),
        container=about.get("format_name", ""),
        title=tags.get("title", ""),
        performer=tags.get("artist", ""),
    )


def pixels(path: Path) -> tuple[int, int]:
    """Width and height of a picture; (0, 0) for what is none."""
    try:
        with Image.open(path) as image:
            return image.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return 0, 0


def photo_sizes(path: Path) -> list[tuple[int, int, bytes]]:
    """A photo as Telegram keeps it: upright JPEGs of several sizes, smallest first. Empty for what is no picture."""
    try:
        with Image.open(path) as image:
            # Made small before anything else: a JPEG is then never in memory at full size.
            image.thumbnail((PHOTO_SIDES[-1], PHOTO_SIDES[-1]))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return []
    longest = max(upright.size)
    return [_shrunk(upright, side) for side in (*(side for side in PHOTO_SIDES if side < longest), longest)]


def _shrunk(image: Image.Image, side: int) -> tuple[int, int, bytes]:
    copy = image.copy()
    copy.thumbnail((side, side))
    output = BytesIO()
    copy.save(output, "JPEG", quality=87)
    return copy.width, copy.height, output.getvalue()
