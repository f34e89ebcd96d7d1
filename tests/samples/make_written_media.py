"""Writes the samples of media that no tool here writes: ``python tests/samples/make_written_media.py``."""

import math
import struct
from hashlib import md5
from pathlib import Path

HERE = Path(__file__).parent
DSD_RATE = 2_822_400  # bits a second
PITCH = 440


def main() -> None:
    """Write every sample beside this script."""
    samples = {"dsf": dsf(), "dff": dff(), "ape": ape(), "cdg": cdg(), "ser": ser(), "flc": flc()}
    for name, data in samples.items():
        (HERE / f"sample.{name}").write_bytes(data)


def modulated(bits: int) -> list[int]:
    """A tone as a stream of single bits, by sigma-delta modulation of the second order."""
    first = second = 0.0
    out = []
    for number in range(bits):
        wanted = 0.5 * math.sin(2 * math.pi * PITCH * number / DSD_RATE)
        bit = 1 if second >= 0 else 0
        first += wanted - (2 * bit - 1)
        second += first - (2 * bit - 1)
        out.append(bit)
    return out


def packed(bits: list[int], *, lowest_first: bool) -> bytes:
    """Eight bits a byte."""
    order = range(8) if lowest_first else range(7, -1, -1)
    return bytes(
        sum(bits[at + place] << shift for place, shift in enumerate(order)) for at in range(0, len(bits) - 7, 8)
    )


def dsf() -> bytes:
    """A DSD Stream File of 0.1 seconds, as Sony's specification has it: blocks of 4096 bytes, lowest bit first."""
    data = packed(modulated(DSD_RATE // 10), lowest_first=True)
    blocks = data + bytes(-len(data) % 4096)
    about = struct.pack("<4sQIIIIIIQII", b"fmt ", 52, 1, 0, 1, 1, DSD_RATE, 1, len(data) * 8, 4096, 0)
    body = about + b"data" + struct.pack("<Q", len(blocks) + 12) + blocks
    return b"DSD " + struct.pack("<QQQ", 28, len(body) + 28, 0) + body


def dff() -> bytes:
    """A DSDIFF of 0.1 seconds, as Philips' specification has it: highest bit first."""
    data = packed(modulated(DSD_RATE // 10), lowest_first=False)
    about = b"SND " + _chunk(b"FS  ", struct.pack(">I", DSD_RATE)) + _chunk(b"CHNL", struct.pack(">H4s", 1, b"C   "))
    about += _chunk(b"CMPR", b"DSD \x0enot compressed\0")
    body = b"DSD " + _chunk(b"FVER", b"\1\5\0\0") + _chunk(b"PROP", about) + _chunk(b"DSD ", data)
    return b"FRM8" + struct.pack(">Q", len(body)) + body


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack(">Q", len(content)) + content + bytes(len(content) % 2)


def ape() -> bytes:
    """Monkey's Audio 3.99, a second of silence: a frame that says so holds no samples."""
    blocks = 44100
    wave = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + blocks * 4, b"WAVE", b"fmt ", 16, 1, 2, 44100, 176400, 4, 16,
                       b"data", blocks * 4)  # fmt: skip
    frame = struct.pack("<II", 0x8000_0000, 3) + bytes(8)  # a checksum with its flag, then: both channels are silent
    header = struct.pack("<HHIIIHHI", 2000, 0, 73728, blocks, 1, 16, 2, 44100)
    seek = struct.pack("<I", 52 + len(header) + 4 + len(wave))
    descriptor = struct.pack("<4sHHIIIIIII", b"MAC ", 3990, 0, 52, len(header), 4, len(wave), len(frame), 0, 0)
    summed = md5(wave + frame + header + seek, usedforsecurity=False).digest()
    return descriptor + summed + header + seek + wave + frame


def cdg() -> bytes:
    """CD+G, the pictures of karaoke: colours, an empty screen, then tiles of 6 by 12, for 1.5 seconds."""
    colours = [0x000, 0xF00, 0x0F0, 0x00F, 0xFF0, 0xF0F, 0x0FF, 0xFFF]
    split = b"".join(bytes((colour >> 6, colour & 0x3F)) for colour in colours)
    packets = [_packet(30, split), _packet(31, split), _packet(1, bytes(16)), _packet(2, bytes(16))]
    for tile in range(60):
        drawn = bytes((0, tile % 8, 2 + tile // 10, 5 + tile % 10 * 3, *([0x3F] * 12)))
        packets += [_packet(6, drawn), *([bytes(24)] * 6)]
    return b"".join(packets).ljust(450 * 24, b"\0")


def _packet(instruction: int, data: bytes) -> bytes:
    return bytes((9, instruction, 0, 0)) + data + bytes(4)


def ser() -> bytes:
    """SER, what telescopes' cameras write: eight grey pictures of 64 by 48."""
    names = b"".join(name.ljust(40) for name in (b"Observer", b"Camera", b"Telescope"))
    head = b"LUCAM-RECORDER" + struct.pack("<7i", 0, 0, 0, 64, 48, 8, 8) + names + bytes(16)
    pictures = (bytes((x * 4 + y + number * 20) % 256 for y in range(48) for x in range(64)) for number in range(8))
    return head + b"".join(pictures)


def flc() -> bytes:
    """Autodesk Animator's: ten frames of 64 by 48 with a palette, unpacked, 100 milliseconds each."""
    palette = struct.pack("<HBB", 1, 0, 0) + bytes(value for grey in range(256) for value in (grey, 255 - grey, 128))
    frames = b""
    for number in range(11):  # the last one leads back to the first
        pixels = bytes((x * 4 + number * 16) % 256 for _y in range(48) for x in range(64))
        chunks = [_flic_chunk(4, palette)] if number == 0 else []
        chunks.append(_flic_chunk(16, pixels))
        content = b"".join(chunks)
        frames += struct.pack("<IHH8x", len(content) + 16, 0xF1FA, len(chunks)) + content
    first = 128
    second = first + 16 + len(_flic_chunk(4, palette)) + 6 + 64 * 48
    head = struct.pack("<IHHHHHHIH", 128 + len(frames), 0xAF12, 10, 64, 48, 8, 3, 100, 0)
    return head.ljust(80, b"\0") + struct.pack("<II", first, second).ljust(48, b"\0") + frames


def _flic_chunk(kind: int, content: bytes) -> bytes:
    content += bytes(len(content) % 2)
    return struct.pack("<IH", len(content) + 6, kind) + content


if __name__ == "__main__":
    main()
