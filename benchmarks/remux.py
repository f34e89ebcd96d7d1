"""A 20 s H.264 film from MKV to MP4 on the command line, beside ffmpeg's stream copy."""

import sys

from benchmarks import measuring

RUNS = 5
PYTHON = (sys.executable, "-m", "conversion")


def run() -> None:
    """Print both, and what the command costs before it does anything."""
    with measuring.folder() as folder:
        film, short, copy, made = (folder / name for name in ("film.mkv", "short.mkv", "copy.mp4", "made.mp4"))
        source = ("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=20", "-f", "lavfi", "-i", "sine=d=20")
        measuring.run("ffmpeg", "-y", *source, "-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac", film)
        options = ("-c", "copy", "-movflags", "+faststart")
        bare = measuring.median(lambda: measuring.run("ffmpeg", "-y", "-i", film, *options, copy), RUNS)
        measuring.run("ffmpeg", "-y", "-i", film, "-c", "copy", "-t", "0.2", short)
        start_up = measuring.median(lambda: measuring.run(*PYTHON, "convert", short, made), RUNS)
        whole = measuring.median(lambda: measuring.run(*PYTHON, "convert", film, made), RUNS)
    measuring.show("ffmpeg -c copy", bare)
    measuring.show("python -m conversion convert, five frames (start-up)", start_up)
    measuring.show("python -m conversion convert film.mkv film.mp4", whole)
    print(f"  beyond start-up: {(whole - start_up) / bare:.1f} times the stream copy")
