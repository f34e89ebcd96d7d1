"""What line 21 of American television says: its letters and commands, two bytes a frame (CEA-608)."""

import unicodedata
from collections.abc import Iterable

WIDTH, HEIGHT, LOWEST = 32, 4, 15  # letters in a row, rows of a caption, the last row of the screen
LOAD, SHOW, WIPE, CLEAR = (0x14, 0x20), (0x14, 0x2F), (0x14, 0x2C), (0x14, 0x2E)
ITALIC = (0x11, 0x2E)  # looks like a space
# The codes that ASCII has for other letters.
MOVED = {0x2A: "á", 0x5C: "é", 0x5E: "í", 0x5F: "ó", 0x60: "ú", 0x7B: "ç", 0x7C: "÷", 0x7D: "Ñ", 0x7E: "ñ", 0x7F: "█"}
BASIC = {MOVED.get(code, chr(code)): code for code in range(0x20, 0x80)}
SPECIAL = {sign: (0x11, 0x30 + at) for at, sign in enumerate("®°½¿™¢£♪à\N{NO-BREAK SPACE}èâêîôû")}
# These take the place of the letter before them, which is what a plain decoder shows.
FRENCH = "ÁÉÓÚÜü‘¡*'—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»"
OTHERS = "ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤¦ÅåØø┌┐└┘"
EXTENDED = {
    sign: (page, 0x20 + at) for page, signs in ((0x12, FRENCH), (0x13, OTHERS)) for at, sign in enumerate(signs)
}
PLAIN = {"“": '"', "”": '"', "‘": "'", "«": '"', "»": '"', "—": "-", "•": ".", "¡": "!", "©": "c", "ß": "s"}
# Signs for which there is one that looks much alike.
ALIKE = str.maketrans({"’": "'", "…": "...", "–": "-", "−": "-", "„": '"', "‚": "'", "♫": "♪", "\t": " "})
ROWS = (0x11, 0x11, 0x12, 0x12, 0x15, 0x15, 0x16, 0x16, 0x17, 0x17, 0x10, 0x13, 0x13, 0x14, 0x14)
Pair = tuple[int, int]


def held(words: str) -> str:
    """What of a text line 21 has letters for."""
    told = unicodedata.normalize("NFC", words).translate(ALIKE)
    return "".join(sign for sign in told if sign in BASIC or sign in SPECIAL or sign in EXTENDED or sign == "\n")


def is_whole(words: str) -> bool:
    """Nothing of it would be missing."""
    return held(words) == unicodedata.normalize("NFC", words).translate(ALIKE)


def caption(rows: list[str], *, italic: bool, at_top: bool) -> list[Pair]:
    """The commands that write these rows, of letters that are `held`, where nobody sees them yet."""
    first = 1 if at_top else LOWEST - len(rows) + 1
    pairs = [LOAD, LOAD, CLEAR, CLEAR]
    for number, row in enumerate(rows, start=first):
        pairs += _place(number, (WIDTH - len(row)) // 2 - italic)
        pairs += [ITALIC, ITALIC] * italic
        pairs += _letters(row)
    return pairs


def written(pairs: Iterable[Pair]) -> str:
    """As SCC has them: each byte with a bit that makes their number odd."""
    return " ".join(f"{_odd(first):02x}{_odd(second):02x}" for first, second in pairs)


def _odd(byte: int) -> int:
    return byte if byte.bit_count() % 2 else byte | 0x80


def _place(row: int, column: int) -> list[Pair]:
    """Columns are counted by fours, and the rest of them by tabs."""
    column = max(0, column)
    is_second = row > 1 and ROWS[row - 1] == ROWS[row - 2]
    place = (ROWS[row - 1], (0x70 if is_second else 0x50) + 2 * (column // 4))
    tab = (0x17, 0x20 + column % 4)
    return [place, place, *([tab, tab] if column % 4 else [])]


def _letters(row: str) -> list[Pair]:
    """Plain letters by twos; the others in commands, which begin anew."""
    found: list[Pair] = []
    half: list[int] = []
    for sign in row:
        command = None if sign in BASIC else SPECIAL.get(sign) or EXTENDED.get(sign)
        if sign in BASIC:
            half.append(BASIC[sign])
        elif sign in EXTENDED:
            half.append(BASIC[_stand_in(sign)])
        if len(half) == 2 or (command and half):  # noqa: PLR2004 - a pair
            found.append((half[0], half[-1] if len(half) > 1 else 0))
            half = []
        if command:
            found += [LOAD, LOAD] * (found[-1:] == [command])  # changes nothing, but sent again it were a repetition
            found += [command, command]
    return [*found, (half[0], 0)] if half else found


def _stand_in(sign: str) -> str:
    """What decoders show that know none of the extended letters."""
    found = PLAIN.get(sign) or unicodedata.normalize("NFD", sign)[0]
    return found if found in BASIC else " "
