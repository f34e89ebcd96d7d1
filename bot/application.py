"""The bot process: its parts, wired together, from the first request to the last."""

import asyncio
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import structlog
from telegram.error import TelegramError
from telegram.ext import Application

from bot import handlers
from bot.access import quotas
from bot.api import telegram
from bot.api.telegram import TelegramBot
from bot.delivery import overviews
from bot.delivery.follower import Follower
from bot.messages import presenting
from bot.operators import broadcasts
from bot.operators.broadcasting import Broadcaster
from bot.people import picks
from bot.records import claims, offers, repeats
from bot.settings import settings
from bot.updates import inbox, processing
from bot.updates.intake import Pauses, Poller
from bot.updates.patience import surely
from bot.updates.processing import Processor
from conversion.settings import settings as conversion_settings

THREADS = 32  # that may wait for the database or the broker, so that a hung one holds up few handlers
THREAD = "bot-waits"
GRACE = 3.0  # seconds that running handlers get at the end
LAST_WAIT = 2.0  # seconds that threads get after them: a silent Redis would hold them up for half a minute
ALIVE_PERIOD = 10.0  # seconds between two signs of life
CLEANING_PERIOD = 3600.0  # seconds

AnyApplication = processing.AnyApplication
log = structlog.get_logger()


def build(bot: TelegramBot) -> AnyApplication:
    """The Application with all handlers; updates come to it from the inbox only."""
    application = Application.builder().bot(bot).updater(None).job_queue(None).build()
    application.add_handler(handlers.GATE, group=-1)
    application.add_handlers(handlers.HANDLERS)
    application.add_error_handler(processing.note_failure)
    return application


async def run() -> None:
    """Serve people until SIGTERM or SIGINT; ends within seconds of it."""
    loop, main = asyncio.get_running_loop(), asyncio.current_task()
    assert main is not None  # asyncio runs this
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix=THREAD)
    loop.set_default_executor(threads)
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
        await _leave(threads)


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
            group.create_task(Broadcaster(application.bot).run())
            group.create_task(overviews.follow(application.bot))
            group.create_task(presenting.present(application.bot))
            group.create_task(_show_life())
            group.create_task(_clean(application.bot.id))
            await asyncio.shield(processing_task)
    finally:
        processor.stop()
        await asyncio.wait((processing_task,), timeout=GRACE)
        processing_task.cancel()


async def _take_in(bot: TelegramBot, processor: Processor) -> None:
    if settings().webhook_url:
        from bot.updates import webhook  # noqa: PLC0415 - a web server is nothing that a bot which polls needs

        await webhook.run(bot, processor.wake)
    else:
        await Poller(bot, processor.wake).run()


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
        await surely(quotas.clean)
        await surely(broadcasts.clean, old)
        await surely(picks.clean, old)
        results = await surely(repeats.clean)
        abandoned = await surely(claims.abandon, old)
        log.info("bot_cleaned", letters=letters, menus=menus, results=results, abandoned=abandoned)
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


async def _leave(threads: ThreadPoolExecutor) -> None:
    """Python would wait for every thread before it ends; who hangs is left behind, as at a kill: the rows are true."""
    threads.shutdown(wait=False, cancel_futures=True)
    end = asyncio.get_running_loop().time() + LAST_WAIT
    while any(thread.name.startswith(THREAD) for thread in threading.enumerate()):
        if asyncio.get_running_loop().time() > end:
            log.warning("threads_left_behind")
            sys.stdout.flush()
            os._exit(0)
        await asyncio.sleep(0.05)
