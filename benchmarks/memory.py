"""The peak memory of every Python process while large files travel."""

from pathlib import Path

import psutil

from benchmarks import measuring
from tests.e2e.mutabor import Mutabor

MEGABYTE = 1 << 20
SMALL, LARGE = 19, 500  # megabytes


def run() -> None:
    """Print the peaks for a file over the cloud's API, and for one over a local server's."""
    for size, environment in ((SMALL, {}), (LARGE, {"PLAYGROUND_LOCAL": "true", "TELEGRAM_API_LOCAL": "true"})):
        with measuring.folder() as folder:
            film = folder / "film.mkv"
            make(film, size)
            with measuring.mutabor(folder / "data", **environment) as (mutabor, client):
                measuring.round_trip(client, film, "mp4")
                peaks = peak_memory(mutabor)
        print(f"  {size} MB, {'a local' if environment else 'the cloud'} API server")
        for name, peak in sorted(peaks.items(), key=lambda item: -item[1]):
            print(f"    {name:<58} {peak:8.0f} MB")


def make(path: Path, megabytes: int) -> None:
    """A film of that size: raw sound beside a small picture, so that making it is quick."""
    seconds = megabytes * MEGABYTE // (48_000 * 2 * 2)
    sound = ("-f", "lavfi", "-i", f"anoisesrc=r=48000:d={seconds}", "-ac", "2", "-c:a", "flac", "-sample_fmt", "s16")
    picture = ("-f", "lavfi", "-i", f"color=s=320x240:r=1:d={seconds}", "-c:v", "libx264", "-preset", "ultrafast")
    measuring.run("ffmpeg", "-y", *picture[:4], *sound[:4], *picture[4:], *sound[4:], path)


def peak_memory(mutabor: Mutabor) -> dict[str, float]:
    """Megabytes of resident memory at most, by part and process; the playground stands for Telegram."""
    peaks: dict[str, float] = {}
    for part, process in mutabor.processes.items():
        if part not in ("redis", "playground"):
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            for number, member in enumerate(family):
                peaks[f"{part} {number or 'main'}"] = _high_water(member.pid) / MEGABYTE
    return peaks


def _high_water(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
