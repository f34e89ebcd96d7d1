"""The database: where the truth about every conversion stands."""

import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, Double, Engine, MetaData, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from conversion.settings import settings

P = ParamSpec("P")
T = TypeVar("T")
AGAIN = 1.0  # seconds between two questions to a database that is away
BUSY_TIMEOUT = 30  # seconds a writer waits for another one on SQLite
# SQLite's own waiting soon looks every 100 ms only: too seldom where many write.
SHORTEST_NAP, LONGEST_NAP = 0.001, 0.004  # seconds between two looks whether another process has done writing
PRIMARY = 0xFF  # of SQLite's extended codes the part that says what kind of error it is
POOLED = 20  # connections that are kept for threads


class Base(DeclarativeBase):
    """The root of all models; constraints have predictable names, so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class now(FunctionElement[float]):  # noqa: N801 (reads as a SQL function)
    """The database's clock: seconds since 1970. The only clock that leases are measured by."""

    type = Double()
    inherit_cache = True


@compiles(now, "sqlite")
def _now_on_sqlite(_element: now, _compiler: SQLCompiler, **_options: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(now, "postgresql")
def _now_on_postgresql(_element: now, _compiler: SQLCompiler, **_options: Any) -> str:
    return "extract(epoch from clock_timestamp())::double precision"


@cache
def engine() -> Engine:
    """The process's engine. After a fork call `forget_connections` in the child."""
    url = settings().sqlalchemy_url
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=20)
    settings().data_dir.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT}, pool_size=POOLED, max_overflow=POOLED)
    event.listen(made, "connect", _prepare_sqlite)
    event.listen(made, "begin", _begin_sqlite)
    return made


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Write-ahead log, foreign keys, and no implicit BEGIN of the driver's own."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the write lock at once: a reader that turns writer later would be refused."""
    options = connection.get_execution_options()
    if not options.get("writing", False):
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"PRAGMA synchronous={'FULL' if options.get('durable', True) else 'NORMAL'}")
    raw.execute("PRAGMA busy_timeout=0")
    try:
        if not _takes_lock(raw):
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # for its error
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT * 1000}")


def _takes_lock(raw: Any) -> bool:
    """Begin a transaction that may write, as soon as no other process does."""
    end = time.monotonic() + BUSY_TIMEOUT
    while time.monotonic() < end:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY != sqlite3.SQLITE_BUSY:
                return False
            time.sleep(random.uniform(SHORTEST_NAP, LONGEST_NAP))  # noqa: S311 - no secret
        else:
            return True
    return False


class _WriteLock:
    """Of a process's threads one at a time writes to SQLite: the next one wakes at once, without asking on and on."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        os.register_at_fork(after_in_child=self.renew)

    def renew(self) -> None:
        """In a forked child: whichever thread held it is not here."""
        self.lock = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it; who waits too long asks SQLite without it, and gets SQLite's own error."""
        lock = self.lock
        is_held = lock.acquire(timeout=BUSY_TIMEOUT)
        try:
            yield
        finally:
            if is_held:
                lock.release()


_write_lock = _WriteLock()


class _Here(threading.local):
    """The session of this thread's `together`, if it is within one."""

    session: Session | None = None


_here = _Here()


@contextmanager
def writing(*, durable: bool = True) -> Iterator[Session]:
    """A session in one transaction, committed at the end.

    What is not ``durable`` outlives every process, but perhaps not a power cut: on SQLite it waits for no disk. It is
    for what may be done once more without harm.
    """
    writer = engine().execution_options(writing=True, durable=durable)
    lock = _write_lock.held() if writer.dialect.name == "sqlite" else nullcontext()
    with lock, Session(writer, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A session for queries; what it loads stays usable afterwards."""
    if _here.session is not None:
        yield _here.session
        return
    with Session(engine(), expire_on_commit=False) as session:
        yield session
        session.expunge_all()


@contextmanager
def together() -> Iterator[None]:
    """Whatever this thread reads within, it reads in one transaction: what is written meanwhile is not seen."""
    with reading() as session:
        before, _here.session = _here.session, session
        try:
            yield
        finally:
            _here.session = before


def inserting(session: Session, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """An INSERT in the words of the session's database, which knows what to do about a row that is there already."""
    return postgresql.insert(table) if session.get_bind().dialect.name == "postgresql" else sqlite.insert(table)


def insist(seconds: float, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask a database that is away again, until it answers; raises its `OperationalError` after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        try:
            return function(*args, **kwargs)
        except OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(AGAIN)


def forget_connections() -> None:
    """In a forked child: leave the parent's connections to the parent."""
    engine().dispose(close=False)
