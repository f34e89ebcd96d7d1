"""Faults of Redis and of the database: gone, empty, silent, cut off, locked."""

import contextlib
import random
import signal
import time
from collections.abc import Iterator

import psutil
from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tests.chaos.stage import Stage

LONGEST_LOCK = 40.0  # seconds; a writer waits for 30


def kill_redis(stage: Stage, _chance: random.Random) -> Iterator[float]:
    """It comes back with what it had written."""
    if redis := stage.part("redis"):
        redis.kill()
    yield 0


def empty_redis(stage: Stage, _chance: random.Random) -> Iterator[float]:
    """It comes back with nothing."""
    with contextlib.suppress(RedisError, OSError):
        stage.redis().flushall()
    if redis := stage.part("redis"):
        redis.kill()
    yield 0


def stop_redis(stage: Stage, chance: random.Random) -> Iterator[float]:
    """It is away for a while."""
    stage.control("stop", "redis")
    try:
        yield chance.uniform(2, 15)
    finally:
        stage.control("start", "redis")


def freeze_redis(stage: Stage, chance: random.Random) -> Iterator[float]:
    """It takes connections and says nothing."""
    redis = stage.part("redis")
    if redis is None:
        return
    redis.suspend()
    try:
        yield chance.uniform(3, 25)
    finally:
        with contextlib.suppress(psutil.NoSuchProcess):
            redis.resume()


def cut_redis(stage: Stage, _chance: random.Random) -> Iterator[float]:
    """All connections, again and again, whatever is being answered."""
    for _ in range(20):
        with contextlib.suppress(RedisError, OSError):
            stage.redis().client_kill_filter(_type="normal", skipme=True)
        yield 0.05


def fill_redis(stage: Stage, chance: random.Random) -> Iterator[float]:
    """It refuses to remember anything more."""
    try:
        with contextlib.suppress(RedisError, OSError):
            stage.redis().config_set("maxmemory", "1mb")
        yield chance.uniform(2, 10)
    finally:
        for _ in range(10):
            with contextlib.suppress(RedisError, OSError):
                stage.redis().config_set("maxmemory", "0")
                break
            time.sleep(1)  # it is away at the moment; a restart forgets the limit as well


def steal_bell(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Messages popped by somebody who dies before he records it: Redis forgets them for good."""
    with contextlib.suppress(RedisError, OSError):
        redis = stage.redis()
        lists = [key for key in redis.scan_iter() if redis.type(key) == b"list"]
        for key in chance.sample(lists, min(2, len(lists))):
            redis.rpop(key)
    yield 0


def lock_sqlite(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Somebody else writes, and does not end."""
    with stage.engine().connect() as connection:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except SQLAlchemyError:
            return
        try:
            yield chance.choice((1.0, 5.0, LONGEST_LOCK))
        finally:
            connection.exec_driver_sql("ROLLBACK")


def restart_postgresql(stage: Stage, chance: random.Random) -> Iterator[float]:
    """Killed or stopped, away for a moment, back with its data."""
    assert stage.postgresql is not None
    stage.postgresql.stop(chance.choice((signal.SIGKILL, signal.SIGINT)))
    try:
        yield chance.uniform(0, 10)
    finally:
        stage.postgresql.start()


def cut_postgresql(stage: Stage, _chance: random.Random) -> Iterator[float]:
    """All connections, again and again, whatever is being answered."""
    others = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    for _ in range(10):
        with contextlib.suppress(SQLAlchemyError), stage.engine().connect() as connection:
            connection.execute(others)
        yield 0.05
