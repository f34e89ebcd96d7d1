"""Runs the migrations against the database that the environment names."""

from sqlalchemy import Connection

from alembic import context
from bot import tables
from conversion import database


def _migrate(connection: Connection) -> None:
    """SQLite can't alter a table in place: batches copy it."""
    context.configure(connection=connection, target_metadata=database.Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


tables.register()
with database.engine().execution_options(writing=True).connect() as _connection:
    _migrate(_connection)
