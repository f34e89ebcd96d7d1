"""Which files a menu stands for, on SQLite and PostgreSQL."""

from dataclasses import replace

import pytest

from bot.api.attachments import Attachment
from bot.choosing import choices
from bot.choosing.choices import Choice
from bot.people import chats
from bot.people.askers import Asker
from bot.records import deliveries, migration, offers
from bot.records.offers import Offer, OfferedFile
from bot.settings import settings
from conversion import formats
from conversion.database import writing
from conversion.errors import NoRouteError

MENU = 100


@pytest.fixture
def asker(database: str) -> Asker:
    return Asker(
        bot_id=settings().bot_id,
        chat_id=1001,
        thread_id=None,
        user_id=1001,
        locale="en",
        quality=None,
        is_private=True,
        speaks_as_chat=False,
        update_id=1,
    )


def film(message_id: int, album: str | None = None) -> OfferedFile:
    attachment = Attachment("document", f"id{message_id}", f"u{message_id}", "film.mkv", "video/x-matroska", 10)
    return OfferedFile(message_id, attachment, album)


def age(seconds: float) -> None:
    """Let all menus be touched that much earlier."""
    with writing() as session:
        for offer in session.query(Offer):
            offer.touched_at -= seconds


def choice(name: str, **options: str) -> Choice:
    return Choice(formats.named(name)[0], options)


def message_ids(offer: Offer | None) -> list[int]:
    return [file.message_id for file in offer.offered] if offer else []


def test_what_a_menu_stands_for_is_remembered(asker: Asker) -> None:
    offers.add(asker, MENU, film(1), {"quality": "low"})

    found = offers.get(asker.bot_id, asker.chat_id, MENU)

    assert found is not None
    assert found.options == {"quality": "low"}
    assert found.offered == [film(1)]


def test_a_burst_joins_the_menu_and_a_later_file_does_not(asker: Asker) -> None:
    offers.add(asker, MENU, film(1), {})

    assert message_ids(offers.join(asker, film(2))) == [1, 2]
    age(offers.BURST_SECONDS + 1)
    assert offers.join(asker, film(3)) is None


def test_an_album_joins_its_menu_however_late(asker: Asker) -> None:
    offers.add(asker, MENU, film(1, "album"), {})
    age(60)

    assert message_ids(offers.join(asker, film(2, "album"))) == [1, 2]
    age(60)
    assert offers.join(asker, film(3, "another")) is None


def test_an_album_finds_its_menu_behind_others(asker: Asker) -> None:
    offers.add(asker, MENU, film(1, "album"), {})
    offers.join(asker, film(2, "another"))  # both are one burst
    offers.join(asker, film(3))
    age(60)
    offers.add(asker, MENU + 1, film(4), {})
    age(60)

    assert offers.has_album(asker, "album")
    assert message_ids(offers.join(asker, film(5, "album"))) == [1, 2, 3, 5]
    assert message_ids(offers.join(asker, film(6, "another"), bursts=False)) == [1, 2, 3, 5, 6]


def test_a_file_that_comes_again_is_not_counted_twice(asker: Asker) -> None:
    offers.add(asker, MENU, film(1), {})
    age(60)

    assert message_ids(offers.join(asker, film(1))) == [1]


def test_nobody_joins_another_persons_menu_nor_one_in_another_topic(asker: Asker) -> None:
    offers.add(asker, MENU, film(1), {})

    assert offers.join(replace(asker, user_id=1002), film(2)) is None
    assert offers.join(replace(asker, thread_id=3), film(2)) is None


def test_a_menu_takes_only_so_many_files(asker: Asker) -> None:
    offers.add(asker, MENU, film(0), {})
    for number in range(1, offers.MOST_FILES):
        assert offers.join(asker, film(number))

    assert offers.join(asker, film(999)) is None


def test_a_menu_can_move_to_another_message_until_it_is_chosen(asker: Asker) -> None:
    menu = offers.add(asker, MENU, film(1), {})

    assert offers.move(menu, MENU + 5)
    moved = offers.get(asker.bot_id, asker.chat_id, MENU + 5)
    assert moved is not None
    assert offers.get(asker.bot_id, asker.chat_id, MENU) is None

    offers.join(asker, film(2))
    assert not offers.move(moved, MENU + 6)
    choices.of_offer(asker, moved, choice("mp4"))
    assert not offers.move(moved, MENU + 7)


def test_the_last_menu_counts_until_it_is_chosen_or_old(asker: Asker) -> None:
    menu = offers.add(asker, MENU, film(1), {})
    found = offers.latest(asker)
    assert found is not None
    assert found.message_id == MENU

    age(offers.FRESH_SECONDS + 1)
    assert offers.latest(asker) is None

    age(-offers.FRESH_SECONDS)
    choices.of_offer(asker, menu, choice("mp4"))
    assert offers.latest(asker) is None


def test_a_choice_is_made_once(asker: Asker) -> None:
    menu = offers.add(asker, MENU, film(1), {})

    first = choices.of_offer(asker, menu, choice("mp4"))
    second = choices.of_offer(replace(asker, update_id=2), menu, choice("webm"))

    assert [(view.target, view.message_id, view.reply_to) for view in first] == [("mp4", MENU, 1)]
    assert second == []


def test_a_choice_that_cannot_be_leaves_the_menu_open(asker: Asker) -> None:
    menu = offers.add(asker, MENU, film(1), {})

    with pytest.raises(NoRouteError):
        choices.of_offer(asker, menu, choice("docx"))

    assert offers.latest(asker)
    assert not deliveries.unfinished(asker.chat_id, None)


def test_wishes_count_only_where_they_mean_something(asker: Asker) -> None:
    asker = replace(asker, quality="high")
    menu = offers.add(asker, MENU, film(1), {"height": "480"})
    sound = offers.add(asker, MENU + 1, film(2), {"height": "480"})

    [seen] = choices.of_offer(asker, menu, choice("mp4"))
    [heard] = choices.of_offer(replace(asker, update_id=2), sound, choice("mp3", quality="low"))

    assert seen.options == {"quality": "high", "height": 480}
    assert heard.options == {"quality": "low"}


def test_an_update_that_is_known_orders_nothing(asker: Asker) -> None:
    assert len(choices.of_file(asker, film(1), choice("mp4"))) == 1
    assert choices.of_file(asker, film(1), choice("mp4")) == []


def test_an_administrators_press_is_still_the_askers_conversion(asker: Asker) -> None:
    menu = offers.add(replace(asker, thread_id=3), MENU, film(1), {})

    [view] = choices.of_offer(replace(asker, user_id=1003), menu, choice("mp4"))

    assert (view.user_id, view.thread_id) == (asker.user_id, 3)


def test_a_groups_menus_settings_and_deliveries_follow_it(asker: Asker) -> None:
    offers.add(asker, MENU, film(1), {})
    chats.choose(asker.bot_id, asker.chat_id, "language", "ru")
    choices.of_file(asker, film(2), choice("mp4"))

    for _twice in range(2):
        migration.move(asker.chat_id, -100)

    assert offers.get(asker.bot_id, -100, MENU)
    assert chats.settings_of(asker.bot_id, -100).language == "ru"
    assert len(deliveries.unfinished(-100, asker.user_id)) == 1
    assert chats.settings_of(asker.bot_id, asker.chat_id).language is None


def test_old_menus_are_forgotten(asker: Asker) -> None:
    offers.add(asker, MENU, film(1), {})

    assert offers.clean(60) == 0
    age(61)
    assert offers.clean(60) == 1
    assert offers.get(asker.bot_id, asker.chat_id, MENU) is None
