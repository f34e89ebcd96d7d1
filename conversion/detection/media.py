"""What video and audio are by their bytes."""

import codecs
import re
from collections.abc import Callable

from conversion.detection.framing import by_frames, frame_at, tag_length

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"fLaC", "flac"),
    (0, b"FLV\1", "flv"),
    (0, b"#!AMR-WB\n", "awb"),
    (0, b"#!AMR", "amr"),
    (0, b"RF64", "rf64"),
    (0, b"\0\0\1\xba", "mpg"),
    (0, b"\0\0\1\xb3", "mpg"),
    (0, b"nut/multimedia container\0", "nut"),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01\x02", "mxf"),
    (0, b"caff\0\1", "caf"),
    (0, b".snd", "au"),
    (0, b"riff\x2e\x91\xcf\x11", "w64"),
    (0, b"wvpk", "wv"),
    (0, b"TTA1", "tta"),
    (0, b"Creative Voice File\x1a", "voc"),
    (0, b"\x7f\xfe\x80\x01", "dts"),
    (28, b"Speex   ", "spx"),
    (8, b"AIFF", "aiff"),
    (8, b"AIFC", "aifc"),
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (4, b"moov", "mov"),
    (4, b"mdat", "mov"),
    (4, b"wide", "mov"),
    (0, b"MAC ", "ape"),
    (0, b"MP+", "mpc"),
    (0, b"MPCK", "mpc"),
    (0, b"DSD \x1c\0", "dsf"),
    (0, b"FRM8", "dff"),
    (4, b"\xf8\x72\x6f\xbb", "mlp"),
    (4, b"\xf8\x72\x6f\xba", "thd"),
    (0, b".ra\xfd", "ra"),
    (0, b"Extended Module: ", "xm"),
    (0, b"IMPM", "it"),
    (44, b"SCRM", "s3m"),
    *((1080, mark, "mod") for mark in (b"M.K.", b"M!K!", b"FLT4", b"4CHN", b"6CHN", b"8CHN")),
    (0, b"MThd\0\0\0\6", "mid"),
    (0, b"\xc0\xde\xc2", "c2"),
    (0, b"MMMD\0", "mmf"),
    (0, b"STRM\0", "ast"),
    *((0, b"\x64\xa3" + machine, "sf") for machine in (b"\1\0", b"\2\0", b"\3\0")),
    *((0, machine + b"\xa3\x64", "sf") for machine in (b"\0\1", b"\0\2", b"\0\4")),
    (0, b".SoX", "sox"),
    (0, b"XoS.", "sox"),
    (8, b"8SVX", "8svx"),
    (0, b"2BIT", "avr"),
    (128, b"HCOM", "hcom"),
    (0, b"NIST_1A\n", "sph"),
    (0, b" paf\0", "paf"),
    (0, b"fap \2", "paf"),
    (0, b"PVF1\n", "pvf"),
    (0, b"ALawSoundFile**", "wve"),
    (0, b"\xf0\x7e\0\1", "sds"),
    (0, b"DKIF\0\0", "ivf"),
    (0, b"YUV4MPEG2 ", "y4m"),
    (8, b"AMV ", "amv"),
    (0, b"\xb7\xd8\0\x20\x37\x49\xda\x11", "wtv"),
    (0, b"\x84\x10\xff\xff\xff\xff", "roq"),
    (0, b"FILM\0", "cpk"),
    (0, b"\0\nSMJPEG", "smjpeg"),
    (0, b"LUCAM-RECORDER", "ser"),
)
# Beginnings that leave some room.
SHAPES = (
    (re.compile(rb"[FC]WS[\x01-\x20]"), "swf"),
    (re.compile(rb".{4}[\x11\x12]\xaf.{2}(?!\0\0).{2}", re.DOTALL), "flc"),
    (re.compile(rb"\x12\0\x0a[\x05-\x40]"), "obu"),
    (re.compile(rb"\x1f\x07\0[\x3f\xbf]"), "dv"),
    (re.compile(rb"\x80\0.{2}.{0,2000}?\(c\)CRI", re.DOTALL), "adx"),
)
# ISO base media files by their major brand; the others are mp4.
BRANDS = {
    b"qt  ": "mov",
    b"f4v ": "f4v",
    b"M4V ": "m4v",
    b"M4VH": "m4v",
    b"M4VP": "m4v",
    b"M4A ": "m4a",
    b"M4B ": "m4b",
    b"isml": "ismv",
    b"piff": "ismv",
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heic",
    b"heix": "heic",
    b"hevc": "heic",
    b"hevx": "heic",
    b"heim": "heic",
    b"heis": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
}
# Sound without a header. A text would pass for it, had it no spaces: one in so many bytes.
RAW, WORDY = ("ul", "al", "sln", "g722", "aptx", "dfpwm"), 50
LETTERS = bytes((*range(0x20, 0x7F), *b"\r\n\t", *range(0xC0, 0x100)))  # of cp1251, KOI8-R, Latin-1
NEARLY_ALL = 20  # but for one byte in so many
# What may stand behind a tag of ID3, which a cover makes longer than what is looked at.
BEHIND_TAGS = ("flac", "aac", "tta", "ape", "wv", "mpc")
ALIKE = {
    "mp4": ("m4v", "m4a", "m4b", "m4r", "3gp", "3g2", "f4v", "mov"),
    "m4v": ("mp4",),
    "m4a": ("mp4", "m4b", "m4r"),
    "m4b": ("m4a", "mp4"),
    "ismv": ("mp4",),
    "wav": ("bwf",),
    "rf64": ("wav",),
    "aifc": ("aiff",),
    "gsm": ("al",),
    "jpg": ("mjpeg",),
    "txt": RAW,
    "mkv": ("mka",),
    "mp3": BEHIND_TAGS,
    "mpg": ("vob", "m2v"),
    "wmv": ("asf",),
    "wma": ("asf",),
}
STARTS = {"m2v": b"\0\0\1\xb3", "vob": b"\0\0\1\xba"}
# What only some files of a container hold
MARKS = {"bwf": b"bext", "mjpeg": b"\xff\xd9\xff\xd8\xff"}
# Streams without a mark, or with one too small to go by: their names are believed where they begin like this.
NAMED = {
    **dict.fromkeys(RAW, re.compile(b"")),
    "sbc": re.compile(rb"[\x9c\xad]"),
    "rso": re.compile(rb"\x01\0.{4}\0\0", re.DOTALL),
    "h261": re.compile(rb"\0\x01[\0-\x0f]"),
    "h263": re.compile(rb"\0\0[\x80-\x83]"),
    "cdg": re.compile(rb"(?:[\0\x40\x80\xc0].{23}|[\x09\x49\x89\xc9][\x01-\x3f\x41-\xff].{22}){4}", re.DOTALL),
    "latm": re.compile(rb"\x56[\xe0-\xff]"),
}
ASF = bytes.fromhex("3026b2758e66cf11")
ASF_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
FAR = 8192  # bytes in which a first frame of sound is looked for


