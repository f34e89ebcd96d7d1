"""Who rules a chat, as Telegram says, asked once a minute."""

from typing import cast

from telegram.ext import CallbackContext, ContextTypes

from bot import application
from bot.access import permissions
from bot.api.telegram import TelegramBot
from bot.people.askers import Asker
from playground.client import Client


def context(bot: TelegramBot) -> ContextTypes.DEFAULT_TYPE:
    return cast("ContextTypes.DEFAULT_TYPE", CallbackContext(application.build(bot), chat_id=-1, user_id=1))


def asker(client: Client, user_id: int, *, speaks_as_chat: bool = False, is_private: bool = False) -> Asker:
    chat_id = user_id if is_private else client.group("Weekend trip")
    return Asker(client.bot, chat_id, None, user_id, "en", None, is_private, speaks_as_chat, update_id=1)


async def test_the_creator_rules_and_a_member_does_not(client: Client, bot: TelegramBot) -> None:
    assert await permissions.is_administrator(asker(client, client.carol.id), context(bot))
    assert not await permissions.is_administrator(asker(client, client.ann.id), context(bot))


async def test_telegram_is_asked_once_a_minute(client: Client, bot: TelegramBot) -> None:
    asking = context(bot)

    for _time in range(3):
        assert await permissions.is_administrator(asker(client, client.carol.id), asking)

    assert len(client.calls("getChatMember")) == 1


async def test_who_speaks_as_the_chat_rules_it(client: Client, bot: TelegramBot) -> None:
    anonymous = asker(client, 1087968824, speaks_as_chat=True)

    assert await permissions.is_administrator(anonymous, context(bot))


async def test_everybody_rules_a_private_chat(client: Client, bot: TelegramBot) -> None:
    assert await permissions.is_administrator(asker(client, client.ann.id, is_private=True), context(bot))


async def test_no_answer_counts_as_no(client: Client, bot: TelegramBot) -> None:
    client.orders.error("getChatMember", 502, "Bad Gateway", times=-1)

    assert not await permissions.is_administrator(asker(client, client.carol.id), context(bot))


async def test_who_asked_may_touch_without_telegram_being_asked(client: Client, bot: TelegramBot) -> None:
    assert await permissions.may_touch(asker(client, client.ann.id), client.ann.id, context(bot))
    assert not client.calls("getChatMember")
