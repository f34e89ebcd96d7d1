"""Beginnings and ends of letters, those of one moment in one transaction."""

import asyncio

from sqlalchemy import event

from bot.updates import inbox
from bot.updates.ledger import Ledger
from conversion.database import engine
from tests.bot.updates.test_inbox import BOT, message


async def test_what_comes_at_once_is_written_at_once(database: str) -> None:
    inbox.put(BOT, [message(number) for number in range(1, 41)])
    letters = inbox.waiting(BOT, (), (), 100)
    commits = 0

    def count(_connection: object) -> None:
        nonlocal commits
        commits += 1

    event.listen(engine(), "commit", count)
    ledger = Ledger()
    await asyncio.gather(*(ledger.begin(letter.id) for letter in letters))
    assert [letter.attempts for letter in inbox.waiting(BOT, (), (), 100)] == [1] * 40
    await asyncio.gather(*(ledger.close(letter.id) for letter in letters[:30]))
    event.remove(engine(), "commit", count)

    assert [letter.id for letter in inbox.waiting(BOT, (), (), 100)] == [letter.id for letter in letters[30:]]
    assert commits <= 8  # not seventy


async def test_what_comes_while_a_page_is_written_is_on_the_next_one(database: str) -> None:
    inbox.put(BOT, [message(1), message(2)])
    first, second = inbox.waiting(BOT, (), (), 2)
    ledger = Ledger()

    begun = asyncio.create_task(ledger.begin(first.id))
    await asyncio.sleep(0)
    await asyncio.gather(begun, ledger.begin(second.id), ledger.close(first.id))

    assert [(letter.id, letter.attempts) for letter in inbox.waiting(BOT, (), (), 2)] == [(second.id, 1)]
