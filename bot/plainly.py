"""Options in plain words, of both languages: ``320k``, ``720p``, ``без звука``, ``under 10 MB``, ``0:30-1:10``."""

import re
from collections.abc import Callable
from functools import cache

from bot import translation, words
from conversion.options import SECRETS

Found = re.Match[str]
CLOCK = r"\d{1,3}:\d\d(?::\d\d)?(?:\.\d{1,3})?"
NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
AT_MOST = r"(?:не больше|не более|меньше|до|less than|up to|under|below|max|<)"
UNITS = {"к": "k", "м": "m", "г": "g"}
QUALITY = {"low": "low", "medium": "medium", "high": "high", "низк": "low", "средн": "medium", "высок": "high"}
YES_NO = {"да": "yes", "нет": "no"}
SAID = re.compile(r"(?P<name>[^\W\d]\w{1,19})=(?P<value>\S{1,128})")
BEFORE = re.compile(r"\A[\s,;]+")


def _size(found: Found) -> str:
    unit = "".join(UNITS.get(letter, letter) for letter in found["unit"].lower())[0]
    return f"max={found['number'].replace(',', '.')}{unit}b"


def _span(found: Found) -> str:
    return f"trim={found['start'] or ''}-{found['end'] or ''}"


def _quality(found: Found) -> str:
    word = found["level"].lower()
    return "quality=" + next(value for stem, value in QUALITY.items() if word.startswith(stem))


def _rate(found: Found) -> str:
    return f"rate={round(float(found['number'].replace(',', '.')) * 1000)}"


# What is said, and the options that it means; tried in this order, each at the beginning of what is left.
RULES: tuple[tuple[str, str | Callable[[Found], str]], ...] = (
    (
        rf"(?:{AT_MOST}\s*)?(?P<number>{NUMBER})\s?(?P<unit>[kmgкмг][bб])",
        _size,
    ),
    (rf"(?:from|с|от)\s+(?P<start>{CLOCK})\s+(?:to|till|до|по)\s+(?P<end>{CLOCK})", _span),
    (rf"(?P<start>{CLOCK})\s?[-–]\s?(?P<end>{CLOCK})?", _span),
    (rf"(?P<start>)[-–](?P<end>{CLOCK})", _span),
    (r"(\d{2,4})\s?[x×х*]\s?(\d{2,4})(?:\s?px)?", r"width=\1 height=\2"),
    (r"(\d{3,4})[pр]", r"height=\1"),
    (r"(\d{1,3})\s?(?:fps|к/с)", r"fps=\1"),
    (r"(\d{1,3})\s?(?:k(?:bps|bit/s)?|к(?:бит(?:/с)?)?)", r"bitrate=\1"),
    (r"(64|96|128|160|192|224|256|320)", r"bitrate=\1"),
    (rf"(?P<number>{NUMBER})\s?(?:khz|кгц)", _rate),
    (r"(\d{2,4})\s?dpi", r"dpi=\1"),
    (r"(?:x|×|х)(\d(?:[.,]\d{1,2})?)|(\d(?:[.,]\d{1,2})?)(?:x|×|х)", lambda found: f"speed={found[1] or found[2]}"),
    (r"(?:pages?|страниц[аы]?|стр\.?)\s+(\d+(?:\s?[-–]\s?\d*)?(?:\s?,\s?\d+(?:\s?[-–]\s?\d+)?)*)",
     lambda found: "pages=" + re.sub(r"\s", "", found[1])),
    (r"(?:rotate|turn|поверн(?:и|уть))\s+(?:на\s+)?(90|180|270)°?", r"rotate=\1"),
    (r"no sound|without sound|mute|silent|без звука|немое", "mute=yes"),
    (r"no metadata|without metadata|no exif|без метаданных", "strip=yes"),
    (r"normali[sz]e|выровн(?:яй|ять) громкость", "normalise=yes"),
    (r"mono|моно", "channels=1"),
    (r"stereo|стерео", "channels=2"),
    (r"(?:with subtitles|с субтитрами)", "subtitles=burn"),
    (r"(?:no subtitles|without subtitles|без субтитров)", "subtitles=none"),
    (r"(?:(?:in|в)\s+)?(?P<level>low|medium|high|низк(?:ое|ом)|средн(?:ее|ем)|высок(?:ое|ом))(?:\s+(?:quality|качеств[ое]))",
     _quality),
    (r"(?:password|пароль)[:\s]\s*(\S{1,128})", r"password=\1"),
)  # fmt: skip
COMPILED = [(re.compile(rf"(?:{pattern})(?=[\s,;]|\Z)", re.IGNORECASE), meaning) for pattern, meaning in RULES]


def read(text: str) -> tuple[dict[str, str], list[str]]:
    """The options that a text says, as written, and the words that are none of them."""
    options: dict[str, str] = {}
    rest: list[str] = []
    while text := BEFORE.sub("", text):
        said, length = _first(text)
        if said is None:
            word = text.split(maxsplit=1)[0].rstrip(",;")
            rest.append(word or text[0])
            length = max(1, len(word))
        else:
            options |= said
        text = text[length:]
    return options, rest


def _first(text: str) -> tuple[dict[str, str] | None, int]:
    """What the text begins with says, and how long that is."""
    if found := SAID.match(text):
        name, value = found["name"].lower(), found["value"]
        name = _names().get(name, name)
        return {name: value if name in SECRETS else _translated(value)}, found.end()
    for pattern, meaning in COMPILED:
        if found := pattern.match(text):
            said = meaning(found) if callable(meaning) else found.expand(meaning)
            return dict(_pair(part) for part in said.split(" ")), found.end()
    return None, 0


def _translated(value: str) -> str:
    """The value as engines know it: words of other languages become theirs."""
    level = next((known for stem, known in QUALITY.items() if not stem.isascii() and value.startswith(stem)), value)
    return YES_NO.get(value.lower(), level)


def _pair(said: str) -> tuple[str, str]:
    name, _, value = said.partition("=")
    return name, value


@cache
def _names() -> dict[str, str]:
    """The names of options in all languages, as their English ones."""
    return {label(locale).lower(): name for locale in translation.LANGUAGES for name, label in words.OPTIONS.items()}
