"""Sizes, times and names as people read them."""

from datetime import timedelta

import pytest

from bot.language import figures


@pytest.mark.parametrize(
    ("count", "english", "russian"),
    [
        (0, "0 bytes", "0 байт"),
        (1, "1 byte", "1 байт"),
        (812, "812 bytes", "812 байт"),
        (1024, "1 kB", "1 кБ"),
        (1_048_500, "1 MB", "1 МБ"),
        (3_456_789, "3.3 MB", "3,3 МБ"),
        (20 << 20, "20 MB", "20 МБ"),
        (123_456_789, "118 MB", "118 МБ"),
        (2000 << 20, "2 GB", "2 ГБ"),
    ],
)
def test_sizes_are_rounded_to_what_matters(count: int, english: str, russian: str) -> None:
    assert (figures.size("en", count), figures.size("ru", count)) == (english, russian)


@pytest.mark.parametrize(
    ("seconds", "english", "russian"), [(0.2, "1 sec", "1 с"), (42, "42 sec", "42 с"), (170, "3 min", "3 мин")]
)
def test_durations_have_one_unit(seconds: float, english: str, russian: str) -> None:
    assert (figures.duration("en", seconds), figures.duration("ru", seconds)) == (english, russian)


def test_long_durations_are_hours() -> None:
    assert figures.duration("en", 5400) == "1.5 hr"


def test_spans_are_hours_up_to_two_days() -> None:
    assert figures.span("en", timedelta(hours=24)) == "24 hours"
    assert figures.span("ru", timedelta(days=30)) == "30 дней"
    assert figures.span("en", timedelta(minutes=5)) == "1 hour"


def test_nothing_is_a_hundred_percent_before_it_is_done() -> None:
    assert figures.percent("en", 0.999) == "99%"
    assert figures.percent("ru", 1.0) == "100\N{NO-BREAK SPACE}%"
    assert figures.bar(0.999) == "▓▓▓▓▓▓▓▓▓░"
    assert figures.bar(0.0) == "░" * 10
    assert figures.bar(1.0) == "▓" * 10


def test_long_names_keep_their_beginning_and_their_extension() -> None:
    short = figures.shortened("holiday " * 20 + ".mp4")

    assert len(short) == figures.LONGEST_NAME
    assert short.startswith("holiday holiday")
    assert short.endswith(".mp4")
    assert figures.shortened("film.mp4") == "film.mp4"


def test_formats_are_written_in_capitals() -> None:
    assert figures.label("tar.gz") == "TAR.GZ"
    assert figures.label("unheard") == "UNHEARD"
