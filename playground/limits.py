"""Telegram's flood limits: how many messages and edits a bot may send where, and for how long it must rest."""

import math
import time
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """At most ``count`` within any ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Rules:
    """What Telegram documents, with the burst it is known to let pass; a chat's edits are counted apart."""

    private: Rule = Rule(20, 20.0)
    group: Rule = Rule(20, 60.0)
    overall: Rule = Rule(30, 1.0)


class Limits:
    """Counts one bot's messages. ``refused`` is how many calls got a 429."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.enabled = True
        self.refused = 0
        self._sent: dict[object, deque[float]] = {}
        self._resting: dict[object, float] = {}

    def spend(self, chat_id: int, messages: int = 1, *, is_edit: bool = False) -> int:
        """Count messages sent or edited; the seconds to wait when that would be too many (then nothing is counted)."""
        if not self.enabled:
            return 0
        rule = self.rules.group if chat_id < 0 else self.rules.private
        of_chat, of_all = (chat_id, is_edit), None
        wait = max(self._wait(of_chat, rule, messages), self._wait(of_all, self.rules.overall, messages))
        if wait:
            return wait
        for key in (of_chat, of_all):
            self._sent.setdefault(key, deque()).extend([time.monotonic()] * messages)
        return 0

    def _wait(self, key: object, rule: Rule, messages: int) -> int:
        now = time.monotonic()
        sent = self._sent.setdefault(key, deque())
        while sent and sent[0] <= now - rule.seconds:
            sent.popleft()
        until = self._resting.get(key, 0.0)
        if len(sent) + messages > rule.count:
            # Who goes on after a 429 only keeps the rest from getting shorter than what the window asks for.
            index = min(len(sent) + messages - rule.count, len(sent)) - 1
            until = max(until, sent[index] + rule.seconds if index >= 0 else now + rule.seconds)
            self._resting[key] = until
        return math.ceil(until - now) if until > now else 0
