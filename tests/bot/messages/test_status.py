"""What a conversion's message says in each state."""

from pathlib import Path

import pytest

from bot.api.attachments import Attachment
from bot.language import problems
from bot.messages import status
from bot.records import deliveries
from bot.records.deliveries import View
from conversion import errors
from conversion.queue import moves
from playground import entities
from tests.bot import making


def shown(view: View, place: int | None = None) -> str:
    """The message as people see it."""
    text, _entities = entities.parse(status.render(view, place)[0], "HTML", None)
    return text


def labels(view: View) -> list[str]:
    keyboard = status.render(view)[1]
    return [button.text for row in keyboard.inline_keyboard for button in row] if keyboard else []


def converting(progress: float, seconds: float) -> View:
    """A conversion that began so many seconds ago."""
    view = making.ready(making.add())
    task = moves.claim(view.task_id)
    assert task is not None
    assert task.started_at is not None
    return making.change_task(view, progress=progress, stage="converting", started_at=task.started_at - seconds)


def test_waiting_tells_the_place_and_can_be_cancelled(bot_home: Path) -> None:
    view = making.add()

    assert shown(view, 3) == "🕓 film.mkv → MP4\nWaiting: number 3 in the queue"
    assert shown(view) == "🕓 film.mkv → MP4\nWaiting"
    assert labels(view) == ["Cancel"]


def test_fetching_is_work(bot_home: Path) -> None:
    view = making.change(making.add(locale="ru"), status="fetching")

    assert shown(view) == "⏳ film.mkv → MP4\nПолучаю файл…"
    assert labels(view) == ["Отменить"]


def test_converting_shows_a_bar_a_percentage_and_the_time_left(bot_home: Path) -> None:
    view = converting(progress=0.25, seconds=60)

    assert shown(view) == "⏳ film.mkv → MP4\nConverting…\n▓▓░░░░░░░░ 25%\nAbout 3 min left"
    assert labels(view) == ["Cancel"]


def test_no_time_is_told_while_nobody_can_know_it(bot_home: Path) -> None:
    assert shown(converting(progress=0.0, seconds=5)).endswith("░░░░░░░░░░ 0%")


def test_sending_can_not_be_cancelled(bot_home: Path) -> None:
    view = making.done(making.add())

    assert shown(view) == "⏳ film.mkv → MP4\nSending the result…"
    assert labels(view) == []


def test_cancelled_is_plain(bot_home: Path) -> None:
    view = making.cancelled(making.add())

    assert shown(view) == "🚫 film.mkv → MP4\nCancelled."
    assert labels(view) == []


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_every_failure_says_what_happened_and_bears_a_number(bot_home: Path, locale: str) -> None:
    for error in problems.SENTENCES:
        # An option that the file forbids is told as it was written; nothing else that an error knows is.
        known = ("trim", "2:00-", "0:00-1:35") if error is errors.OptionError else ("mp4", "txt", "secret path")
        view = making.failed(making.add(locale=locale), error(*known))

        text = shown(view)

        assert text.startswith("❌ film.mkv → MP4\n")
        assert view.error_id
        assert text.endswith(view.error_id)
        assert "secret path" not in text
        assert labels(view) == []


def test_a_liar_is_told_what_it_is(bot_home: Path) -> None:
    view = making.failed(making.add(), errors.MislabelledError("mp4", "txt"))

    assert "The file's name says MP4, but inside it is TXT." in shown(view)


def test_names_from_outside_are_no_mark_up(bot_home: Path) -> None:
    file = Attachment("document", "id", "u", "<b>&amp; " + "x" * 300 + ".mkv")
    view = making.add(file)

    assert shown(view).startswith("🕓 <b>&amp; xxx")
    assert len(shown(view)) < 200


def test_a_line_of_the_list_tells_place_or_percentage(bot_home: Path) -> None:
    assert status.line(making.add(), 2) == "🕓 <b>film.mkv</b> → MP4: №2"
    assert status.line(converting(0.5, 10)) == "⏳ <b>film.mkv</b> → MP4: 50%"


def test_the_caption_tells_name_and_sizes(bot_home: Path) -> None:
    view = making.done(making.add(locale="ru"), b"x" * 2048, "film.mp4")

    assert status.caption(view) == "<b>film.mp4</b>\n4 байта → 2 кБ"
    assert deliveries.get(view.id).source_size == 4


def test_the_caption_of_sound_tells_no_pixels(bot_home: Path) -> None:
    view = making.done(making.add(target="mp3"), b"x" * 2048, "film.mp3")
    view = making.change_task(
        view, before={"width": 640.0, "height": 480.0, "duration": 7.0}, width=320, height=320, duration=7.0
    )

    assert status.caption(view) == "<b>film.mp3</b>\n4 bytes → 2 kB · 0:07"


def test_the_caption_tells_nothing_that_the_result_has_not(bot_home: Path) -> None:
    view = making.done(making.add(target="mp4"), b"x" * 2048, "film.mp4")

    assert status.caption(making.change_task(view, before={"pages": 3.0})) == "<b>film.mp4</b>\n4 bytes → 2 kB"
