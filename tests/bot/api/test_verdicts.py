"""Every answer that a Bot API server may give, over real HTTP, and what it means."""

import asyncio
import json
import socket
from datetime import timedelta
from typing import Any

import pytest
from telegram.error import RetryAfter, TelegramError

from bot.api import telegram, verdicts
from bot.api.telegram import TelegramBot
from bot.api.verdicts import Outcome, Verdict
from bot.settings import settings
from playground.client import Client


def refusal(code: int, description: str, **parameters: Any) -> dict[str, Any]:
    body = {"ok": False, "error_code": code, "description": description}
    return {"status": code, "body": json.dumps(body | ({"parameters": parameters} if parameters else {}))}


ANSWERS: list[tuple[dict[str, Any], Outcome]] = [
    (refusal(400, "Bad Request: message is not modified: specified new message content"), Outcome.UNCHANGED),
    (refusal(400, "Bad Request: message to edit not found"), Outcome.MESSAGE_GONE),
    (refusal(400, "Bad Request: message can't be edited"), Outcome.MESSAGE_GONE),
    (refusal(400, "Bad Request: MESSAGE_ID_INVALID"), Outcome.MESSAGE_GONE),
    (refusal(400, "Bad Request: not enough rights to send documents to the chat"), Outcome.REFUSED),
    (refusal(400, "Bad Request: chat not found"), Outcome.REFUSED),
    (refusal(401, "Unauthorized"), Outcome.TOKEN_REFUSED),
    (refusal(403, "Forbidden: bot was blocked by the user"), Outcome.FORBIDDEN),
    (refusal(404, "Not Found"), Outcome.TOKEN_REFUSED),
    (refusal(413, "Request Entity Too Large"), Outcome.TOO_LARGE),
    ({"status": 413, "body": "<html>413 Request Entity Too Large</html>"}, Outcome.TOO_LARGE),
    (refusal(429, "Too Many Requests: retry after 7", retry_after=7), Outcome.LATER),
    (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1005), Outcome.MIGRATED),
    (refusal(500, "Internal Server Error"), Outcome.UNKNOWN),
    ({"status": 502, "body": "<html>Bad Gateway</html>"}, Outcome.UNKNOWN),
    ({"status": 200, "body": "no json"}, Outcome.UNKNOWN),
]


async def asked(bot: TelegramBot) -> Verdict:
    with pytest.raises(TelegramError) as error:
        await bot.send_message(1001, "hello")
    return verdicts.judge(error.value)


@pytest.mark.parametrize(("answer", "outcome"), ANSWERS, ids=[f"{a['status']}-{o.name}" for a, o in ANSWERS])
async def test_each_refusal_has_its_outcome(
    bot: TelegramBot, client: Client, answer: dict[str, Any], outcome: Outcome
) -> None:
    await asyncio.to_thread(client.orders.fault, "sendMessage", **answer)

    verdict = await asked(bot)

    assert verdict.outcome is outcome
    assert verdict.wait == {Outcome.LATER: 7.0, Outcome.TOKEN_REFUSED: 60.0}.get(outcome, 0.0)
    assert verdict.new_chat_id == (-1005 if outcome is Outcome.MIGRATED else 0)


async def test_a_lost_answer_leaves_the_outcome_unknown(bot: TelegramBot, client: Client) -> None:
    await asyncio.to_thread(client.orders.lose_answer, "sendMessage")

    assert (await asked(bot)).outcome is Outcome.UNKNOWN


async def test_who_cannot_connect_has_sent_nothing(bot_home: object, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        monkeypatch.setenv("TELEGRAM_API_URL", f"http://127.0.0.1:{unheard.getsockname()[1]}")
        settings.cache_clear()
        made = telegram.make_bot()
        verdict = await asked(made)
        await made.shutdown()

    assert verdict.outcome is Outcome.NOT_SENT


@pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
def test_peace_may_be_a_number_or_a_span(wait: int | timedelta) -> None:
    assert verdicts.judge(RetryAfter(wait)) == Verdict(Outcome.LATER, 7.0)
