"""Deliveries: what is written with a conversion, and what is read of both."""

from typing import Any

import pytest
from sqlalchemy import delete, func, select

from bot.api.attachments import Attachment
from bot.records import deliveries, orders
from bot.records.orders import Order, Place
from bot.rows import Delivery
from conversion.database import reading, writing
from conversion.errors import NoRouteError, OptionError, UnknownFormatError
from conversion.queue import records
from conversion.queue.records import ConversionTask
from tests.bot import making

FILM = Attachment("video", "id", "unique", "film.mkv", "video/x-matroska", 1000)


@pytest.fixture(autouse=True)
def _home(bot_home: object) -> None:
    """A database of its own."""


def order(attachment: Attachment = FILM, target: str = "mp4", key: str = "7:1:0", **options: Any) -> Order:
    return Order(attachment, target, options, key)


def add(wanted: Order) -> Delivery | None:
    with writing() as session:
        return orders.add(session, Place(7, 1001, None, 1001, "en"), wanted)


def count(model: type[Delivery | ConversionTask]) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_one_update_makes_one_conversion_however_often_it_comes() -> None:
    assert add(order())
    assert add(order()) is None

    assert (count(Delivery), count(ConversionTask)) == (1, 1)


def test_a_conversion_calls_back_with_its_own_id_and_its_files_are_held() -> None:
    view = making.add(FILM)
    task = records.get(view.task_id)

    assert task.link is not None
    assert (task.link["task"], task.link["args"], task.link["immutable"]) == ("bot.deliver", [task.id], True)
    assert task.link_error is not None
    assert (task.link_error["task"], task.link_error["args"]) == ("bot.report", [])
    assert task.held
    assert task.owner == f"tg:{view.bot_id}:1001"


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (order(Attachment("document", "id", "u", "thing.qqq")), UnknownFormatError),
        (order(target="qqq"), UnknownFormatError),
        (order(target="docx"), NoRouteError),
        (order(height="2"), OptionError),
    ],
)
def test_what_cannot_be_leaves_nothing_behind(wanted: Order, error: type[Exception]) -> None:
    with pytest.raises(error):
        add(wanted)

    assert (count(Delivery), count(ConversionTask)) == (0, 0)


def test_a_view_shows_the_delivery_and_its_conversion() -> None:
    view = making.done(making.add(FILM, reply_to=5, message_id=6, thread_id=3), b"12345", "film.mp4")

    assert (view.chat_id, view.thread_id, view.reply_to, view.message_id) == (1001, 3, 5, 6)
    assert (view.status, view.telling, view.target) == ("done", "pending", "mp4")
    assert (view.source_name, view.output_name, view.output_size) == ("film.mkv", "film.mp4", 5)
    assert view.is_finished
    assert view.eta is None


def test_the_time_left_follows_from_what_is_done() -> None:
    view = making.change_task(making.add(FILM), status="converting", progress=0.25)
    view = making.change_task(view, started_at=view.now - 10)

    assert view.eta == pytest.approx(30, rel=0.1)


def test_trouble_with_the_telling_shows_as_a_failure() -> None:
    view = making.change(
        making.done(making.add(FILM)), trouble="ResultOverLimitError", trouble_id="abc", trouble_args=[]
    )

    assert (view.status, view.error_type, view.error_id) == ("failed", "ResultOverLimitError", "abc")


def test_conversions_are_found_by_their_messages_and_their_people() -> None:
    first = making.add(FILM, reply_to=5, message_id=6)
    second = making.add(FILM, reply_to=5, message_id=7)
    others = making.add(FILM, reply_to=8, message_id=9, user_id=1002)
    making.cancelled(making.add(FILM, reply_to=10))

    assert [view.id for view in deliveries.of_message(1001, 6)] == [first.id]
    assert [view.id for view in deliveries.of_reply(1001, 5)] == [second.id, first.id]
    assert [view.id for view in deliveries.unfinished(1001, 1001)] == [second.id, first.id]
    assert [view.id for view in deliveries.unfinished(1001, None)] == [others.id, second.id, first.id]
    assert deliveries.unfinished(1002, None) == []


def test_another_bots_deliveries_are_not_seen() -> None:
    view = making.add(FILM, message_id=6)
    making.give_to_another_bot(view)

    assert deliveries.of_message(1001, 6) == []
    assert deliveries.of_task(view.task_id) is None


def test_the_status_message_is_set_once() -> None:
    view = making.add(FILM)

    assert deliveries.set_message(view.id, 6)
    assert not deliveries.set_message(view.id, 7)
    assert deliveries.get(view.id).message_id == 6


def test_a_migrated_group_leaves_its_old_messages_behind() -> None:
    view = making.add(FILM, chat_id=-1, reply_to=5, message_id=6, thread_id=2)
    deliveries.migrate_chat(-1, -1001)

    moved = deliveries.get(view.id)
    assert (moved.chat_id, moved.reply_to, moved.message_id, moved.thread_id) == (-1001, None, None, None)


def test_a_delivery_goes_with_its_conversions_record() -> None:
    view = making.add(FILM)
    with writing() as session:
        session.execute(delete(ConversionTask))

    with pytest.raises(KeyError):
        deliveries.get(view.id)


def test_only_messages_that_can_be_edited_are_followed() -> None:
    followed = making.add(FILM, message_id=6)
    making.add(FILM)
    making.cancelled(making.add(FILM, message_id=7))

    uploaded = making.change(making.done(making.add(FILM, message_id=8)), status="delivering")

    assert [view.id for view in deliveries.active(10)] == [followed.id, uploaded.id]
    assert [view.id for view in deliveries.active(1)] == [followed.id]
