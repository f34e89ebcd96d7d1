"""Hands updates to a bot's webhook, in their order, again and again until it takes them."""

import asyncio
import time
from dataclasses import replace

import aiohttp

from playground.updates import Update
from playground.world import World
from playground.worlds import Worlds

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
IDLE_SECONDS = 60.0


async def serve(worlds: Worlds) -> None:
    """Deliver for all bots, until cancelled."""
    timeout = aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(timeout=timeout) as session, asyncio.TaskGroup() as group:
        served: set[int] = set()
        while True:
            for world in worlds:
                if world.bot.id not in served:
                    served.add(world.bot.id)
                    group.create_task(_deliver(world, session))
            await asyncio.sleep(FIRST_PAUSE)


async def _deliver(world: World, session: aiohttp.ClientSession) -> None:
    pause = FIRST_PAUSE
    while not world.events.closed:
        waiting = world.updates.pending(1) if world.profile.webhook.get("url") else []
        if not waiting:
            await world.events.news(IDLE_SECONDS)
        elif problem := await _post(world, session, waiting[0]):
            _remember(world, problem)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            world.updates.taken(waiting[0])
            pause = FIRST_PAUSE


async def _post(world: World, session: aiohttp.ClientSession, update: Update) -> str:
    """POST one update; what went wrong, or ""."""
    webhook = world.profile.webhook
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook["secret_token"]} if webhook["secret_token"] else {}
    try:
        async with session.post(webhook["url"], json=update.body, headers=headers, allow_redirects=False) as answer:
            return "" if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except aiohttp.ClientConnectorError:
        return "Connection refused"
    except TimeoutError:
        return "Read timeout expired"
    except aiohttp.ClientError:
        return "Connection reset by peer"


def _remember(world: World, problem: str) -> None:
    error = {"last_error_date": int(time.time()), "last_error_message": problem}
    # deleteWebhook may have come in the meantime.
    if world.profile.webhook.get("url"):
        world.profile = replace(world.profile, webhook={**world.profile.webhook, **error})
