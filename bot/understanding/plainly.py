"""Options in plain words, of both languages: ``320k``, ``720p``, ``без звука``, ``under 10 MB``, ``0:30-1:10``."""

import re
from functools import cache

from bot.language import option_words, translation
from bot.understanding import phrases
from conversion.options import SECRETS

QUALITY = {"low": "low", "medium": "medium", "high": "high", "низк": "low", "средн": "medium", "высок": "high"}
YES_NO = {"да": "yes", "нет": "no"}
SAID = re.compile(r"(?P<name>[^\W\d]\w{1,19})=(?P<value>\S{1,128})")
BEFORE = re.compile(r"\A(?:[\s,;.!+&]|[–—-](?=\s))+")


def read(text: str) -> tuple[dict[str, str], list[str]]:
    """The options that a text says, as written, and the words that are none of them."""
    options: dict[str, str] = {}
    rest: list[str] = []
    while text := BEFORE.sub("", text):
        said, length = _first(text)
        if said is None:
            word = text.split(maxsplit=1)[0].rstrip(",;.!?")
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
    for pattern, meaning in phrases.COMPILED:
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
    return {
        label(locale).lower(): name for locale in translation.LANGUAGES for name, label in option_words.OPTIONS.items()
    }
