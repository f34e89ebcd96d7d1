"""Whether a file is shorter than its own header says: ffmpeg measures such a one anew, and tells nothing."""

import struct
from pathlib import Path

from conversion.detection.media import ASF

HEAD = 64 * 1024  # bytes
UNKNOWN = (0, 0xFFFFFFFF, 0x7FFFFFFF)  # what recorders write that could not go back to the beginning
ASF_FILE = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
PADDING = 8  # bytes at the end that nobody misses


def is_cut_off(path: Path) -> bool:
    """RIFF (AVI, WAV), AIFF and ASF (WMV, WMA) state the length of the whole; other files are never called cut off."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return _stated(head) - PADDING > path.stat().st_size


def _stated(head: bytes) -> int:
    """The length in bytes by the header; 0 where it says nothing."""
    if head[:4] in (b"RIFF", b"FORM") and len(head) > PADDING:
        (size,) = struct.unpack_from("<I" if head[:4] == b"RIFF" else ">I", head, 4)
        return 0 if size in UNKNOWN else size + 8
    at = head.find(ASF_FILE) if head.startswith(ASF) else -1
    if at < 0 or len(head) < at + 48:
        return 0
    (size,) = struct.unpack_from("<Q", head, at + 40)
    return int(size)
