"""The ⚙ of a menu: set a target's options by buttons, or by words where they have to be written."""

import asyncio

from telegram import CallbackQuery, ForceReply, Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.access import permissions
from bot.choosing import drafts, refusals, tuning
from bot.choosing.choices import Choice
from bot.choosing.drafts import Draft
from bot.handlers.menu import pressed, start
from bot.language import option_words, words
from bot.language.translation import Html
from bot.messages import callbacks
from bot.people import askers, replies
from bot.people.askers import Asker
from bot.records.offers import Offer
from conversion import formats
from conversion.errors import OptionError
from conversion.formats import Format
from conversion.options import SECRETS, Option

PROMPT = "⌨️"  # what asks for a value begins with it


class _Written(filters.MessageFilter):
    """A reply to a message of ours that asks for a value."""

    def filter(self, message: Message) -> bool:
        """Whether it answers a prompt."""
        asked = message.reply_to_message
        ours = asked is not None and asked.from_user is not None and asked.from_user.id == message.get_bot().id
        return ours and asked is not None and (asked.text or "").startswith(PROMPT)


async def tune(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show the options of a target."""
    query, asker, menu = await pressed(update, context)
    if menu is None or context.match is None:
        return
    target = formats.from_name(context.match["target"])
    if target is None or not tuning.known(menu.offered, target):
        label = target.label if target else ""
        await replies.toast(query, words.NOTHING_TO_SET(asker.locale, target=label))
        return
    draft = await asyncio.to_thread(_begin, asker, menu, target)
    await asyncio.gather(replies.toast(query), replies.change(query, *tuning.panel(menu, draft, asker.locale)))


def _begin(asker: Asker, menu: Offer, target: Format) -> Draft:
    return drafts.begin(menu, target.name, tuning.first_options(asker, menu, target))


async def show(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Show the values of one option."""
    query, asker, menu, option = await _option(update, context)
    if menu is None or option is None:
        return
    shown = tuning.values(menu, drafts.of(menu), option, asker.locale)
    await asyncio.gather(replies.toast(query), replies.change(query, *shown))


async def put(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Set an option, or leave it to the bot again."""
    query, asker, menu, option = await _option(update, context)
    if menu is None or option is None or context.match is None:
        return
    written = context.match["value"]
    try:
        value = option.parse(written) if written else None
    except OptionError:  # no button of ours says that
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
        return
    draft = await asyncio.to_thread(drafts.put, menu, option.name, value)
    await asyncio.gather(replies.toast(query), replies.change(query, *tuning.panel(menu, draft, asker.locale)))


async def ask(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Ask for a value that has to be written."""
    query, asker, menu, option = await _option(update, context)
    if menu is None or option is None:
        return
    title = option_words.TITLES[option.name](asker.locale)
    is_secret = option.name in SECRETS
    text = (
        words.WRITE_PASSWORD(asker.locale, option=title)
        if is_secret
        else words.WRITE_VALUE(asker.locale, option=title, example=tuning.example(option))
    )
    prompt = await query.get_bot().send_message(
        asker.chat_id,
        text,
        message_thread_id=asker.thread_id,
        reply_parameters=replies.quoting(menu.message_id if asker.is_private else menu.offered[0].message_id),
        reply_markup=ForceReply(selective=not asker.is_private, input_field_placeholder=title),
    )
    await asyncio.to_thread(drafts.ask, menu, option.name, prompt.message_id)
    await replies.toast(query)
    if menu.prompt_id is not None:  # what was asked for before: only one question is answered
        await replies.remove(query.get_bot(), asker.chat_id, menu.prompt_id)


async def take(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Take a value that somebody wrote, and show it in the menu; the question and a secret go out of the chat."""
    message = update.message
    assert message is not None  # the filter lets nothing else through
    assert message.reply_to_message is not None  # as above
    asker, prompt = await askers.of(update), message.reply_to_message
    menu = await asyncio.to_thread(drafts.of_prompt, asker, prompt.message_id)
    if menu is None:
        await replies.answer(message, asker, Html(words.MENU_GONE(asker.locale)))
        return
    if not await permissions.may_touch(asker, menu.user_id, context):
        return  # others may talk about the question: no button of theirs waits for an answer
    draft = drafts.of(menu)
    option = tuning.option_named(menu, draft, draft.asked or "")
    if option is not None:
        await _take(message, asker, menu, option)


async def _take(message: Message, asker: Asker, menu: Offer, option: Option) -> None:
    try:
        value = option.parse(message.text or "")
    except OptionError as error:
        await replies.answer(message, asker, refusals.of_option(asker.locale, error), quote=True)
        return
    draft = await asyncio.to_thread(drafts.put, menu, option.name, value)
    text, keyboard = tuning.panel(menu, draft, asker.locale)
    bot, chat_id = message.get_bot(), menu.chat_id
    try:
        await bot.delete_messages(
            chat_id, [prompt.message_id for prompt in (message.reply_to_message, message) if prompt]
        )
        await bot.edit_message_text(text, chat_id, menu.message_id, reply_markup=keyboard)
    except TelegramError:
        await replies.answer(message, asker, text)


async def convert(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Convert as it has been set up."""
    query, asker, menu = await pressed(update, context)
    if menu is None:
        return
    draft = drafts.of(menu)
    target = formats.from_name(draft.target or "")
    if target is None:
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
    else:
        menu.options = {}  # what was written with the file is in the draft, unless it has been taken away there
        await start(query, asker, menu, Choice(target, wishes=draft.options))


async def _option(
    update: Update, context: ContextTypes.DEFAULT_TYPE
) -> tuple[CallbackQuery, Asker, Offer | None, Option | None]:
    """The option that a button names; one that cannot be set here does nothing."""
    query, asker, menu = await pressed(update, context)
    if menu is None or context.match is None:
        return query, asker, None, None
    option = tuning.option_named(menu, drafts.of(menu), context.match["name"])
    if option is None:
        await replies.toast(query, words.NOTHING_HAPPENS(asker.locale))
    return query, asker, menu, option


WRITTEN = MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT & filters.REPLY & _Written(), take)
BUTTONS = (
    CallbackQueryHandler(tune, callbacks.TUNE),
    CallbackQueryHandler(show, callbacks.OPTION),
    CallbackQueryHandler(put, callbacks.VALUE),
    CallbackQueryHandler(ask, callbacks.TYPE),
    CallbackQueryHandler(convert, callbacks.CONVERT_TUNED),
)
