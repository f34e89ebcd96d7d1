"""A small picture while two long films convert."""

import statistics
from pathlib import Path

from benchmarks import measuring

RUNS = 5


def run() -> None:
    """Print the time of the picture on an idle Mutabor, and on a busy one."""
    with measuring.folder() as folder:
        picture, film = folder / "small.png", folder / "film.mkv"
        measuring.run("ffmpeg", "-y", "-f", "lavfi", "-i", "testsrc2=s=640x480", "-frames:v", "1", picture)
        source = ("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=120")
        measuring.run("ffmpeg", "-y", *source, "-c:v", "libx264", "-b:v", "1M", film)  # under what Telegram hands out
        with measuring.mutabor(folder / "data") as (_mutabor, client):
            measuring.new_picture(client, picture, "jpg")
            idle = statistics.median(measuring.new_picture(client, picture, "jpg") for _run in range(RUNS))
            films = [client.boris.send_file(Path(film), kind="document", caption="webm") for _film in range(2)]
            client.boris.wait(lambda message: "⏳" in message.text, after=films[0].id, timeout=60)
            busy = [measuring.new_picture(client, picture, "jpg") for _run in range(RUNS)]
            client.boris.send_text("/cancel all")
    measuring.show("idle", idle)
    measuring.show("with two films converting", statistics.median(busy))
    measuring.show("the slowest of them", max(busy))
