"""What is in a film or a recording: its streams, and what they need to be decoded and shown right."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

LATE = 0.05  # seconds
INTERLACED = frozenset(("tt", "bb", "tb", "bt"))
WITH_ALPHA = ("yuva", "gbrap", "rgba", "bgra", "argb", "abgr", "ya8", "ya16")
# ffmpeg's own decoders of these leave the transparency out.
ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream of a file.

    ``kind`` is video, audio, subtitle, cover, or other for what nothing here reads. ``start`` and ``end``: when it
    begins and ends, in seconds since the film began; None where the headers are silent about the end or beyond belief.
    ``facts`` are ffprobe's own.
    """

    index: int
    kind: str
    codec: str
    start: float
    end: float | None
    facts: Mapping[str, Any]

    @property
    def tags(self) -> dict[str, str]:
        """Its tags, names in lower case."""
        return {name.lower(): value for name, value in self.facts.get("tags", {}).items()}

    @property
    def is_default(self) -> bool:
        """It is marked as the one of its kind to play."""
        return bool(self.facts.get("disposition", {}).get("default"))

    @property
    def starts_late(self) -> bool:
        """It begins so long after the film that people would notice if it did not."""
        return self.start > LATE

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in stored pixels, before it is turned."""
        return int(self.facts.get("width", 0)), int(self.facts.get("height", 0))

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height as players show it: pixels made square, the picture turned."""
        width, height = self.size
        width = round(width * self.pixel_aspect)
        return (height, width) if self.rotation % 180 else (width, height)

    @property
    def rotation(self) -> int:
        """By how many degrees players turn it."""
        for data in self.facts.get("side_data_list", ()):
            if "rotation" in data:
                return round(float(data["rotation"])) % 360
        return 0

    @property
    def pixel_aspect(self) -> Fraction:
        """Width of a pixel in heights of one."""
        return _fraction(self.facts.get("sample_aspect_ratio", "1:1").replace(":", "/")) or Fraction(1)

    @property
    def mean_rate(self) -> Fraction:
        """Frames a second on the average; 0 where unknown."""
        return _fraction(self.facts.get("avg_frame_rate", "0/0"))

    @property
    def tick_rate(self) -> Fraction:
        """The lowest frame rate that hits every frame's time: beyond reason where frames come irregularly."""
        return _fraction(self.facts.get("r_frame_rate", "0/0"))

    @property
    def is_steady(self) -> bool:
        """Its frames come at a constant rate."""
        return 0 < self.tick_rate <= self.mean_rate * Fraction(101, 100)

    @property
    def is_interlaced(self) -> bool:
        """Each frame holds two moments, line by line."""
        return self.facts.get("field_order") in INTERLACED

    @property
    def pixel_format(self) -> str:
        """Ffmpeg's name of it."""
        return str(self.facts.get("pix_fmt", ""))

    @property
    def alpha_decoder(self) -> str | None:
        """The decoder to be asked for, for the transparency to come along."""
        return ALPHA_DECODERS.get(self.codec) if self.tags.get("alpha_mode") == "1" else None

    @property
    def has_alpha(self) -> bool:
        """Parts of it may be transparent. Raw video is excepted: its fourth byte is mostly unused."""
        return bool(self.alpha_decoder) or (self.codec != "rawvideo" and self.pixel_format.startswith(WITH_ALPHA))

    @property
    def channels(self) -> int:
        """How many channels of sound."""
        return int(self.facts.get("channels", 0))

    @property
    def sample_bits(self) -> int:
        """Bits of a sample where nothing was lost before, else 16."""
        if self.codec.startswith("pcm_f"):
            return 32
        return int(self.facts.get("bits_per_raw_sample") or self.facts.get("bits_per_sample") or 16)


@dataclass(frozen=True, slots=True)
class Media:
    """A probed file; ``duration`` in seconds, None where it is unknown or beyond belief; ``tags``, names in lower case.

    ``is_clocked``: it says when each picture is to be shown. Where it doesn't, pictures that are stored in another
    order can't be copied elsewhere. ``chapters``: when each begins, in seconds, and its title.
    """

    streams: tuple[Stream, ...]
    duration: float | None
    tags: Mapping[str, str]
    is_clocked: bool
    chapters: tuple[tuple[float, str], ...]

    def of_kind(self, kind: str) -> tuple[Stream, ...]:
        """Its streams of one kind, in the file's order."""
        return tuple(stream for stream in self.streams if stream.kind == kind)

    def main(self, kind: str) -> Stream:
        """The stream of that kind that is marked as default, else the first."""
        streams = self.of_kind(kind)
        return next((stream for stream in streams if stream.is_default), streams[0])


def _fraction(text: str) -> Fraction:
    """Ffprobe's way to say unknown is a fraction of nothing: 0 here."""
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
