"""How people ask for a conversion in words: ``mp4``, ``в mp3 320k``, ``/convert@thebot mp4 quality=low``."""

import difflib
import re
from dataclasses import dataclass

from bot import plainly
from conversion import formats, registry
from conversion.formats import Format
from conversion.options import SECRETS

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?P<rest>\s.*)?\Z", re.DOTALL)
PREPOSITIONS = frozenset(("to", "into", "in", "as", "в", "во", "как"))
# Some of them are formats, too: they are codecs where a format stands before them.
CODECS = {"h264": "h264", "h265": "h265", "hevc": "h265", "av1": "av1", "vp9": "vp9"}
SIMILAR = 0.6  # share of letters in common, from which a name counts as meant
MOST_GUESSES = 3


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wrote.

    ``word`` stands where the target should stand (empty: nothing does), ``target`` is the format it names, if any;
    ``options`` are as written; ``rest`` are words that mean nothing here.
    """

    word: str
    target: Format | None
    options: dict[str, str]
    rest: tuple[str, ...]

    @property
    def is_clear(self) -> bool:
        """Whether it names a target and says nothing else that is not understood."""
        return self.target is not None and not self.rest

    @property
    def is_wish(self) -> bool:
        """Whether it says how, but not into what."""
        return bool(self.options) and not self.word

    @property
    def is_confidential(self) -> bool:
        """Whether it holds what nobody else should see."""
        return not SECRETS.isdisjoint(self.options)

    @property
    def is_guess(self) -> bool:
        """Whether it is one unknown word that looks like a format's name."""
        return bool(self.word) and self.target is None and not self.rest and bool(guesses(self.word))


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what follows it; ``bot`` is the name it was addressed to, if any."""

    name: str
    bot: str | None
    rest: str

    def is_for(self, username: str) -> bool:
        """Whether the bot of that name is meant, as far as one can see."""
        return self.bot is None or self.bot.lower() == username.lower()


def command(text: str) -> Command | None:
    """The command that a text or caption begins with."""
    if match := COMMAND.match(text):
        return Command(match["name"].lower(), match["bot"], match["rest"] or "")
    return None


def parse(text: str) -> Ask:
    """What a text asks for, without its command."""
    options, words = plainly.read(text)
    if len(words) > 1 and words[0].lower() in PREPOSITIONS:
        del words[0]
    word, rest = (words[0], tuple(words[1:])) if words else ("", ())
    if len(rest) == 1 and rest[0].lower() in CODECS:
        options, rest = {**options, "codec": CODECS[rest[0].lower()]}, ()
    return Ask(word, formats.from_name(word), options, rest)


def guesses(word: str) -> list[Format]:
    """Formats whose names look like that word: the most alike first, among equals the most wanted."""
    asked = word.strip(" .").lower()
    names = {name: row for row in formats.FORMATS for name in ((row.name,) if row.stored_as else row.extensions)}
    wanted = " ".join(registry.LIKELY.values()).split()

    def unlikeness(name: str) -> tuple[float, int]:
        rank = wanted.index(name) if name in wanted else len(wanted)
        return -difflib.SequenceMatcher(None, name, asked).ratio(), rank

    near = sorted(difflib.get_close_matches(asked, names, n=len(names), cutoff=SIMILAR), key=unlikeness)
    return list(dict.fromkeys(names[name] for name in near))[:MOST_GUESSES]
