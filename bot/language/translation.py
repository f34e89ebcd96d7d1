"""Sentences in a person's language, from gettext catalogues that are read when first needed."""

import gettext
import html
import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages import mofile, pofile

SOURCE = "en"
LANGUAGES = {"en": "English", "ru": "Русский"}
CATALOGUES = Path(__file__).parents[1] / "locale"
TAG = re.compile(r"<[^>]*>")


class Html(str):
    """Text that is HTML already and must not be escaped again."""

    __slots__ = ()


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations into a locale of `LANGUAGES`; English sentences are their own."""
    if locale == SOURCE:
        return gettext.NullTranslations()
    with (CATALOGUES / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        messages = pofile.read_po(file, locale)
    compiled = io.BytesIO()
    mofile.write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def nearest(language_code: str | None) -> str:
    """The locale for a language code such as ``ru-RU``; English where there is none or it is not spoken here."""
    language = (language_code or "").lower().replace("_", "-").split("-")[0]
    return language if language in LANGUAGES else SOURCE


def escaped(value: object) -> str:
    """The value fit for Telegram's HTML."""
    return value if isinstance(value, Html) else html.escape(str(value), quote=False)


def plain(text: str) -> str:
    """The text without its mark-up, for where Telegram shows none; what is no `Html` has none."""
    return html.unescape(TAG.sub("", text)) if isinstance(text, Html) else text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message in Telegram's HTML; values from outside are escaped."""

    text: str

    def __call__(self, locale: str, **values: object) -> Html:
        """The sentence in that language with its values filled in."""
        return _filled(catalogue(locale).gettext(self.text), values)


@dataclass(frozen=True, slots=True)
class Plural:
    """A message in Telegram's HTML whose form follows ``count``."""

    one: str
    many: str

    def __call__(self, locale: str, count: int, **values: object) -> Html:
        """The right form for that number, with its values filled in."""
        return _filled(catalogue(locale).ngettext(self.one, self.many, count), {"count": count, **values})


@dataclass(frozen=True, slots=True)
class Label:
    """Words without mark-up: a button, a notice on top of the chat, a line in the list of commands."""

    text: str

    def __call__(self, locale: str, **values: object) -> str:
        """The label in that language with its values filled in."""
        return catalogue(locale).gettext(self.text).format_map(values)


def _filled(text: str, values: dict[str, object]) -> Html:
    return Html(text.format_map({name: escaped(value) for name, value in values.items()}))
