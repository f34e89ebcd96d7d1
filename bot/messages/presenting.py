"""What Telegram shows of the bot before and while somebody writes: its texts, and its commands by audience."""

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.language import operator_words, translation, words
from bot.language.translation import LANGUAGES
from bot.settings import settings

IN_GROUPS = ("convert", "formats", "status", "history", "cancel", "help")
OF_ADMINISTRATORS = (*IN_GROUPS, "settings", "auto")
SCOPES: dict[BotCommandScope, tuple[str, ...]] = {
    BotCommandScopeDefault(): tuple(words.COMMANDS),
    BotCommandScopeAllGroupChats(): IN_GROUPS,
    BotCommandScopeAllChatAdministrators(): OF_ADMINISTRATORS,
}

log = structlog.get_logger()


async def present(bot: Bot) -> None:
    """Tell Telegram everything, in every language; nice to have, no more."""
    try:
        for locale in LANGUAGES:
            for scope, names in SCOPES.items():
                await bot.set_my_commands(_commands(names, locale), scope, _code(locale))
            await bot.set_my_description(words.DESCRIPTION(locale), language_code=_code(locale))
            await bot.set_my_short_description(words.ABOUT(locale), language_code=_code(locale))
    except TelegramError as error:
        log.warning("bot_not_presented", reason=str(error))
    for operator in settings().admin_ids:
        await present_to_operator(bot, operator)


async def present_to_operator(bot: Bot, user_id: int) -> None:
    """The list with operators' commands in it, which nobody else sees; who never wrote to the bot has no chat yet."""
    try:
        for locale in LANGUAGES:
            commands = [*_commands(tuple(words.COMMANDS), locale), *_commands(tuple(operator_words.COMMANDS), locale)]
            await bot.set_my_commands(commands, BotCommandScopeChat(user_id), _code(locale))
    except TelegramError as error:
        log.info("operator_not_presented", reason=str(error))


def _code(locale: str) -> str | None:
    """The source language is everybody's who speaks none of the others."""
    return None if locale == translation.SOURCE else locale


def _commands(names: tuple[str, ...], locale: str) -> list[BotCommand]:
    labels = words.COMMANDS | operator_words.COMMANDS
    return [BotCommand(name, labels[name](locale)) for name in names if name in labels]
