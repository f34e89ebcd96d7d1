"""A password that somebody writes: it does its work, and is nowhere to be found."""

import io
from pathlib import Path

import pikepdf
import pytest
from redis import Redis

from bot.records import deliveries
from conversion import database
from conversion.queue import records
from conversion.settings import settings
from playground.client import Client
from tests.bot.handlers.conftest import FILM, anything, is_menu

PASSWORD = "Sesam-4711-offen"


def locked() -> tuple[str, bytes]:
    """A PDF that opens by the password."""
    written = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(written, encryption=pikepdf.Encryption(owner=PASSWORD, user=PASSWORD))
    return "letter.pdf", written.getvalue()


def everything_kept(broker: Redis) -> bytes:
    """All that lies in the tables, in Redis and in the files of our own folder."""
    with database.reading() as session:
        tables = [
            str(session.connection().exec_driver_sql(f"SELECT * FROM {table}").all())
            for table in database.Base.metadata.tables
        ]
    keys = [broker.dump(key) or b"" for key in broker.scan_iter()]
    files = [path.read_bytes() for path in Path(settings().data_dir).rglob("*") if path.is_file()]
    return b"\n".join([*(table.encode() for table in tables), *keys, *files])


@pytest.mark.parametrize("words", ["png password={0}", "png пароль: {0}", "/convert png password={0}"])
def test_a_password_is_sealed_and_its_message_deleted(
    client: Client, redis: str, chatting: None, caplog: pytest.LogCaptureFixture, words: str
) -> None:
    sent = client.ann.send_file(locked(), caption=words.format(PASSWORD))
    client.ann.wait(anything, after=sent.id)
    client.until(lambda: sent.id not in [message.id for message in client.messages(client.ann.id)])

    [view] = deliveries.unfinished(client.ann.id, client.ann.id)
    assert records.get(view.task_id).asked == {"password": PASSWORD}
    with Redis.from_url(redis) as broker:
        assert PASSWORD.encode() not in everything_kept(broker)
    assert PASSWORD not in caplog.text


def test_a_word_with_a_password_that_is_refused_goes_too(client: Client, chatting: None) -> None:
    client.ann.send_file(FILM)
    client.ann.wait(is_menu)
    sent = client.ann.send_text(f"mp4 password={PASSWORD}")

    answer = client.ann.wait(anything, after=sent.id)

    assert PASSWORD not in answer.text
    client.until(lambda: sent.id not in [message.id for message in client.messages(client.ann.id)])
