"""What people call formats besides their names: ``пдф``, ``мп3``, ``гифку``, ``word``, ``звук``."""

import re
from functools import cache

from conversion import formats
from conversion.formats import Format

# By the format: stems, to which an ending of `ENDINGS` may be added.
NAMES = {
    "mp3": r"мп-?3|эмпэтри|mp-3",
    "mp4": r"мп-?4|мпег-?4|mp-4",
    "wav": r"вав",
    "flac": r"флак",
    "ogg": r"огг?",
    "opus": r"опус",
    "m4a": r"м4а",
    "aac": r"аас|ацц",
    "webm": r"вебм|веб-м",
    "mkv": r"мкв|матр[её]шк\w*",
    "avi": r"ави",
    "mov": r"мов",
    "gif": r"гиф|гифк\w+",
    "jpg": r"жпе?г|джпе?г|джипег|жипег",
    "png": r"пнг",
    "webp": r"вебп|веб-п",
    "avif": r"авиф",
    "heic": r"хеик|хейк",
    "ico": r"ико|иконк\w+|favicon|фавикон\w*",
    "svg": r"свг",
    "tiff": r"тифф?",
    "bmp": r"бмп",
    "pdf": r"пдф|пэдээф|pdf-?file",
    "docx": r"докс|докх|word|ворд|вёрд",
    "doc": r"док",
    "txt": r"тхт",
    "html": r"хтмл",
    "epub": r"епаб|ипаб|эпаб",
    "fb2": r"фб-?2",
    "mobi": r"моби",
    "xlsx": r"эксел\w*|excel|икселес",
    "csv": r"цсв|ксв",
    "pptx": r"powerpoint|пауэрпоинт|поверпоинт",
    "json": r"джейсон|жсон|джсон",
    "zip": r"зип",
    "7z": r"7зип|севензип|7-zip",
    "rtf": r"ртф",
    "odt": r"одт",
    "srt": r"срт",
    "md": r"маркдаун",
}
# These name a target only where something is asked for: under a file, "фото" alone tells what it is.
EVERYDAY = {
    "mp3": r"audio|sound|song|music|аудио\w*|звук|песн\w+|музык\w+",
    "mp4": r"video|film|movie|видео\w*|фильм|ролик",
    "gif": r"animation|анимаци\w+",
    "jpg": r"photo|фото\w*|фотк\w+",
    "png": r"picture|image|картинк\w+|изображени\w+",
    "ico": r"icon",
    "txt": r"text|текст\w*",
    "epub": r"ebook",
    "pptx": r"presentation|презентаци\w+",
    "zip": r"archive|архив",
    "srt": r"subtitles|субтитры",
}
# шк, к: "мп3шку", "пдфку"; the rest are cases
ENDINGS = r"(?:-?(?:шк|к)[аиуе]|-?(?:ом|ой|ами|ах|ов|а|е|у|ы|и|s))?"


def read(word: str, *, is_asked: bool = False) -> Format | None:
    """The format that the word means, by its own name or by what people call it.

    ``is_asked``: other words say that something is to be made, so that everyday words count, too.
    """
    if found := formats.from_name(word):
        return found
    plain = word.strip(" .,!«»\"'")
    name = _named(NAMES, plain) or (_named(EVERYDAY, plain) if is_asked else None)
    return formats.from_name(name or plain)


def _named(table: dict[str, str], word: str) -> str | None:
    return next((name for name, stems in table.items() if _pattern(stems).match(word)), None)


@cache
def _pattern(stems: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{stems}){ENDINGS}\Z", re.IGNORECASE)
