"""What no hostile file may get at: a secret outside, a secret around it, a listener, a place to leave a mark."""

import base64
import contextlib
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

SECRET = "kept-from-strangers-8c1f5e0b7a"
# What every Linux machine tells of itself: nobody's secret, yet no file's business either.
OF_THE_SYSTEM = "root:x:0:0"
COLOUR = (250, 6, 189)
VARIABLE = "HOSTILE_TEST_SECRET"
FILM = ("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=0x{:02x}{:02x}{:02x}:size=64x48:rate=10:duration=1")


@dataclass(frozen=True, slots=True)
class Bait:
    """``folder`` holds the secrets, as text and as a picture and a film of a colour of their own.

    Whoever connects to ``port`` on the loopback, or sends a datagram there, is counted, for all processes.
    """

    folder: Path
    port: int

    @property
    def callers(self) -> int:
        """How many there were."""
        calls = self.folder / "calls"
        return calls.stat().st_size if calls.exists() else 0

    @property
    def text(self) -> Path:
        """The secret as text."""
        return self.folder / "secret.txt"

    @property
    def picture(self) -> Path:
        """The secret as a picture."""
        return self.folder / "secret.png"

    @property
    def film(self) -> Path:
        """The secret as a film."""
        return self.folder / "secret.ts"

    @property
    def mark(self) -> Path:
        """What appears where a file could make a program write or run something."""
        return self.folder / "was-here"

    @property
    def url(self) -> str:
        """Where the listener waits."""
        return f"http://127.0.0.1:{self.port}"


def lay(folder: Path) -> None:
    """Put the secrets into a folder; the same ones everywhere."""
    (folder / "secret.txt").write_text(f"{SECRET}\n")
    for name in ("secret.csv", "secret.md", "secret.html", "secret.css", "secret.xml", "secret.mtl", "secret.bin"):
        (folder / name).write_text(f"{SECRET}\n")
    (folder / "secret.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect id="r" width="64" height="48" '
        f'fill="rgb{COLOUR}"/></svg>'
    )
    Image.new("RGB", (64, 48), COLOUR).save(folder / "secret.png")
    Image.new("RGB", (64, 48), COLOUR).save(folder / "secret.jpg", quality=95)
    _film(folder / "secret.ts")


def _film(path: Path) -> None:
    *program, colour = FILM
    subprocess.run([*program, colour.format(*COLOUR), "-c:v", "mpeg2video", "-q:v", "1", path], check=True, timeout=60)


@contextlib.contextmanager
def set_out(folder: Path) -> Iterator[Bait]:
    """The bait, while it lies there; its environment variable is for all processes that are started meanwhile."""
    lay(folder)
    os.environ[VARIABLE] = SECRET
    with socket.create_server(("127.0.0.1", 0)) as calls, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        bait = Bait(folder, calls.getsockname()[1])
        datagrams.bind(("127.0.0.1", bait.port))
        for act in (calls.accept, partial(datagrams.recv, 1)):
            threading.Thread(target=_count, args=(bait, act), daemon=True).start()
        try:
            yield bait
        finally:
            os.environ.pop(VARIABLE, None)
            calls.shutdown(socket.SHUT_RDWR)


def _count(bait: Bait, act: Callable[[], object]) -> None:
    with contextlib.suppress(OSError), (bait.folder / "calls").open("ab", buffering=0) as calls:
        while True:
            act()
            calls.write(b".")


def spellings() -> list[bytes]:
    """How the secret may stand in a file: in the usual encodings, and in the middle of base64."""
    plain = SECRET.encode()
    inner = [base64.b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)]
    return [plain, SECRET.encode("utf-16-le"), SECRET.encode("utf-16-be"), plain.hex().encode(), *inner]
