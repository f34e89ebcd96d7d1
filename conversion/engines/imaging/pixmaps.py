"""X pixmaps, which are programs in C, put as plainly as Pillow wants them."""

import re

from PIL import ImageColor

STRING = re.compile(rb'"([^"\n]*)"')
KEYS = (b"c", b"g", b"g4", b"m")  # on a colour screen, in greys, in black and white; best first
ALL_KEYS = {*KEYS, b"s"}
GREY = re.compile(r"gr[ae]y(\d{1,3})")  # in hundredths of white, as X knows them


def plain(data: bytes) -> bytes:
    """The same picture without comments, its colours as six hexadecimal digits; raises `ValueError` for none."""
    head, *rest = STRING.findall(data)
    count, across = (int(number) for number in head.split()[2:4])
    palette = [_entry(entry, across) for entry in rest[:count]]
    lines = b",\n".join(b'"%s"' % value for value in (head, *palette, *rest[count:]))
    return b"/* XPM */\nstatic char *picture[] = {\n%s\n};\n" % lines


def _entry(entry: bytes, across: int) -> bytes:
    """A line of the palette: the characters that stand for the colour, then what it is for each sort of screen."""
    named: dict[bytes, list[bytes]] = {}
    words: list[bytes] = []
    for word in entry[across:].split():
        if word in ALL_KEYS and word not in named:
            words = named[word] = []
        else:
            words.append(word)
    said = next((b" ".join(named[key]) for key in KEYS if key in named), b"")
    return entry[:across] + b" c " + _colour(said.decode("ascii").lower()).encode()


def _colour(said: str) -> str:
    if said == "none":
        return "None"
    if said.startswith("#"):
        deep = (len(said) - 1) // 3  # digits of one of its three parts
        parts = [int(said[at : at + deep], 16) * 255 // (16**deep - 1) for at in (1, 1 + deep, 1 + 2 * deep)]
    elif grey := GREY.fullmatch(said):
        parts = [int(grey[1]) * 255 // 100] * 3
    else:
        parts = list(ImageColor.getrgb(said.replace(" ", ""))[:3])
    return "#" + bytes(parts).hex().upper()
