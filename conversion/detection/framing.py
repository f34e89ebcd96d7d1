"""Streams without a header, by the marks that their frames begin with."""

SYNC_AC3 = b"\x0b\x77"
LATEST_AC3, LATEST_EAC3 = 10, 16  # versions of the bit stream
GSM_FRAME, GSM_MARK = 33, 0xD  # bytes of a frame, and the four bits that each begins with
ENOUGH = 12  # frames in a row, where the mark is as small
START_CODES = (b"\0\0\0\1", b"\0\0\1")
H264_FIRST = (b"\x67", b"\x47", b"\x27", b"\x09\x10", b"\x09\x30", b"\x09\x50", b"\x09\xf0")
TAGGED = {b"TTA1": "tta", b"MAC ": "ape", b"wvpk": "wv", b"MPCK": "mpc", b"MP+\7": "mpc"}
HEVC_FIRST = (b"\x40\1", b"\x42\1", b"\x46\1")


def by_frames(head: bytes) -> str | None:
    """The format of such a stream, or None."""
    for name, offset, packet in (("ts", 0, 188), ("m2ts", 4, 192)):
        marks = head[offset : offset + 5 * packet : packet]
        if len(marks) > 2 and set(marks) == {0x47}:
            return name
    if after := tag_length(head):
        return frame_at(head, after) or TAGGED.get(head[after : after + 4]) or "mp3"
    return frame_at(head, 0) or _dolby(head) or _pictures(head) or _gsm(head)


def tag_length(head: bytes) -> int:
    """Bytes of the tag of ID3 that it begins with, 0 where there is none."""
    if not head.startswith(b"ID3"):
        return 0
    return 10 + sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))


def frame_at(head: bytes, offset: int) -> str | None:
    """MPEG audio or ADTS there, if a second frame follows where the first one says."""
    if head[offset : offset + 4] == b"fLaC":
        return "flac"
    length = _frame_length(head[offset : offset + 6])
    if not length or (
        len(head) > offset + length + 6 and not _frame_length(head[offset + length : offset + length + 6])
    ):
        return None
    return {0: "aac", 2: "mp3", 4: "mp2"}[head[offset + 1] & 0x06]


RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
RATES_LAYER_2 = (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384)
RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLE_RATES = (44100, 48000, 32000)


def _frame_length(mark: bytes) -> int:
    """Bytes of the audio frame that begins so, 0 where none does. Layers 2 and 3 of MPEG 1, 2 and 2.5, and ADTS."""
    if len(mark) < 6 or mark[0] != 0xFF or mark[1] & 0xE0 != 0xE0:
        return 0
    if mark[1] & 0xF6 == 0xF0:
        return (mark[3] & 3) << 11 | mark[4] << 3 | mark[5] >> 5
    version, layer, rate, sampling = mark[1] >> 3 & 3, mark[1] >> 1 & 3, mark[2] >> 4, mark[2] >> 2 & 3
    if version == 1 or layer not in (1, 2) or rate in (0, 15) or sampling == 3:
        return 0
    padding = mark[2] >> 1 & 1
    if version == 3:
        return 144_000 * (RATES if layer == 1 else RATES_LAYER_2)[rate] // SAMPLE_RATES[sampling] + padding
    share = 72_000 if layer == 1 else 144_000
    return share * RATES_2[rate] // (SAMPLE_RATES[sampling] >> (1 if version == 2 else 2)) + padding


def _dolby(head: bytes) -> str | None:
    """AC-3 or its successor, if a second frame follows."""
    if not head.startswith(SYNC_AC3) or head.find(SYNC_AC3, 6) < 0:
        return None
    version = head[5] >> 3
    return "ac3" if version <= LATEST_AC3 else "eac3" if version <= LATEST_EAC3 else None


def _pictures(head: bytes) -> str | None:
    """H.264 or H.265 without a container: its first unit tells how to decode the others."""
    for code in START_CODES:
        if head.startswith(code):
            unit = head[len(code) : len(code) + 2]
            return "h264" if unit.startswith(H264_FIRST) else "hevc" if unit.startswith(HEVC_FIRST) else None
    return None


def _gsm(head: bytes) -> str | None:
    marks = head[::GSM_FRAME]
    return "gsm" if len(marks) >= ENOUGH and all(mark >> 4 == GSM_MARK for mark in marks) else None
