"""What video and audio are by their bytes."""

from conversion.detection.framing import by_frames, frame_at

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"fLaC", "flac"),
    (0, b"FLV\1", "flv"),
    (0, b"#!AMR", "amr"),
    (0, b"RF64", "wav"),
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
    (8, b"AIFC", "aiff"),
    (8, b"WAVE", "wav"),
    (8, b"AVI ", "avi"),
    (4, b"moov", "mov"),
    (4, b"mdat", "mov"),
    (4, b"wide", "mov"),
)
# ISO base media files by their major brand; the others are mp4.
BRANDS = {
    b"qt  ": "mov",
    b"f4v ": "f4v",
    b"M4V ": "m4v",
    b"M4VH": "m4v",
    b"M4VP": "m4v",
    b"M4A ": "m4a",
    b"M4B ": "m4a",
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
ALIKE = {
    "mp4": ("m4v", "m4a", "3gp", "3g2", "f4v", "mov"),
    "m4v": ("mp4",),
    "m4a": ("mp4",),
    "mkv": ("mka",),
    "mpg": ("vob", "m2v"),
    "wmv": ("asf",),
    "wma": ("asf",),
}
STARTS = {"m2v": b"\0\0\1\xb3", "vob": b"\0\0\1\xba"}
ASF = bytes.fromhex("3026b2758e66cf11")
ASF_VIDEO = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
FAR = 8192  # bytes in which a first frame of sound is looked for


def look(head: bytes) -> str | None:
    """The container, or the stream without one."""
    if head[4:8] == b"ftyp":
        if head[8:10] == b"3g":
            return "3g2" if head[10:11] == b"2" else "3gp"
        return BRANDS.get(head[8:12], "mp4")
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm" if b"webm" in head[:64] else "mkv"
    if head.startswith(b"OggS"):
        return _ogg(head)
    if head.startswith(ASF):
        return "wmv" if ASF_VIDEO in head else "wma"
    return by_frames(head)


def look_again(head: bytes, claimed: str | None) -> str | None:
    """Where nothing else is known: sound that begins after some rubbish."""
    if claimed != "mp3":
        return None
    return next(("mp3" for at in range(min(len(head), FAR)) if frame_at(head, at) == "mp3"), None)


def may_be(claimed: str, head: bytes) -> bool:
    """Whether the bytes don't speak against what the name says."""
    return head.startswith(STARTS.get(claimed, b""))


def _ogg(head: bytes) -> str:
    if b"\x80theora" in head:
        return "ogv"
    return "opus" if b"OpusHead" in head else "ogg"
