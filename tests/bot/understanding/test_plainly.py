"""Options in plain words, in both languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import option_words
from bot.understanding import asking, plainly
from conversion.options import catalogue
from conversion.options.kinds import Option

# What people write, the target they mean, and the options.
PHRASES = """# targets, by any name
в pdf|pdf|
to pdf|pdf|
в мп3|mp3|
мп3шку|mp3|
пдф|pdf|
пдфку|pdf|
сделай вебм|webm|
сделай гифку|gif|
сделай из этого гифку|gif|
конвертируй в мп4|mp4|
Конвертируй видео в mp3, пожалуйста|mp3|
преобразуй из docx в pdf|pdf|
переведи в ворд|docx|
хочу пнг|png|
нужен джпег|jpg|
в экселе|xlsx|
в виде текста|txt|
сделай звук|mp3|
в зип|zip|
convert to webp please|webp|
convert this video to mp3|mp3|
make it a gif|gif|
turn it into png|png|
from docx to pdf|pdf|
save as word|docx|
mp4 please|mp4|
в формат epub|epub|
h265|hevc|
# sizes of files
меньше 10 мб||max=10mb
в jpg меньше 10 мб|jpg|max=10mb
сожми до 5 мб||max=5mb
ужми до 8 мегабайт||max=8mb
mp4 до 9,5МБ|mp4|max=9.5mb
mp4 не больше 20 мб|mp4|max=20mb
до 10 мегов||max=10mb
чтобы было меньше 300 кб||max=300kb
mp4 under 9.5 MB|mp4|max=9.5mb
compress to 5 mb||max=5mb
smaller than 10 megabytes||max=10mb
jpg at most 500 kb|jpg|max=500kb
fit in 8mb||max=8mb
no more than 25 MB||max=25mb
сожми||quality=low
compress it||quality=low
# parts
mp3 320k 0:30-1:10|mp3|bitrate=320 trim=0:30-1:10
mp3 bitrate=320 0:30-1:10|mp3|bitrate=320 trim=0:30-1:10
mp4 с 0:30 до 1:10|mp4|trim=0:30-1:10
обрежь с 0:30 по 1:10||trim=0:30-1:10
mp3 from 1:00:05 to 1:10:00|mp3|trim=1:00:05-1:10:00
cut 0:30 to 1:10||trim=0:30-1:10
mp3 с 1:30|mp3|trim=1:30-
gif до 0:05|gif|trim=-0:05
первые 30 секунд||trim=0-30
gif first 5 seconds|gif|trim=0-5
первая минута||trim=0-60
с 10 до 20 секунды||trim=10-20
gif 3-8 sec|gif|trim=3-8
# pictures
MP4 720p|mp4|height=720
720p без звука||height=720 mute=yes
mp4 в 1080p|mp4|height=1080
mp4 480р|mp4|height=480
mp4 в 4к|mp4|height=2160
mp4 full hd|mp4|height=1080
png 512x512|png|width=512 height=512
png 512 x 512|png|width=512 height=512
png 512 х 512|png|width=512 height=512
png 512 на 512|png|width=512 height=512
png 512 by 512 px|png|width=512 height=512
jpg ширина 800|jpg|width=800
jpg шириной 800 пикселей|jpg|width=800
jpg 800px wide|jpg|width=800
jpg высота 600|jpg|height=600
mp4 поверни на 90|mp4|rotate=90
mp4 поверни на 90 градусов|mp4|rotate=90
поверни вправо||rotate=90
rotate left||rotate=270
переверни||rotate=180
чёрно-белый||grey=yes
png чернобелое|png|grey=yes
jpg ч/б|jpg|grey=yes
mp4 black and white|mp4|grey=yes
grayscale||grey=yes
jpg на белом фоне|jpg|background=white
png с чёрным фоном|png|background=black
jpg white background|jpg|background=white
jpg 300 dpi страницы 1-3, 7|jpg|dpi=300 pages=1-3,7
jpg 150 точек на дюйм|jpg|dpi=150
jpg без метаданных|jpg|strip=yes
jpg убери геолокацию|jpg|strip=yes
jpg no gps|jpg|strip=yes
png 512x512 с обрезкой|png|width=512 height=512 fit=cover
pdf а4|pdf|paper=a4
# films and sound
mp4 720p без звука|mp4|height=720 mute=yes
в mp4 убери звук|mp4|mute=yes
без аудио||mute=yes
mp4 no sound, 30 fps|mp4|mute=yes fps=30
mp4 mute, 30 fps|mp4|mute=yes fps=30
mp4 60 кадров в секунду|mp4|fps=60
mp4 with subtitles h265|mp4|subtitles=burn codec=h265
mp4 с субтитрами|mp4|subtitles=burn
mkv без сабов|mkv|subtitles=none
mp4 вторая дорожка|mp4|track=2
mp3 320 кбит/с|mp3|bitrate=320
mp3 192 kbps|mp3|bitrate=192
mp3 битрейт 128|mp3|bitrate=128
mp3 44.1 кГц моно|mp3|rate=44100 channels=1
wav 48000 hz stereo|wav|rate=48000 channels=2
mp3 1.5x|mp3|speed=1.5
mp3 в 2 раза быстрее|mp3|speed=2
ускорь в 1,5 раза||speed=1.5
mp3 замедли в 2 раза|mp3|speed=0.5
mp3 twice as fast|mp3|speed=2
mp3 погромче|mp3|volume=150
mp3 в 2 раза громче|mp3|volume=200
mp3 выровняй громкость|mp3|normalise=yes
# quality, pages, locks
mp4 в высоком качестве|mp4|quality=high
mp4 в хорошем качестве|mp4|quality=high
jpg в лучшем качестве|jpg|quality=high
mp4 low quality|mp4|quality=low
mp4 best quality|mp4|quality=high
mp4 плохое качество|mp4|quality=low
mp4 качество=низкое ширина=320|mp4|quality=low width=320
jpg pages 5-|jpg|pages=5-
png первая страница|png|pages=1
png только 2 страница|png|pages=2
docx страница 4|docx|pages=4
png first 3 pages|png|pages=1-3
txt со 2 по 5 страницу|txt|pages=2-5
zip пароль: Тайна-1|zip|password=Тайна-1
zip с паролем 1234|zip|password=1234
zip password=a=b,c|zip|password=a=b,c
pdf lock hunter2|pdf|lock=hunter2
pdf lock with password hunter2|pdf|password=hunter2
пдф запароль 1234|pdf|lock=1234
7z максимальное сжатие|7z|level=9
"""
ROWS = [line.split("|") for line in PHRASES.splitlines() if not line.startswith("#")]
MEANT = {text: (target, dict(pair.split("=", 1) for pair in said.split())) for text, target, said in ROWS}


@pytest.mark.parametrize("text", MEANT)
def test_what_is_understood_can_be_asked(text: str) -> None:
    rows = {row.name: row for row in vars(catalogue).values() if isinstance(row, Option)}
    for name, value in MEANT[text][1].items():
        row = rows.get(name) or {"rate": catalogue.rate(), "codec": catalogue.codec(("h264", "h265", "av1"))}[name]
        assert row.parse(value) is not None


def test_the_table_is_long_and_in_both_languages() -> None:
    russian = [text for text in MEANT if re.search("[а-яё]", text.lower())]
    assert len(MEANT) > 100
    assert min(len(russian), len(MEANT) - len(russian)) > 40


@pytest.mark.parametrize("text", MEANT)
def test_plain_words_are_understood(text: str) -> None:
    ask = asking.parse(text)
    target, options = MEANT[text]

    assert (ask.target.name if ask.target else ask.word, ask.options, ask.rest) == (target, options, ())


@pytest.mark.parametrize("text", ["720p без звука", "меньше 10 мб", "0:30-1:10", "качество=низкое"])
def test_a_wish_names_no_format(text: str) -> None:
    assert asking.parse(text).is_wish
    assert not asking.parse(text).is_clear


@pytest.mark.parametrize(
    ("text", "rest"),
    [("mp4 very quickly", ("very", "quickly")), ("mp4 720", ("720",)), ("mp3 320 or 128 maybe", ("or", "maybe"))],
)
def test_what_is_not_understood_is_left_over(text: str, rest: tuple[str, ...]) -> None:
    assert asking.parse(text).rest == rest


def test_a_password_is_confidential() -> None:
    assert asking.parse("zip пароль=x").is_confidential
    assert not asking.parse("mp4 720p").is_confidential


def test_every_option_has_a_name_for_people() -> None:
    rows = {option.name for option in vars(catalogue).values() if isinstance(option, Option)}
    assert option_words.OPTIONS.keys() == rows | {"rate", "codec"}


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_a_name_in_any_language_means_its_option(locale: str) -> None:
    for name, label in option_words.OPTIONS.items():
        assert plainly.read(f"{label(locale)}=1")[0] == {name: "1"}


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    options, rest = plainly.read(text)
    assert all(options) or not options
    assert len(rest) <= len(text)
