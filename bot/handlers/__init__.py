"""What people can do, one file a thing; the first handler that takes an update keeps it."""

from typing import Any

from telegram import BotCommand
from telegram.ext import BaseHandler, ContextTypes

from bot import words
from bot.handlers import (
    admission,
    cancel,
    convert,
    files,
    formats,
    leftovers,
    menu,
    migration,
    privacy,
    settings,
    start,
    status,
    texts,
)
from bot.translation import LANGUAGES

HANDLERS: tuple[BaseHandler[Any, ContextTypes.DEFAULT_TYPE, Any], ...] = (
    admission.HANDLER,  # before all: nobody else sees what it takes
    migration.HANDLER,
    start.START,
    start.HELP,
    convert.COMMAND,
    convert.CAPTION,  # before files: a caption that is a command is no mere caption
    formats.HANDLER,
    status.HANDLER,
    cancel.COMMAND,
    settings.COMMAND,
    privacy.HANDLER,
    files.HANDLER,
    texts.UNKNOWN_COMMAND,  # after all commands
    texts.HANDLER,  # after all other messages
    menu.CHOOSE,
    menu.TURN,
    cancel.BUTTON,
    settings.LANGUAGE,
    settings.QUALITY,
    leftovers.HANDLER,  # after all buttons
)

# The list that Telegram shows, by language code.
COMMANDS: dict[str, list[BotCommand]] = {
    locale: [BotCommand(name, label(locale)) for name, label in words.COMMANDS.items()] for locale in LANGUAGES
}
