"""/cancel and the Cancel buttons."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.delivery import cancelling
from bot.messages import callbacks
from bot.people import askers, replies


async def cancel(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Cancel what the message replies to, everything of the asker's, or the only one; else let them choose."""
    message, keyboard = update.message, None
    assert message is not None  # the filter lets nothing else through
    asker = await askers.of(update)
    if [word.lower() for word in context.args or ()] == [callbacks.EVERYTHING]:
        text = await cancelling.everything(asker, context.bot)
    elif replied := replies.replied(message):
        text = await cancelling.replied_to(replied, asker, context)
    else:
        text, keyboard = await cancelling.one_or_choose(asker, context.bot)
    await replies.answer(message, asker, text, keyboard)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Cancel the button's conversion; a list of choices then says which it was."""
    query = update.callback_query
    assert query is not None  # the pattern lets nothing else through
    assert context.match is not None  # as above
    notice, text = await cancelling.pressed(context.match["delivery"], await askers.of(update), context)
    await replies.toast(query, notice)
    if text and query.message and not await cancelling.is_status(query.message):
        await replies.change(query, text)


COMMAND = CommandHandler("cancel", cancel, filters.UpdateType.MESSAGE)
BUTTON = CallbackQueryHandler(press, callbacks.CANCEL)
