"""Writes the samples of music that is played from notes: ``python tests/samples/make_trackers.py``.

Each is one tone of 440 Hz from a looped wave of 32 samples, a bit more than a second long.
"""

import math
import struct
from pathlib import Path

HERE = Path(__file__).parent
WAVE = 32  # samples of the looped tone
ROWS = 64
TITLE = b"Tone"


def main() -> None:
    """Write every sample beside this script."""
    for name, data in {"mod": mod(), "xm": xm(), "s3m": s3m(), "it": it(), "mid": mid()}.items():
        (HERE / f"sample.{name}").write_bytes(data)


def tone(periods: int = 1) -> list[int]:
    """Signed samples of eight bits."""
    return [round(100 * math.sin(2 * math.pi * place / WAVE)) for place in range(WAVE * periods)]


def signed(values: list[int]) -> bytes:
    """As bytes of their two's complement."""
    return bytes(value & 0xFF for value in values)


def mod() -> bytes:
    """ProTracker: period 252 plays 14,080 samples a second; one row a tick (F01)."""
    wave = signed(tone())
    first = b"Tone".ljust(22, b"\0") + struct.pack(">HBBHH", WAVE // 2, 0, 64, 0, WAVE // 2)
    others = (bytes(22) + struct.pack(">HBBHH", 0, 0, 0, 0, 1)) * 30
    order = bytes((1, 127)) + bytes(128) + b"M.K."
    period = 252
    note = bytes((period >> 8, period & 0xFF, 0x1F, 0x01))
    return TITLE.ljust(20, b"\0") + first + others + order + (note + bytes(12)) + bytes(16) * (ROWS - 1) + wave


def xm() -> bytes:
    """FastTracker 2: a pattern of one note, an instrument of one sample."""
    head = b"Extended Module: " + TITLE.ljust(20, b"\0") + b"\x1a" + b"Mutabor".ljust(20, b"\0")
    head += struct.pack("<H", 0x0104)
    head += struct.pack("<I8H", 276, 1, 0, 2, 1, 1, 1, 1, 125) + bytes(256)
    rows = bytes((0x83, 58, 1)) + b"\x80" + b"\x80\x80" * (ROWS - 1)
    pattern = struct.pack("<IBHH", 9, 0, ROWS, len(rows)) + rows
    instrument = struct.pack("<I22sBH", 263, b"Tone", 0, 1) + struct.pack("<I", 40) + bytes(263 - 33)
    sample = struct.pack("<IIIBbBBbB22s", WAVE * 32, 0, WAVE * 32, 64, 0, 1, 128, 0, 0, b"Tone")
    values, last, steps = tone(32), 0, []
    for value in values:
        steps.append(value - last)
        last = value
    return head + pattern + instrument + sample + signed(steps)


def s3m() -> bytes:
    """Scream Tracker 3: paragraphs of 16 bytes for the instrument, the pattern and the wave."""
    head = TITLE.ljust(28, b"\0") + struct.pack("<BBHHHHHHH4s", 0x1A, 16, 0, 2, 1, 1, 0, 0x1320, 2, b"SCRM")
    head += struct.pack("<BBBBBB8xH", 64, 1, 125, 0xB0, 0, 0, 0) + bytes((0, *([255] * 31)))
    head += bytes((0, 255)) + struct.pack("<HH", 7, 12)
    rate = 14080
    instrument = struct.pack("<B12sBHIIIBBBBI", 1, b"TONE.SMP", 0, 16, WAVE, 0, WAVE, 64, 0, 0, 1, rate)
    instrument += bytes(12) + b"Tone".ljust(28, b"\0") + b"SCRS"
    rows = bytes((0x20, 0x40, 1)) + bytes(ROWS)
    pattern = struct.pack("<H", len(rows) + 2) + rows
    wave = bytes(value + 128 for value in tone())
    parts = {0: head, 7 * 16: instrument, 12 * 16: pattern, 16 * 16: wave}
    data = bytearray(16 * 16 + WAVE)
    for place, part in parts.items():
        data[place : place + len(part)] = part
    return bytes(data)


def it() -> bytes:
    """Impulse Tracker: samples instead of instruments, one pattern."""
    sample_at = 192 + 2 + 4 + 4
    pattern_at, wave_at = sample_at + 80, sample_at + 80 + 96
    head = b"IMPM" + TITLE.ljust(26, b"\0") + b"\x04\x10" + struct.pack("<8H", 2, 0, 1, 1, 0x0214, 0x0200, 1, 0)
    head += struct.pack("<BBBBBBHII", 128, 48, 1, 125, 128, 0, 0, 0, 0)
    head += bytes((32, *([160] * 63))) + bytes([64] * 64)
    head = head.ljust(192, b"\0") + bytes((0, 255)) + struct.pack("<II", sample_at, pattern_at)
    sample = b"IMPS" + b"TONE.SMP".ljust(12, b"\0") + bytes((0, 64, 0x11, 64)) + b"Tone".ljust(26, b"\0")
    sample += bytes((1, 32)) + struct.pack("<IIIIIII", WAVE, 0, WAVE, 14080, 0, 0, wave_at) + bytes(4)
    rows = bytes((0x81, 3, 60, 1)) + bytes(ROWS)
    pattern = struct.pack("<HH4x", len(rows), ROWS) + rows
    return head.ljust(sample_at, b"\0") + (sample + pattern).ljust(wave_at - sample_at, b"\0") + signed(tone())


def mid() -> bytes:
    """Standard MIDI: the A above middle C on a piano for a second, under a Russian title."""
    title = "Проба".encode()
    events = b"\0\xff\x03" + bytes((len(title),)) + title + b"\0\xff\x51\x03\x07\xa1\x20\0\xc0\0"
    events += b"\0\x90\x45\x64" + b"\x81\x40\x80\x45\x40" + b"\x30\xff\x2f\0"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 96) + b"MTrk" + struct.pack(">I", len(events)) + events


if __name__ == "__main__":
    main()
