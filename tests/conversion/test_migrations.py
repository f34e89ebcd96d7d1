"""The migrations make what the models say, on both databases, and can be undone."""

from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import inspect, text

from alembic import command
from conversion import database as databases

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config(database: str) -> Config:
    """An empty database: what the other tests made by hand is dropped first."""
    engine = databases.engine()
    databases.Base.metadata.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    return Config(str(ROOT / "alembic.ini"))


def test_migrations_make_what_the_models_say_and_can_be_undone(config: Config) -> None:
    command.upgrade(config, "head")
    command.check(config)
    assert {"conversion_tasks", "deliveries", "inbox", "offers"} <= set(inspect(databases.engine()).get_table_names())

    command.downgrade(config, "base")
    assert set(inspect(databases.engine()).get_table_names()) == {"alembic_version"}
