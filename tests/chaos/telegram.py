"""Faults of Telegram: floods, errors, silence, lost answers, repeated updates, broken downloads, people who leave."""

import random
import signal
from collections.abc import Iterator

from tests.chaos.stage import Stage

METHODS = ("editMessageMedia", "editMessageText", "sendMessage", "getFile", "getUpdates", "*")
HTML = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


def flood(stage: Stage, chance: random.Random) -> Iterator[float]:
    """429."""
    stage.client().orders.flood(chance.choice(METHODS), chance.randint(1, 8), times=chance.randint(1, 5))
    yield 0


def fail(stage: Stage, chance: random.Random) -> Iterator[float]:
    """500."""
    stage.client().orders.error(chance.choice(METHODS), 500, "Internal Server Error", times=chance.randint(1, 8))
    yield 0


def answer_html(stage: Stage, chance: random.Random) -> Iterator[float]:
    """502, by somebody between."""
    stage.client().orders.fault(chance.choice(METHODS), status=502, body=HTML, times=chance.randint(1, 8))
    yield 0


def lose_answer(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Done, but nobody hears of it."""
    stage.client().orders.lose_answer(chance.choice(METHODS), times=chance.randint(1, 4))
    yield 0


def delay(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Answers that take long."""
    stage.client().orders.delay(chance.choice(METHODS), chance.uniform(1, 25), times=chance.randint(1, 4))
    yield 0


def fall_silent(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Nothing at all for up to a minute."""
    stage.telegram.send_signal(signal.SIGSTOP)
    try:
        yield chance.choice((5.0, 5.0, 15.0, 60.0))
    finally:
        stage.telegram.send_signal(signal.SIGCONT)


def repeat_updates(stage: Stage, chance: random.Random) -> Iterator[float]:
    """What was confirmed comes again."""
    stage.client().orders.repeat_updates(chance.randint(1, 20))
    yield 0


def expire_links(stage: Stage, _chance: random.Random) -> Iterator[float]:
    """Download links are dead."""
    stage.client().orders.expire_links()
    yield 0


def cut_download(stage: Stage, chance: random.Random) -> Iterator[float]:
    """It breaks off."""
    stage.client().orders.cut_download(chance.uniform(0.1, 0.9), times=chance.randint(1, 3))
    yield 0


def shorten_download(stage: Stage, chance: random.Random) -> Iterator[float]:
    """It ends early, as if that were all."""
    stage.client().orders.short_download(chance.uniform(0.1, 0.9), times=chance.randint(1, 3))
    yield 0


def block(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Somebody sends files and blocks the bot before they are done."""
    client = stage.client()
    guest = client.add_person(f"Guest{chance.random()}", language="en")
    for name in ("one", "two"):
        guest.send_file((f"{name}.md", b"# hello"), caption="html")
    yield chance.uniform(0, 2)
    guest.block_bot()
    client.close()
    yield 0


def migrate(stage: Stage, chance: random.Random) -> Iterator[float]:
    """A group becomes a supergroup while its file is on the way."""
    client = stage.client()
    owner = client.carol
    group = client.add_group(f"Moving {chance.random()}", [owner])
    owner.send_file(("moving.md", b"# hello"), chat=group, caption=f"/convert@{client.state()['bot']['username']} html")
    yield chance.uniform(0, 2)
    stage.moved.append((group, owner.migrate(group)))
    client.close()
    yield 0
