"""Options as data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversion import formats, options, registry
from conversion.errors import OptionError
from conversion.options import HEIGHT, QUALITY, Option, Value, catalogue
from conversion.options.amounts import chosen_pages

ROWS = [
    *(option for option in vars(catalogue).values() if isinstance(option, Option)),
    catalogue.rate(),
    catalogue.codec(("h264", "vp9")),
]
READ: list[tuple[Option, str, Value]] = [
    (catalogue.MAX, "10mb", 10_000_000),
    (catalogue.MAX, "9,5 MB", 9_500_000),
    (catalogue.MAX, "500k", 500_000),
    (catalogue.TRIM, "0:30-1:10", "30-70"),
    (catalogue.TRIM, "1:00:05.5-", "3605.5-"),
    (catalogue.TRIM, "-90", "0-90"),
    (catalogue.TRIM, "0:30 – 1:10", "30-70"),
    (catalogue.BITRATE, "320", 320),
    (catalogue.BITRATE, "320k", 320),
    (catalogue.BITRATE, "96 kbps", 96),
    (catalogue.VOLUME, "150%", 150),
    (catalogue.SPEED, "1.50x", "1.5"),
    (catalogue.MUTE, "ON", True),
    (catalogue.MUTE, "no", False),
    (catalogue.BACKGROUND, "White", "#ffffff"),
    (catalogue.BACKGROUND, "#FA0", "#ffaa00"),
    (catalogue.PAGES, "1-3, 7,9-", "1-3,7,9-"),
    (catalogue.PASSWORD, " a b=c ", "a b=c"),
    (catalogue.rate(), "44100", "44100"),
]
REFUSED: list[tuple[Option, str]] = [
    (catalogue.MAX, "10"),
    (catalogue.MAX, "10 parsecs"),
    (catalogue.MAX, "9999gb"),
    (catalogue.TRIM, "1:10-0:30"),
    (catalogue.TRIM, "-"),
    (catalogue.TRIM, "0-"),
    (catalogue.TRIM, "now-then"),
    (catalogue.TRIM, "70"),
    (catalogue.BITRATE, "320 px"),
    (catalogue.SPEED, "9"),
    (catalogue.MUTE, "maybe"),
    (catalogue.BACKGROUND, "#12"),
    (catalogue.PAGES, "3-1"),
    (catalogue.PAGES, "0"),
    (catalogue.PAGES, "1,,2"),
    (catalogue.rate(), "44000"),
]


def test_values_are_checked_and_typed() -> None:
    assert options.parse({"quality": "HIGH", "height": "480"}, (QUALITY, HEIGHT)) == {"quality": "high", "height": 480}


@pytest.mark.parametrize(("option", "text", "value"), READ)
def test_what_people_write_is_read(option: Option, text: str, value: Value) -> None:
    assert option.parse(text) == value
    assert option.parse(value) == value


@pytest.mark.parametrize(("option", "text"), REFUSED)
def test_what_makes_no_sense_is_refused_with_what_would(option: Option, text: str) -> None:
    with pytest.raises(OptionError) as caught:
        option.parse(text)
    assert caught.value.args == (option.name, text, option.range)


@pytest.mark.parametrize("value", ["best", "", "1"])
def test_a_wrong_word_names_the_right_ones(value: str) -> None:
    with pytest.raises(OptionError) as caught:
        options.parse({"quality": value}, (QUALITY,))
    assert caught.value.args == ("quality", value, "low|medium|high")


@pytest.mark.parametrize("value", ["15", "8193", "-20", "1e3", "²", "४८०", "", "9" * 50])
def test_a_number_out_of_range_names_the_range(value: str) -> None:
    with pytest.raises(OptionError) as caught:
        options.parse({"height": value}, (HEIGHT,))
    assert caught.value.args == ("height", value, "16…8192 px")


def test_an_unknown_option_names_the_known_ones() -> None:
    with pytest.raises(OptionError) as caught:
        options.parse({"bitrate": 1}, (QUALITY,))
    assert caught.value.args == ("bitrate", "1", "quality=low|medium|high")
    with pytest.raises(OptionError) as caught:
        options.parse({"colour": "red"}, ROWS[:5])
    assert caught.value.args == ("colour", "red", ", ".join(option.name for option in ROWS[:5]))


@pytest.mark.parametrize("name", ["password", "lock"])
def test_a_wrong_secret_is_not_repeated(name: str) -> None:
    for known in ((), (catalogue.PASSWORD, catalogue.LOCK)):
        with pytest.raises(OptionError) as caught:
            options.parse({name: "x" * 200}, known)
        assert "x" * 20 not in str(caught.value.args)


@pytest.mark.parametrize("option", ROWS, ids=lambda option: option.name)
@given(text=st.text())
def test_any_text_is_read_or_refused_and_what_is_read_stays(option: Option, text: str) -> None:
    try:
        value = option.parse(text)
    except OptionError:
        return
    assert option.parse(value) == value


@pytest.mark.parametrize(
    ("value", "count", "pages"),
    [("1-3,7", 9, [0, 1, 2, 6]), ("5-", 6, [4, 5]), ("3,1,3", 9, [2, 0]), ("2-99", 3, [1, 2])],
)
def test_pages_are_counted_from_the_first(value: str, count: int, pages: list[int]) -> None:
    assert chosen_pages(value, count) == pages


def test_secrets_are_parted_from_the_rest() -> None:
    assert options.parted({"quality": "low", "lock": "x"}) == ({"quality": "low"}, {"lock": "x"})
    assert options.parted({"quality": "low"}) == ({"quality": "low"}, None)


def test_on_a_long_way_each_option_has_one_place() -> None:
    for source, target in [("docx", "png"), ("xlsx", "jpg"), ("svg", "icns"), ("pdf", "png")]:
        way = registry.way(*formats.named(f"{source} {target}"))
        names = [option.name for share in registry.assigned(way) for option in share]
        assert len(names) == len(set(names))
    first, last = registry.assigned(registry.way(*formats.named("docx png")))
    assert "pages" not in {option.name for option in first}
    assert {"pages", "dpi"} <= {option.name for option in last}


def test_a_stretch_of_time_is_said_as_people_write_it() -> None:
    assert catalogue.TRIM.said("30-70") == "0:30-1:10"
    assert catalogue.TRIM.said("3605.5-") == "1:00:05.5-"
