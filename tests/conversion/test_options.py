"""Options as data."""

import pytest

from conversion import options
from conversion.errors import OptionError
from conversion.options import HEIGHT, QUALITY


def test_values_are_checked_and_typed() -> None:
    assert options.parse({"quality": "HIGH", "height": "480"}, (QUALITY, HEIGHT)) == {"quality": "high", "height": 480}


@pytest.mark.parametrize("value", ["best", "", "1"])
def test_a_wrong_word_names_the_right_ones(value: str) -> None:
    with pytest.raises(OptionError) as caught:
        options.parse({"quality": value}, (QUALITY,))
    assert caught.value.args == ("quality", value, "low|medium|high")


@pytest.mark.parametrize("value", ["15", "8193", "-20", "1e3", "²", "४८०", ""])
def test_a_number_out_of_range_names_the_range(value: str) -> None:
    with pytest.raises(OptionError) as caught:
        options.parse({"height": value}, (HEIGHT,))
    assert caught.value.args == ("height", value, "16…8192 px")


def test_an_unknown_option_names_the_known_ones() -> None:
    with pytest.raises(OptionError) as caught:
        options.parse({"bitrate": 1}, (QUALITY,))
    assert caught.value.args == ("bitrate", "1", "quality=low|medium|high")
