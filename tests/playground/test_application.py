"""A whole conversation: python-telegram-bot's Application on one side, people on the other."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from playground.client import Client
from tests.playground.conftest import make_bot

MENU = InlineKeyboardMarkup([[InlineKeyboardButton("UPPER", callback_data="upper")]])


async def greet(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text("Send me a text file")


async def offer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text("Which?", reply_markup=MENU, do_quote=True)


async def convert(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("On it")
    await query.edit_message_text("⏳ 0 %")
    message: Any = query.message
    document = message.reply_to_message.document
    data = await (await context.bot.get_file(document)).download_as_bytearray()
    result = InputMediaDocument(bytes(data).upper(), filename=document.file_name)
    await query.edit_message_media(result)


@pytest.fixture
async def application(client: Client) -> AsyncIterator[None]:
    """A bot that turns texts into capitals, polling as any bot does."""
    application = Application.builder().bot(make_bot(client)).build()
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(convert))
    application.add_handler(MessageHandler(filters.Document.ALL, offer))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=2)
        await application.start()
        yield
        await application.updater.stop()
        await application.stop()


def converse(client: Client) -> tuple[bytes, str, list[str]]:
    boris = client.boris
    boris.send_text("/start")
    boris.wait(lambda message: message.text == "Send me a text file")
    sent = boris.send_file(("слова.txt", "два words".encode()))
    menu = boris.wait(lambda message: bool(message.labels))
    assert menu.reply_to == sent.id
    answer = boris.press(menu, "UPPER")
    done = boris.wait_edit(menu, lambda message: message.has_file)
    return client.download(done), str(answer["text"]), done.past


@pytest.mark.usefixtures("application")
async def test_a_file_goes_in_and_comes_back_converted(client: Client) -> None:
    result, toast, past = await asyncio.to_thread(converse, client)

    assert result.decode() == "два WORDS"
    assert (toast, past) == ("On it", ["Which?", "⏳ 0 %"])
    assert client.refused == 0
