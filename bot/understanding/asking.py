"""How people ask for a conversion in words: ``mp4``, ``в mp3 320k``, ``/convert@thebot mp4 quality=low``."""

import difflib
import re
from dataclasses import dataclass

from bot.understanding import plainly, spellings
from conversion import formats, registry, unions
from conversion.formats import Format
from conversion.options import SECRETS

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?P<rest>\s.*)?\Z", re.DOTALL)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PREPOSITIONS = _set("to into in as в во как")
ORIGINS = _set("from из")
# What is said around an order, and means nothing itself.
FILLERS = _set(
    "a an the and please pls plz thanks convert make turn change transform save export get it this file format i want"
    " need me with of these those"
    " и а мне это его её их этот эту пожалуйста плиз пж пжлст спасибо сделай сделайте сделать конвертируй"
    " конвертни конвертировать конвертируйте сконвертируй переконвертируй преобразуй преобразовать преобразуйте"
    " переведи перевести преврати превратить переделай переделать перегони сохрани сохранить хочу надо нужно нужен"
    " нужна дай файл файла файлик формат формате виде с"
)
# What is being converted, where an order names it: "видео в mp3", "this picture as pdf".
NOUNS = _set(
    "video film movie clip audio song sound music track picture image photo document doc text book archive видео фильм"
    " ролик клип аудио песню музыку звук трек картинку фото фотку изображение документ док текст книгу архив"
    " презентацию таблицу"
)
# What asks for one file of several, in either language.
UNITING = _set(
    "one single merge merged join joined combine combined together unite united concat concatenate glue stitch"
    " один одну одним одного единый единую едином общий общую общем вместе воедино склей склейте склеить соедини"
    " соедините соединить объедини объедините объединить слей слейте слить сшей сшить собери соберите собрать"
)
# Said of several files; what they become one by one, unless it is something to pack them into.
EVERYTHING = _set(
    "all everything both them files photos pictures images videos songs tracks documents docs pages scans pdfs"
    " все всё всех оба обе файлы фотки картинки изображения видосы песни треки документы страницы сканы пдфки"
)
# Some of them are formats, too: they are codecs where a format stands before them.
CODECS = {"h264": "h264", "h265": "h265", "hevc": "h265", "av1": "av1", "vp9": "vp9"}
SIMILAR = 0.6  # share of letters in common, from which a name counts as meant
MOST_GUESSES = 3


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wrote.

    ``word`` stands where the target should stand (empty: nothing does), ``target`` is the format it names, if any;
    ``options`` are as written; ``rest`` are words that mean nothing here. ``is_union``: one file of several is wanted,
    of whichever format suits them where none is named.
    """

    word: str
    target: Format | None
    options: dict[str, str]
    rest: tuple[str, ...]
    is_union: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it names a target, or wants one of several, and says nothing else that is not understood."""
        return not self.rest and (self.target is not None or (self.is_union and not self.word))

    @property
    def is_wish(self) -> bool:
        """Whether it says how, but not into what."""
        return bool(self.options) and not self.word and not self.is_union

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
    is_union = any(word.lower() in UNITING for word in words)
    alone = [word for word in words if word.lower() not in UNITING | EVERYTHING]
    alone = alone if alone or is_union else words
    said = _essential(alone)
    if is_union and all(word.lower() in PREPOSITIONS | FILLERS | NOUNS for word in said):
        said = [word for word in said if spellings.read(word, is_asked=True) == unions.ZIP]
    word, rest = (said[0], tuple(said[1:])) if said else ("", ())
    if len(rest) == 1 and rest[0].lower() in CODECS:
        options, rest = {**options, "codec": CODECS[rest[0].lower()]}, ()
    target = spellings.read(word, is_asked=said != words)
    return Ask(word, target, options, rest, is_union or (len(alone) < len(words) and target in unions.PACKED))


def _essential(words: list[str]) -> list[str]:
    """The words that carry the meaning, the target first; all of them where that would be none."""
    kept = [word for word in words if word.lower() not in FILLERS]
    for number in range(len(kept) - 2, -1, -1):
        if kept[number].lower() in ORIGINS:
            del kept[number : number + 2]
    place = next((number for number, word in enumerate(kept[:-1]) if word.lower() in PREPOSITIONS), None)
    if place is not None and all(word.lower() in NOUNS or spellings.read(word) for word in kept[:place]):
        kept = kept[place + 1 :]
    return kept or words


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
