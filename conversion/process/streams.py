"""What a running program says, kept in bounded memory."""

from collections.abc import Callable

TAIL = 4096

OnLine = Callable[[str], float | None]


class Tail:
    """The last bytes of a stream."""

    def __init__(self) -> None:
        self._kept = b""

    def feed(self, data: bytes) -> None:
        """Take what the stream says next."""
        self._kept = (self._kept + data)[-TAIL:]

    def __str__(self) -> str:
        return self._kept.decode("utf-8", "replace")


class Output:
    """Both streams of a program: their tails, and how far it says it is.

    ``on_line`` turns a line of its stdout into ``fraction`` (0…1). A line beyond ``longest`` bytes is cut into several.
    """

    def __init__(self, on_line: OnLine | None, longest: int) -> None:
        self.stdout = Tail()
        self.stderr = Tail()
        self.fraction: float | None = None
        self._on_line = on_line
        self._longest = longest
        self._rest = bytearray()

    def take_stdout(self, data: bytes) -> None:
        """Take what its stdout says next."""
        self.stdout.feed(data)
        if self._on_line is None:
            return
        self._rest += data
        if b"\n" in data:
            *lines, rest = self._rest.split(b"\n")
            self._rest = rest
            for line in lines:
                self._tell(line)
        if len(self._rest) > self._longest:
            self.finish()

    def take_stderr(self, data: bytes) -> None:
        """Take what its stderr says next."""
        self.stderr.feed(data)

    def finish(self) -> None:
        """The last line needs no newline."""
        if self._rest:
            self._tell(self._rest)
            self._rest = bytearray()

    def _tell(self, line: bytearray) -> None:
        if self._on_line is not None:
            fraction = self._on_line(line.decode("utf-8", "replace").rstrip("\r"))
            if fraction is not None:
                self.fraction = min(1.0, max(0.0, fraction))
