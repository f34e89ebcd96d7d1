"""What could not be dealt with is apologised for, with a number that the log and /find know."""

import pytest
import structlog

from bot.operators import incidents
from bot.updates import processing
from playground.client import Client
from tests.bot.handlers.conftest import anything


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processing, "FIRST_PAUSE", 0.01)


@pytest.mark.parametrize(("name", "sorry"), [("Ann", "Sorry, something went wrong"), ("Борис", "Простите, у меня")])
def test_a_failure_of_ours_is_told_with_a_number_that_operators_find(
    client: Client, chatting: None, name: str, sorry: str
) -> None:
    person = client.person(name)
    client.orders.error("sendMessage", 400, "Bad Request: nonsense", times=3)
    with structlog.testing.capture_logs() as logs:
        asked = person.send_text("/help")
        told = person.wait(anything)

    number = told.text.split()[-1]
    events = {event["event"]: event for event in logs if event.get("error_id") == number}
    found = incidents.find(number)
    assert told.text.startswith(sorry)
    assert told.reply_to == asked.id
    assert {"handler_failed", "update_given_up"} <= set(events)
    assert found is not None
    assert (found.error, found.chat_id) == ("BadRequest", person.id)
