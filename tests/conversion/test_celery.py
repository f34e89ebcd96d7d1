"""What people rely on of the Celery application."""

from pathlib import Path

import pytest
from celery.signals import worker_init

import conversion
import conversion.tasks
from conversion import process
from conversion.settings import settings
from tests.conftest import SAMPLES

QUEUES = ("video", "audio", "image", "document", "archive", "cleanup", "default")
conf = conversion.app.conf


def test_there_are_seven_queues_and_no_other_comes_about_by_a_typo() -> None:
    assert tuple(queue.name for queue in conf.task_queues) == QUEUES
    assert not conf.task_create_missing_queues


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        *((f"conversion.convert_{queue}", queue) for queue in QUEUES[:5]),
        ("conversion.sweep", "cleanup"),
        ("conversion.clean_media", "cleanup"),
        ("conversion.clean_records", "cleanup"),
        ("bot.sweep", "cleanup"),
        ("bot.fetch", "default"),
        ("bot.deliver", "default"),
        ("bot.report", "default"),
    ],
)
def test_each_task_has_its_queue(task: str, queue: str) -> None:
    assert conversion.app.amqp.router.route({}, task)["queue"].name == queue


def test_limits_stand_as_promised() -> None:
    assert (conf.task_soft_time_limit, conf.task_time_limit) == (600, 900)
    assert (conf.worker_prefetch_multiplier, conf.worker_disable_prefetch) == (1, True)
    assert conf.worker_max_tasks_per_child == 1000
    assert (conf.task_serializer, list(conf.accept_content)) == ("json", ["json"])
    assert conf.task_ignore_result
    assert not conf.task_acks_late


def test_beat_has_its_duties() -> None:
    duties = {entry["task"]: entry["schedule"] for entry in conf.beat_schedule.values()}
    assert duties["conversion.sweep"] == duties["bot.sweep"] == 10.0
    assert duties["conversion.clean_media"] == 6 * 3600
    assert duties["conversion.clean_records"].hour == {3}
    assert duties["conversion.clean_records"].minute == {0}


def test_what_waits_longest_at_the_broker_is_the_least_urgent(redis: str, home: object) -> None:
    """9 goes first in Mutabor, 0 on Redis."""
    submitted = [conversion.submit(SAMPLES / "sample.png", "jpg", priority=priority) for priority in (0, 9, 5)]
    with conversion.app.connection_for_read() as connection:
        channel = connection.default_channel
        order = []
        while message := channel.basic_get("image", no_ack=True):
            order.append(message.payload[1]["task_id"])
    assert order == [submitted[1].id, submitted[0].id], "two may wait at the broker while nothing converts"


def test_a_worker_that_files_could_reach_the_network_from_refuses_to_start(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(process, "walls", lambda: {process.NO_NETWORK: False, "memory limit": True})
    with pytest.raises(SystemExit):
        worker_init.send(sender=None)

    monkeypatch.setenv("ALLOW_UNCONFINED", "true")
    settings.cache_clear()
    worker_init.send(sender=None)


def test_a_worker_that_converts_nothing_needs_no_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "walls", lambda: {process.NO_NETWORK: False})
    monkeypatch.setattr(conversion.app.amqp.queues, "_consume_from", {"default": None})
    worker_init.send(sender=None)