def look(head: bytes) -> str | None:
    """The container, or the stream without one."""
    if head[4:8] == b"ftyp":
        if head[8:10] == b"3g":
            return "3g2" if head[10:11] == b"2" else "3gp"
        return BRANDS.get(head[8:12], "mp4")
    for mark, look_closer in CONTAINERS.items():
        if head.startswith(mark):
            return look_closer(head)
    return next((name for shape, name in SHAPES if shape.match(head)), None) or by_frames(head)


def look_again(head: bytes, claimed: str | None) -> str | None:
    """Where nothing else is known: sound that begins after some rubbish, or has no mark at all."""
    if claimed in NAMED:
        return claimed if NAMED[claimed].match(head) else None
    if claimed != "mp3":
        return None
    return next(("mp3" for at in range(min(len(head), FAR)) if frame_at(head, at) == "mp3"), None)


def may_be(claimed: str, head: bytes) -> bool:
    """Whether the bytes don't speak against what the name says."""
    if claimed in RAW and head.count(b" ") * WORDY > len(head) and (_is_utf8(head) or _is_prose(head)):
        return False
    if claimed in BEHIND_TAGS and tag_length(head) <= len(head):
        return False
    return head.startswith(STARTS.get(claimed, b"")) and MARKS.get(claimed, b"") in head


def _is_utf8(head: bytes) -> bool:
    """Whether it can be read as a text of today; its last letter may be cut through."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_prose(head: bytes) -> bool:
    """Whether nearly all of it is letters and signs of an 8-bit alphabet."""
    return len(head.translate(None, LETTERS)) * NEARLY_ALL < len(head)


def _matroska(head: bytes) -> str:
    if b"webm" not in head[:64]:
        return "mkv"
    return "weba" if b"A_" in head and b"V_" not in head else "webm"


def _ogg(head: bytes) -> str:
    if b"\x80theora" in head:
        return "ogv"
    return "opus" if b"OpusHead" in head else "ogg"


def _asf(head: bytes) -> str:
    return "wmv" if ASF_VIDEO in head else "wma"


def _real(head: bytes) -> str:
    return "rm" if b"realvideo" in head else "ra"


CONTAINERS: dict[bytes, Callable[[bytes], str]] = {
    b"\x1a\x45\xdf\xa3": _matroska,
    b"OggS": _ogg,
    ASF: _asf,
    b".RMF": _real,
}
