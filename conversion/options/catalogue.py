"""Every option there is, one row each; engines say which of them they understand."""

from conversion.options.amounts import Pages, Size, Span
from conversion.options.kinds import Choice, Colour, Flag, Ratio, Text, Whole

LARGEST = 2_000_000_000  # bytes: more than Telegram takes
SIDES = ("240", "360", "480", "720", "1080", "1440", "2160")  # px
RATES = ("8000", "11025", "12000", "16000", "22050", "24000", "32000", "44100", "48000", "88200", "96000", "192000")

QUALITY = Choice("quality", "how good, and so how large", choices=("low", "medium", "high"))
MAX = Size(
    "max",
    "fit the result under this size",
    low=2_000,
    high=LARGEST,
    leg="last",
    steps=("1mb", "2mb", "5mb", "8mb", "10mb", "20mb", "50mb"),
)
TRIM = Span("trim", "only this part, from-to")

WIDTH = Whole("width", "at most so wide", low=16, high=8192, unit="px", steps=SIDES)
HEIGHT = Whole("height", "at most so high", low=16, high=8192, unit="px", steps=SIDES)
ROTATE = Choice("rotate", "turn it clockwise, in degrees", choices=("90", "180", "270"))

FPS = Whole("fps", "frames a second", low=1, high=120, suffixes=("fps",), steps=("10", "15", "24", "25", "30", "60"))
MUTE = Flag("mute", "leave the sound out")
SUBTITLES = Choice("subtitles", "draw them into the picture, or leave them out", choices=("burn", "none"))
TRACK = Whole("track", "which track of sound, from 1", low=1, high=99, steps=("1", "2", "3", "4"))

BITRATE = Whole(
    "bitrate",
    "of the sound",
    low=6,
    high=640,
    unit="kbit/s",
    suffixes=("k", "kbps", "kbit"),
    steps=("64", "96", "128", "160", "192", "256", "320"),
)
CHANNELS = Choice("channels", "mono, stereo, surround", choices=("1", "2", "6"))
NORMALISE = Flag("normalise", "even out the loudness", aliases=("normalize",))
SPEED = Ratio(
    "speed", "faster or slower, at the same pitch", low=0.5, high=4, steps=("0.5", "0.75", "1.25", "1.5", "2")
)
VOLUME = Whole("volume", "louder or softer", low=1, high=1000, unit="%", steps=("50", "75", "125", "150", "200", "300"))

FIT = Choice("fit", "how width and height are met", choices=("contain", "cover", "stretch"))
DPI = Whole(
    "dpi", "pixels an inch", low=18, high=1200, suffixes=("dpi",), steps=("72", "96", "150", "200", "300", "600")
)
BACKGROUND = Colour(
    "background", "behind what is transparent", steps=("white", "black", "grey", "red", "green", "blue", "yellow")
)
STRIP = Flag("strip", "leave out where, when and by what it was taken")
GREY = Flag("grey", "without colours", aliases=("gray", "grayscale", "greyscale"))
PAPER = Choice("paper", "size of a page", choices=("a3", "a4", "a5", "letter", "legal"))

PAGES = Pages("pages", "only these pages")
LEVEL = Whole("level", "how hard it is packed", low=0, high=9, steps=("0", "1", "3", "5", "7", "9"))
FLATTEN = Flag("flatten", "all files in one folder", leg="last")
PASSWORD = Text("password", "opens the locked source", longest=128, leg="first", is_secret=True)
LOCK = Text("lock", "locks the result by a password", longest=128, leg="last", is_secret=True, aliases=("password",))


def rate(known: tuple[str, ...] = RATES) -> Choice:
    """Samples a second, of those that a codec knows."""
    return Choice("rate", "samples a second", choices=known)


def codec(known: tuple[str, ...]) -> Choice:
    """How the pictures of a film are encoded, of what a container takes."""
    return Choice("codec", "how the pictures are encoded", choices=known)


SECRETS = frozenset(option.name for option in (PASSWORD, LOCK))
