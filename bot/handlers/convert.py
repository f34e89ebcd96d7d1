"""/convert, in a message or under a file."""

from telegram import Message, Update
from telegram.ext import CommandHandler, ContextTypes, MessageHandler, filters

from bot.api.attachments import FILES
from bot.choosing import shortcuts
from bot.people import askers
from bot.understanding import asking

NAME = "convert"


class _CaptionCommand(filters.MessageFilter):
    """A caption that is this command for this bot; CommandHandler looks at texts only."""

    def filter(self, message: Message) -> bool:
        """Whether the caption begins with the command, addressed to this bot or to none."""
        command = asking.command(message.caption or "")
        return command is not None and command.name == NAME and command.is_for(message.get_bot().username)


async def convert(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert the file that is meant, or offer what it can become."""
    message = update.message
    assert message is not None  # the filters let nothing else through
    command = asking.command(message.text or message.caption or "")
    ask = asking.parse(command.rest if command else "")
    await shortcuts.follow(message, await askers.of(update), ask, context)


COMMAND = CommandHandler(NAME, convert, filters.UpdateType.MESSAGE)
CAPTION = MessageHandler(filters.UpdateType.MESSAGE & FILES & _CaptionCommand(), convert)
