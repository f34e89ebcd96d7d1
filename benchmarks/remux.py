"""A 20 s H.264 film from MKV to MP4 on the command line, beside ffmpeg's stream copy."""

import sys

from benchmarks import measuring

RUNS = 5
PYTHON = (sys.executable, "-m", "conversion")


def run() -> None:
    """Print both, and what the command costs before it does anything."""
    with measuring.folder() as folder:
        film, copy, made = folder / "film.mkv", folder / "copy.mp4", folder / "made.mp4"
        source = ("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=25:d=20", "-f", "lavfi", "-i", "sine=d=20")
        measuring.run("ffmpeg", "-y", *source, "-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac", film)
        options = ("-c", "copy", "-movflags", "+faststart")
        bare = measuring.median(lambda: measuring.run("ffmpeg", "-y", "-i", film, *options, copy), RUNS)
        start_up = measuring.median(lambda: measuring.run(*PYTHON, "--help"), RUNS)
        whole = measuring.median(lambda: measuring.run(*PYTHON, "convert", film, made), RUNS)
    measuring.show("ffmpeg -c copy", bare)
    measuring.show("python -m conversion --help (start-up)", start_up)
    measuring.show("python -m conversion convert film.mkv film.mp4", whole)
    print(f"  without start-up: {(whole - start_up) / bare:.1f} times the stream copy")
