"""What people say about a conversion, in both languages, and which options it means."""

import re
from collections.abc import Callable

Found = re.Match[str]
Meaning = str | Callable[[Found], str]

CLOCK = r"\d{1,3}:\d\d(?::\d\d)?(?:\.\d{1,3})?"
NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"
AT_MOST = (
    r"(?:(?:чтобы|и|and|so|fit|make it|сделай|сожми|ужми|уменьши|compress|shrink|reduce|squeeze)\s+)*"
    r"(?:(?:размер\w*|size|весом|было|it|его)\s+)*"
    r"(?:не больше|не более|не тяжелее|меньше|легче|до|в|less than|smaller than|no more than|at most|up to|under|below"
    r"|within|in|to|into|max(?:imum)?|макс(?:имум)?\.?|<)"
)
SECONDS = {"s": 1, "с": 1, "m": 60, "м": 60}
SECOND = r"(?P<unit>s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|с(?:ек(?:унд[аыу]?)?)?|м(?:ин(?:ут[аыу]?)?)?)\.?"
UNITS = {"к": "k", "м": "m", "г": "g"}
HOW_GOOD = {
    "high": r"(?:high(?:est)?|best|good|great|max(?:imum)?|высок\w+|высш\w+|лучш\w+|хорош\w+|отличн\w+|макс\w*)",
    "medium": r"(?:medium|average|normal|средн\w+|обычн\w+|нормальн\w+)",
    "low": r"(?:low(?:est)?|bad|poor|worst|min(?:imum)?|низк\w+|плох\w+|худш\w+|мин\w*)",
}
COLOURS = {
    "white": r"white|бел\w+", "black": r"black|ч[её]рн\w+", "grey": r"gr[ae]y|сер\w+", "red": r"red|красн\w+",
    "green": r"green|зел[её]н\w+", "blue": r"blue|син\w+", "yellow": r"yellow|ж[её]лт\w+",
    "orange": r"orange|оранжев\w+", "pink": r"pink|розов\w+",
}  # fmt: skip
TIMES = {"twice": "2", "два": "2", "двое": "2", "вдвое": "2", "three": "3", "три": "3", "полтора": "1.5"}
PLACES = {"first": 1, "перв": 1, "second": 2, "втор": 2, "third": 3, "трет": 3}
PLACE = r"(?P<place>first|second|third|перв\w+|втор\w+|трет\w+)"
TO = r"(?:to|till|until|до|по|[-–])"


def _size(found: Found) -> str:
    unit = "".join(UNITS.get(letter, letter) for letter in found["unit"].lower())[0]
    return f"max={found['number'].replace(',', '.')}{unit}b"


def _span(found: Found) -> str:
    return f"trim={found['start'] or ''}-{found['end'] or ''}"


def _seconds(found: Found) -> str:
    times = SECONDS[found["unit"][0].lower()]
    return f"trim={int(found['start']) * times}-{int(found['end']) * times}"


def _beginning(found: Found) -> str:
    return f"trim=0-{int(found['number'] or 1) * SECONDS[found['unit'][0].lower()]}"


def _rate(found: Found) -> str:
    return f"rate={round(float(found['number'].replace(',', '.')) * 1000)}"


def _times(word: str) -> float:
    return float(TIMES.get(word.lower(), word).replace(",", "."))


def _faster(found: Found) -> str:
    return f"speed={_times(found['times']):g}"


def _slower(found: Found) -> str:
    return f"speed={1 / max(_times(found['times']), 1):.3g}"


def _louder(found: Found) -> str:
    return f"volume={round(_times(found['times']) * 100)}"


def _place(found: Found) -> str:
    return next(str(number) for stem, number in PLACES.items() if found["place"].lower().startswith(stem))


def _pages(found: Found) -> str:
    return "pages=" + re.sub(r"\s", "", found["pages"])


def _fixed(table: dict[str, str], frame: str, option: str) -> list[tuple[str, Meaning]]:
    """A rule for each value of an option; ``frame`` says where it stands among other words."""
    return [(frame.replace("…", f"(?:{words})"), f"{option}={value}") for value, words in table.items()]


