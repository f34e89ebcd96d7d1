"""The bot process: its parts, wired together, from the first request to the last."""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor

import structlog
from telegram.error import TelegramError
from telegram.ext import Application

from bot import claims, handlers, inbox, offers, processing, telegram, translation, webhook, words
from bot.follower import Follower
from bot.intake import Pauses, Poller
from bot.processing import Processor, surely
from bot.settings import settings
from bot.telegram import TelegramBot
from conversion.settings import settings as conversion_settings

THREADS = 32  # that may wait for the database or the broker, so that a hung one holds up few handlers
GRACE = 3.0  # seconds that running handlers get at the end
ALIVE_PERIOD = 10.0  # seconds between two signs of life
CLEANING_PERIOD = 3600.0  # seconds

AnyApplication = processing.AnyApplication
log = structlog.get_logger()


def build(bot: TelegramBot) -> AnyApplication:
    """The Application with all handlers; updates come to it from the inbox only."""
    application = Application.builder().bot(bot).updater(None).job_queue(None).build()
    application.add_handlers(handlers.HANDLERS)
    application.add_error_handler(processing.note_failure)
    return application


async def run() -> None:
    """Serve people until SIGTERM or SIGINT; ends within seconds of it."""
    loop, main = asyncio.get_running_loop(), asyncio.current_task()
    assert main is not None  # asyncio runs this
    loop.set_default_executor(ThreadPoolExecutor(THREADS))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, main.cancel)
    application = build(telegram.make_bot())
    try:
        await _introduce(application)
        await _serve(application)
    except asyncio.CancelledError:
        log.info("bot_stopped")
    finally:
        await _end(application)


async def _introduce(application: AnyApplication) -> None:
    """Learn who we are; without that nothing works, so it is asked until it is answered."""
    pauses = Pauses()
    while True:
        try:
            await application.initialize()
        except TelegramError as error:
            await asyncio.sleep(pauses.after(error))
        else:
            break
    await application.start()
    log.info("bot_started", username=application.bot.username, api=settings().api_root)


async def _serve(application: AnyApplication) -> None:
    """Everything at once; handlers that run at the end may end well."""
    processor = Processor(application)
    processing_task = asyncio.create_task(processor.run())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_take_in(application.bot, processor))
            group.create_task(Follower(application.bot).run())
            group.create_task(_present(application.bot))
            group.create_task(_show_life())
            group.create_task(_clean(application.bot.id))
            await asyncio.shield(processing_task)
    finally:
        processor.stop()
        await asyncio.wait((processing_task,), timeout=GRACE)
        processing_task.cancel()


async def _take_in(bot: TelegramBot, processor: Processor) -> None:
    if settings().webhook_url:
        await webhook.run(bot, processor.wake)
    else:
        await Poller(bot, processor.wake).run()


async def _present(bot: TelegramBot) -> None:
    """What Telegram shows of a bot before and while somebody writes; nice to have, no more."""
    try:
        for language, commands in handlers.COMMANDS.items():
            code = None if language == translation.SOURCE else language
            await bot.set_my_commands(commands, language_code=code)
            await bot.set_my_description(words.DESCRIPTION(language), language_code=code)
            await bot.set_my_short_description(words.ABOUT(language), language_code=code)
    except TelegramError as error:
        log.warning("bot_not_presented", reason=str(error))


async def _show_life() -> None:
    """Touch a file, for whoever watches whether the loop still turns."""
    path = conversion_settings().data_dir / "bot.alive"
    while True:
        await asyncio.to_thread(path.touch)
        await asyncio.sleep(ALIVE_PERIOD)


async def _clean(bot_id: int) -> None:
    """Forget what nobody will ask for any more."""
    old = conversion_settings().records_ttl.total_seconds()
    while True:
        letters = await surely(inbox.clean, bot_id)
        menus = await surely(offers.clean, old)
        abandoned = await surely(claims.abandon, old)
        log.info("bot_cleaned", letters=letters, menus=menus, abandoned=abandoned)
        await asyncio.sleep(CLEANING_PERIOD)


async def _end(application: AnyApplication) -> None:
    """What still runs after the grace is cut off: its letters come again."""
    try:
        async with asyncio.timeout(GRACE):
            if application.running:
                await application.stop()
            await application.shutdown()
    except TimeoutError:
        log.warning("end_cut_short")
