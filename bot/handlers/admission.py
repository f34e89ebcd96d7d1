"""Who may use the bot at all: everyone, or those whom the operator lists."""

from telegram import Chat, Update
from telegram.ext import ContextTypes, TypeHandler

from bot import askers, replies, words
from bot.settings import settings


class _Uninvited(TypeHandler[Update, ContextTypes.DEFAULT_TYPE, None]):
    """Takes every update of people and chats that are not listed, so that no later handler sees it."""

    def check_update(self, update: object) -> bool:
        """Whether the bot is for some only, and neither the person nor the chat is among them."""
        return isinstance(update, Update) and not _is_invited(update)


def _is_invited(update: Update) -> bool:
    listed = settings().allowed_ids
    present = {someone.id for someone in (update.effective_user, update.effective_chat) if someone}
    return not listed or bool(present & (listed | settings().admin_ids))


async def refuse(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say so in private; a group that did not ask hears nothing."""
    message, query = update.message, update.callback_query
    if query:
        asker = await askers.of(update)
        await replies.toast(query, words.NOT_INVITED(asker.locale))
    elif message and message.chat.type == Chat.PRIVATE:
        asker = await askers.of(update)
        await replies.answer(message, asker, words.NOT_INVITED(asker.locale))


HANDLER = _Uninvited(Update, refuse)
