"""``python -m playground``: the playground on its own."""

import asyncio
import signal
import socket
import sys

from playground import server
from playground.settings import settings
from playground.world import Rules


async def serve() -> None:
    """Serve until Ctrl-C or SIGTERM."""
    chosen = settings()
    try:
        listener = socket.create_server((server.HOST, chosen.playground_port))
    except OSError as error:
        sys.exit(f"Port {chosen.playground_port} can't be used ({error.strerror}): set PLAYGROUND_PORT to another one.")
    runner = await server.listen(chosen.folder, listener, Rules(local=chosen.playground_local))
    print(f"Playground: http://localhost:{listener.getsockname()[1]}/", flush=True)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(serve())
