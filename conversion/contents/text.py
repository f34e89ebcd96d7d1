"""What a text says, whatever encoding it was saved in: UTF-8, UTF-16, or one of the many 8-bit ones."""

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from pathlib import Path

from conversion.errors import DamagedFileError

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# Where a text names its own encoding: HTML, XML, LaTeX.
DECLARED = re.compile(
    rb"""(?ix)
    (?: (?:charset|encoding) \s*=\s* ["']? \s* | \\usepackage\s*\[ )
    ( (?:windows|cp|iso|koi8|x?-?mac|ibm|latin|gb|big5|shift|sjis|euc) [\w.:-]* )
    """
)
DECLARED_WITHIN = 4096  # bytes
SAMPLE = 1 << 16  # bytes a guess is made from

# With the weight that decides between equals.
CYRILLIC = {"cp1251": 1.0, "koi8-r": 1.0, "cp866": 1.0, "koi8-u": 0.99, "iso8859-5": 0.95}
# Likeliest first: where bytes fit several, the first one wins.
SINGLE = ("cp1252", "cp1250", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257")
OTHERS = (*SINGLE, "gb18030", "big5", "cp932", "euc_jp", "cp949")
PAIR = re.compile(rb"[\x80-\xff]{2}")  # in a Far Eastern text some of its letters stand side by side
# The commonest pairs of letters of Russian, Ukrainian and Belarusian: half of a real text, a tenth of a wrong guess.
PAIRS = frozenset(
    re.findall(
        r"\S+",
        """
    ст но ен то на ов ни ра во ко ос ер ро ре пр ли ка ет ор ан по ол ел ом от ат не тр ть ес ем го ск ва ла ал ль де ри
    ло ле та ми да ак ны ки ве ти ид ед од им ой ит тв ия ие ин ис ма мо об ог ви тя ая ые ий ый сл см со се сь те ту уд
    чт че жи же за зн из их ши ще ся бы бо бу вс ды ди до др ча чн ше эт ют ях аз ам ас ад ав ар ай ив ик ил ош оч ож оз
    ук ул ур ус ут яв яз ят ть мн мы ты вы он ег му ру лу ну ку хо гд гр гл бр кр пи пе ме ми ча ше щи ьн ью ье ъе ёт её
    хр ущ щё ёв юл ля кл лю юч це ех съ зд щу цы ца цо ци цу шк аш иш йл фа фи фо фе фр йк йс йн ьк ьс ьт ьш нн сс жу юр
    ві ні ті рі лі ді із ін ій ії ої що як ає ую ць ня ся ла ці аў оў ыя ай ае дз аг ас ях
    """,
    )
)
# Letters by how often they are used, from 1 for the commonest to -1.
LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэіфёъїєўґ"
WEIGHTS = {letter: 1 - 2 * rank / len(LETTERS) for rank, letter in enumerate(LETTERS)}
PLAUSIBLE = 0.3  # the sense that a real text makes at the least
SHOUTED = 0.7  # a text in capitals alone is seldom real
SIGNS = frozenset("№«»—–…“”„’‘•€§©®°\u00a0")
ASCII_END = 0x7F
WORDS = re.compile(r"[^\W\d_]+")
CONTROLS = re.compile(r"[\0-\x08\x0e-\x1a\x1c-\x1f]")


def read(path: Path) -> str:
    """The text of a file, its lines ended by a line feed alone; raises `DamagedFileError` when it is none."""
    return decode(path.read_bytes())


def decode(data: bytes, likely: str = "") -> str:
    """The text of these bytes, its lines ended by a line feed alone; raises `DamagedFileError` when they are none.

    ``likely`` is what an 8-bit text that names no encoding is in, where that is known.
    """
    text = _decoded(data, likely).removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def guess(data: bytes) -> str:
    """The 8-bit or Far Eastern encoding that makes most sense of bytes which are no UTF-8; never raises."""
    sample = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:SAMPLE]
    encoding, sense = cyrillic(sample)
    if sense >= PLAUSIBLE:
        return encoding
    import charset_normalizer  # noqa: PLC0415 - only a child that meets such a text needs it

    likely = OTHERS if PAIR.search(sample) else SINGLE
    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(likely))
    by_sense = {
        match.encoding: (round(match.chaos - match.coherence, 2), OTHERS.index(match.encoding))
        for match in matches
        if match.encoding in likely  # of nothing but ASCII it says UTF-8 all the same
    }
    return min(by_sense, key=by_sense.__getitem__, default=OTHERS[0])


def cyrillic(data: bytes) -> tuple[str, float]:
    """The Cyrillic encoding that fits best, and the sense that it makes: `PLAUSIBLE` or more for a real text."""
    return max(((name, likelihood * _sense(data, name)) for name, likelihood in CYRILLIC.items()), key=itemgetter(1))


def _decoded(data: bytes, likely: str) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    if wide := _utf16(data):
        return wide
    for encoding in filter(None, ("utf-8", *_declared(data), likely)):
        try:
            return _plain(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    return _plain(data.decode(guess(data), errors="replace"))


def _plain(text: str) -> str:
    if "\0" in text:
        raise DamagedFileError("bytes that are no text")
    return text


def _declared(data: bytes) -> Iterator[str]:
    """The encoding that a text says it is in: true more often than not."""
    if found := DECLARED.search(data[:DECLARED_WITHIN]):
        yield found[1].decode().lower()


def _utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: as bytes it is full of control characters, read rightly it has none."""
    if len(data) % 2 or not CONTROLS.search(data[:SAMPLE].decode("latin-1")):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS.search(text) and _usual(text[:SAMPLE]):
            return text
    return None


def _usual(text: str) -> bool:
    """Mostly letters of one alphabet, spaces and signs: read in the wrong byte order, a text is Chinese at random."""
    blocks = [ord(character) >> 8 for character in text]
    return len(set(blocks)) <= max(3, len(blocks) // 4)


def _sense(data: bytes, encoding: str) -> float:
    """How much these bytes look like Cyrillic words in that encoding: about 0.5 for a real text, 0 for another one."""
    text = data.decode(encoding, errors="replace")
    words = [word for word in WORDS.findall(text) if not word.isascii()]
    letters = "".join(words)
    if not letters:
        return 0.0
    pairs = [word[at : at + 2] for word in words for at in range(len(word) - 1)]
    common = sum(pair.lower() in PAIRS for pair in pairs) / max(1, len(pairs))
    frequent = sum(WEIGHTS.get(letter, -1.0) for letter in letters.lower()) / len(letters)
    return (common + frequent) / 2 * (SHOUTED if letters.isupper() else 1.0) - _faults(text, words) / len(letters)


def _faults(text: str, words: Iterable[str]) -> int:
    """What no Russian text has: capitals after small letters, rare signs."""
    mixed = sum(not (word.islower() or word.isupper() or word.istitle()) for word in words)
    odd = sum(ord(character) > ASCII_END and not character.isalpha() and character not in SIGNS for character in text)
    return mixed + odd
