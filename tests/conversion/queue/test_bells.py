"""Bells that the broker does not take are rung by a sweep later; who rings goes on."""

from typing import Any

import pytest
from kombu.transport.redis import Channel

from conversion.queue import bells


@pytest.mark.usefixtures("redis")
def test_a_connection_that_breaks_within_a_ring_is_a_broker_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Channel.conn_or_acquire

    def broken(channel: Any, client: object = None) -> object:
        channel.close()  # as another thread does that finds the connection dead
        return opened(channel, client)

    assert bells.ring("bot.fetch", "x")
    with monkeypatch.context() as within:
        within.setattr(Channel, "conn_or_acquire", broken)
        assert not bells.ring("bot.fetch", "x")
    assert bells.ring("bot.fetch", "x")
