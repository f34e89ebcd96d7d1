"""Failures and other circumstances that a test orders through the control API."""

from collections.abc import Callable
from typing import Any

Request = Callable[..., Any]


class Orders:
    """Orders for one bot's world. ``method`` may be a pattern (``*``, ``send*``) or "download"."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def fault(self, method: str, **fields: Any) -> None:
        """Order a fault: the fields of `playground.faults.Fault`."""
        self._request("POST", "/faults", json={"method": method, **fields})

    def error(self, method: str, status: int, description: str, times: int = 1, **fields: Any) -> None:
        """The next calls get an error answer."""
        self.fault(method, status=status, description=description, times=times, **fields)

    def flood(self, method: str, retry_after: int, times: int = 1, **fields: Any) -> None:
        """The next calls get a 429."""
        self.fault(method, retry_after=retry_after, times=times, **fields)

    def delay(self, method: str, seconds: float, times: int = 1, **fields: Any) -> None:
        """The next calls take longer."""
        self.fault(method, delay=seconds, times=times, **fields)

    def lose_answer(self, method: str, times: int = 1, **fields: Any) -> None:
        """The next calls are carried out, but the connection closes without an answer."""
        self.fault(method, lose=True, times=times, **fields)

    def cut_download(self, fraction: float = 0.5, times: int = 1) -> None:
        """The next downloads break off."""
        self.fault("download", cut=fraction, times=times)

    def short_download(self, fraction: float = 0.5, times: int = 1) -> None:
        """The next downloads end early, as if that were all."""
        self.fault("download", short=fraction, times=times)

    def faults(self) -> list[dict[str, Any]]:
        """The faults that have not struck yet."""
        return list(self._request("GET", "/faults"))

    def clear(self) -> None:
        """Forget all faults."""
        self._request("DELETE", "/faults")

    def repeat_updates(self, count: int = 1) -> int:
        """Hand out the last confirmed updates again; how many there are."""
        return int(self._request("POST", "/repeat", json={"count": count})["count"])

    def expire_links(self) -> None:
        """End every file link given out so far."""
        self._request("POST", "/expire", json={})

    def flood_limits(self, **limits: Any) -> None:
        """Set the flood limits: ``enabled``, and ``private``, ``group``, ``overall`` as (count, seconds)."""
        self._request("POST", "/flood", json=limits)

    def privacy(self, *, on: bool) -> None:
        """Turn the bot's privacy mode on or off."""
        self._request("POST", "/privacy", json={"on": on})
