"""What people can do, one file a thing; the first handler that takes an update keeps it."""

from typing import Any

from telegram.ext import BaseHandler, ContextTypes

from bot.handlers import (
    admission,
    auto,
    cancel,
    convert,
    files,
    formats,
    history,
    leftovers,
    membership,
    menu,
    migration,
    operators,
    privacy,
    results,
    settings,
    start,
    status,
    texts,
    tuning,
)

GATE = admission.HANDLER  # before all: nobody else sees what it keeps back

HANDLERS: tuple[BaseHandler[Any, ContextTypes.DEFAULT_TYPE, Any], ...] = (
    migration.HANDLER,
    membership.HANDLER,
    start.START,
    start.HELP,
    convert.COMMAND,
    convert.CAPTION,  # before files: a caption that is a command is no mere caption
    formats.HANDLER,
    status.HANDLER,
    history.COMMAND,
    cancel.COMMAND,
    settings.COMMAND,
    privacy.COMMAND,
    auto.COMMAND,
    *operators.HANDLERS,
    files.HANDLER,
    tuning.WRITTEN,  # before texts: what is asked for is no order
    auto.FILE,
    texts.UNKNOWN_COMMAND,  # after all commands
    texts.HANDLER,  # after all other messages
    *menu.HANDLERS,
    *tuning.BUTTONS,
    formats.BUTTON,
    history.BUTTON,
    cancel.BUTTON,
    settings.LANGUAGE,
    settings.QUALITY,
    settings.MANNER,
    auto.BUTTON,
    privacy.SHOW,
    privacy.CHOOSE,
    privacy.FORGET,
    *results.HANDLERS,
    leftovers.HANDLER,  # after all buttons
)
