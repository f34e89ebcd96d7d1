"""Runs the migrations against the database that the environment names."""

from importlib import import_module

from sqlalchemy import Connection

from alembic import context
from conversion import database

MODELS = ("conversion.records", "bot.rows", "bot.chats", "bot.offers")  # they register their tables


def _migrate(connection: Connection) -> None:
    """SQLite can't alter a table in place: batches copy it."""
    context.configure(connection=connection, target_metadata=database.Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


for _module in MODELS:
    import_module(_module)
with database.engine().execution_options(writing=True).connect() as _connection:
    _migrate(_connection)