RUN = r"\d+(?:\s?[-–]\s?\d*)?(?:\s?,\s?\d+(?:\s?[-–]\s?\d+)?)*"
TIME = rf"(?P<times>{NUMBER}|twice|two|three|два|двое|три|полтора)"

# What is said, and the options that it means; tried in this order, each at the beginning of what is left.
RULES: list[tuple[str, Meaning]] = [
    (
        rf"(?:{AT_MOST}\s*)?(?P<number>{NUMBER})\s?(?P<unit>[kmg](?:b|ega|iga|ilo)(?:bytes?|bs?)?|[кмг][бb]"
        rf"|(?:кило|мега|гига)байт(?:а|ов)?|мег(?:а|ов)?|гиг(?:а|ов)?)",
        _size,
    ),
    # Stretches of time
    (rf"(?:cut |trim |обрежь |вырежь |отрежь )?(?:from|с|со|от)\s+(?P<start>{CLOCK})\s*{TO}\s*(?P<end>{CLOCK})", _span),
    (rf"(?:cut |trim |обрежь |вырежь |отрежь )?(?P<start>{CLOCK})\s*{TO}\s*(?P<end>{CLOCK})", _span),
    (rf"(?P<start>{CLOCK})\s?[-–](?P<end>)", _span),
    (rf"(?P<start>)[-–]\s?(?P<end>{CLOCK})", _span),
    (rf"(?:(?:starting )?from|начиная с|с|со|от)\s+(?P<start>{CLOCK})(?P<end>)(?:\s+(?:до конца|to the end|on))?", _span),
    (rf"(?:until|till|up to|до|по)(?P<start>)\s+(?P<end>{CLOCK})", _span),
    (rf"(?:from|с|со|от)\s+(?P<start>\d{{1,4}})\s*{TO}\s*(?P<end>\d{{1,4}})\s?(?:-?[юя]\s)?{SECOND}", _seconds),
    (rf"(?P<start>\d{{1,4}})\s?[-–]\s?(?P<end>\d{{1,4}})\s?{SECOND}", _seconds),
    (rf"(?:only |just |только )?(?:the )?(?:first|перв(?:ые|ая|ую|ых))\s+(?:(?P<number>\d{{1,4}})\s)?{SECOND}", _beginning),
    # Pictures
    (r"(\d{2,4})\s?(?:[x×х*]|by|на)\s?(\d{2,4})(?:\s?(?:px|пикс\w*))?", r"width=\1 height=\2"),
    (r"(?:в\s+)?(?:4[kк]|2160[pр]|uhd)", "height=2160"),
    (r"(?:в\s+)?(?:full\s?hd|фулл?\s?(?:hd|эйчди|хд))", "height=1080"),
    (r"(?:в\s+)?(?:hd|хд)(?:\s+(?:quality|качеств[оае]))?", "height=720"),
    (r"(?:in |at |в )?(\d{3,4})[pр]", r"height=\1"),
    (r"(?:width|wide|ширин(?:а|ой|у))\s*:?\s*(\d{2,4})(?:\s?(?:px|пикс\w*))?", r"width=\1"),
    (r"(?:height|high|высот(?:а|ой|у))\s*:?\s*(\d{2,4})(?:\s?(?:px|пикс\w*))?", r"height=\1"),
    (r"(\d{2,4})\s?(?:px|пикс\w*)\s+(?:wide|(?:в|по) ширину)", r"width=\1"),
    (r"(\d{2,4})\s?(?:px|пикс\w*)\s+(?:high|tall|(?:в|по) высоту)", r"height=\1"),
    (r"(\d{2,4})\s?px", r"width=\1"),
    (r"(\d{1,3})\s?(?:fps|фпс|к/с|кадр(?:а|ов|ах)?(?:\s+в\s+секунду)?|frames?(?:\s+(?:a|per)\s+second)?)", r"fps=\1"),
    (r"(?:rotate|turn|поверн(?:и|уть))\s+(?:it\s+)?(?:на\s+|by\s+)?(90|180|270)\s?(?:°|градус\w*|degrees?)?", r"rotate=\1"),
    (r"(?:rotate|turn|поверн(?:и|уть))\s+(?:it\s+)?(?:to the\s+)?(?:right|вправо|направо|по часовой)", "rotate=90"),
    (r"(?:rotate|turn|поверн(?:и|уть))\s+(?:it\s+)?(?:to the\s+)?(?:left|влево|налево|против часовой)", "rotate=270"),
    (r"upside down|turn it over|вверх ногами|перев[её]рн(?:и|уть|утое)", "rotate=180"),
    (r"(?:(?:in|make it)\s+)?(?:black\s?(?:and|&|n|-)\s?white|b&w|b/w|gr[ae]yscale|no colou?rs?|without colou?rs?)", "grey=yes"),
    (r"(?:в\s+)?(?:ч[её]рно[- ]?бел\w+|ч\s?[/-]?\s?б|монохром\w*|обесцве[тч]\w+|без цвета|оттенк(?:и|ах) серого)", "grey=yes"),
    *_fixed(COLOURS, r"(?:on |with |на |с )?(?:a )?(?:…) (?:background|фон(?:е|ом)?)", "background"),
    *_fixed(COLOURS, r"(?:background|фон)\s*:?\s+(?:…)", "background"),
    *_fixed(COLOURS, r"on (?:…)", "background"),
    (r"crop(?:ped)?|с обрезкой|обрежь края|обрезать края|fill(?: the frame)?", "fit=cover"),
    (r"stretch(?:ed)?|растян(?:и|уть|утое)", "fit=stretch"),
    (r"(\d{2,4})\s?(?:dpi|ppi|точек на дюйм)", r"dpi=\1"),
    (
        r"(?:no |without |remove |strip |delete |без |убери |удали )(?:the )?"
        r"(?:metadata|exif|gps|location|geotags?|метаданны[ехй]\w*|геолокаци[июя]|геометк\w+|геотег\w*)",
        "strip=yes",
    ),
    # Sound
    (
        r"(?:no |without |remove |drop |без |убери |убрать |выключи |отключи )(?:the )?"
        r"(?:sound|audio|звук(?:а|ов)?|аудио)|mute(?:d)?|silent|немо[ей]|беззвучн\w+",
        "mute=yes",
    ),
    (r"(?:bitrate|битрейт\w*)\s*:?\s*(\d{1,3})(?:\s?[kк]\w*(?:/[sс])?)?", r"bitrate=\1"),
    (r"(\d{1,3})\s?(?:k(?:bps|bit/s|b/s|bits?)?|к(?:бит(?:/с(?:ек)?)?|бпс)?)", r"bitrate=\1"),
    (r"(64|96|128|160|192|224|256|320)", r"bitrate=\1"),
    (rf"(?P<number>{NUMBER})\s?(?:khz|кгц)", _rate),
    (r"(\d{4,6})\s?(?:hz|гц)", r"rate=\1"),
    (r"(?:in |в )?(?:mono|моно)", "channels=1"),
    (r"(?:in |в )?(?:stereo|стерео)", "channels=2"),
    (r"normali[sz]e(?:d)?|(?:выровн(?:яй|ять)|нормализ(?:уй|овать|ация)) (?:громкост[ьи]|звук)|нормализ(?:уй|овать)", "normalise=yes"),
    (r"(?:volume|громкость)\s*:?\s*(\d{1,4})\s?%?", r"volume=\1"),
    (rf"(?:в\s+)?{TIME}\s*(?:раз[а]?|times|x)?\s*(?:louder|as loud|громче)|(?:громче|louder) (?:в )?(?P<more>{NUMBER})\s?(?:раза?|x|times)",
     lambda found: _louder(found) if found["times"] else f"volume={round(_times(found['more']) * 100)}"),
    (r"(?:a bit )?louder|(?:по)?громче", "volume=150"),
    (r"quieter|softer|(?:по)?тише", "volume=50"),
    (rf"(?:ускор(?:ь|ить)\s+|speed (?:it )?up\s+)?(?:в\s+)?{TIME}\s*(?:раз[а]?|times|x)?\s*(?:faster|as fast|быстрее)", _faster),
    (rf"(?:ускор(?:ь|ить)|speed (?:it )?up|быстрее|faster)\s+(?:в\s+)?{TIME}\s?(?:раза?|times|x)?", _faster),
    (rf"(?:замедл(?:и|ить)|slow (?:it )?down|медленнее|slower)\s+(?:в\s+)?{TIME}\s?(?:раза?|times|x)?", _slower),
    (rf"(?:в\s+)?{TIME}\s*(?:раз[а]?|times|x)?\s*(?:slower|as slow|медленнее)", _slower),
    (r"(?:speed|скорость)\s+(\d(?:[.,]\d{1,2})?)[xх]?", r"speed=\1"),
    (r"(?:x|×|х)(\d(?:[.,]\d{1,2})?)|(\d(?:[.,]\d{1,2})?)(?:x|×|х)", lambda found: f"speed={found[1] or found[2]}"),
    (r"(?:(?:audio |sound )?track|(?:звуковая )?дорожка)\s+(\d{1,2})", r"track=\1"),
    (rf"(?:the )?{PLACE}\s+(?:audio |sound |звуковая |звуковую )?(?:track|дорожк[ау])", lambda found: f"track={_place(found)}"),
    # Subtitles
    (r"(?:with |burn (?:in )?|с |вшей |вшить )(?:the )?(?:subtitles|subs|субтитр(?:ами|ы)|саб(?:ами|ы))|hardsub", "subtitles=burn"),
    (r"(?:no |without |remove |без |убери )(?:the )?(?:subtitles|subs|субтитр(?:ов|ы)|саб(?:ов|ы))", "subtitles=none"),
    # Pages
    (rf"(?:only |just |только )?(?:pages?|страниц[аыу]?|стр\.?)\s+(?P<pages>{RUN})", _pages),
    (r"(?:only |just |только )?(?:from|с|со)\s+(?:pages?\s+)?(\d+)\s*(?:to|по|до|[-–])\s*(?:pages?\s+)?(\d+)(?:\s+страниц[ауы])", r"pages=\1-\2"),
    (r"from pages?\s+(\d+)\s*(?:to|[-–])\s*(?:page\s+)?(\d+)", r"pages=\1-\2"),
    (rf"(?:only |just |только )?(?P<pages>{RUN})\s?(?:-?[яюей]{{1,2}}\s)?\s?(?:страниц[аыу]?|стр\.?|pages?)", _pages),
    (r"(?:only |just |только )?(?:the )?(?:first|первые)\s+(\d{1,4})\s+(?:pages|страниц\w*|стр\.?)", r"pages=1-\1"),
    (rf"(?:only |just |только )?(?:the )?{PLACE}\s+(?:page|страниц[аыу]|стр\.?)", lambda found: f"pages={_place(found)}"),
    (r"(?:paper |формат[е]?\s+)?[aа]([345])(?:\s+(?:paper|size))?", r"paper=a\1"),
    # How good, how hard
    *_fixed(HOW_GOOD, r"(?:(?:in|at|with|в|с)\s+)?(?:the )?…(?:\s+(?:quality|качеств\w+))", "quality"),
    *_fixed(HOW_GOOD, r"(?:quality|качество)\s*:?\s+…", "quality"),
    (r"hq|hi-?res", "quality=high"),
    (r"lq", "quality=low"),
    (r"(?:compress|make it smaller|smaller|shrink|reduce(?: the)? size|сожми|сжать|сжато|ужми|уменьши|(?:по)?меньше|(?:по)?легче)"
     r"(?:\s+(?:it|его|размер|файл|посильнее|сильнее))?", "quality=low"),
    (r"(?:max(?:imum)?|best|strongest|максимальн\w+|сильн\w+|лучш\w+)\s+(?:compression|сжати\w+)", "level=9"),
    (r"(?:no|without|без)\s+(?:compression|сжатия)", "level=0"),
    (r"(?:with |under |lock(?:ed)? (?:with |by )?|с |под )?(?:a |the )?(?:password|парол(?:ь|ем))(?:\s*:\s*|\s+)(\S{1,128})", r"password=\1"),
    (r"(?:lock|запароль)(?:\s*:\s*|\s+)(\S{1,128})", r"lock=\1"),
]  # fmt: skip
COMPILED = [(re.compile(rf"(?:{pattern})(?=[\s,;.!]|\Z)", re.IGNORECASE), meaning) for pattern, meaning in RULES]
