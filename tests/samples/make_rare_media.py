"""Makes the samples of rare film and sound, by ffmpeg, SoX and mpcenc: ``python tests/samples/make_rare_media.py``."""

import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SECONDS = "1.5"
# DV takes 144 kB a picture: one, and there is no smaller one.
SHORTER = {"dv": "0.04", "mjpeg": "0.6", "amv": "0.5", "wtv": "0.5", "roq": "0.5", "cpk": "0.6", "smjpeg": "0.8"}

PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=160x120:rate=10"]
SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100"]
H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "35", "-c:a", "aac", "-b:a", "48k"]
TELEPHONE = ["-ar", "8000", "-ac", "1"]
LICENSED = ["-strict", "-2"]

# The muxer and its options, by extension
FILMS = {
    "m2ts": ("mpegts", "-mpegts_m2ts_mode", "1", *H264),
    "dv": ("dv", "-s", "720x576", "-r", "25", "-pix_fmt", "yuv420p", "-ar", "48000", "-ac", "2"),
    "rm": ("rm", "-c:v", "rv20", "-q:v", "12", "-c:a", "ac3", "-b:a", "64k"),
    "mjpeg": ("mjpeg", "-an", "-r", "25", "-s", "80x60", "-q:v", "12", "-pix_fmt", "yuvj420p"),
    "ivf": ("ivf", "-an", "-c:v", "libvpx-vp9", "-crf", "50", "-b:v", "0"),
    "y4m": ("yuv4mpegpipe", "-an", "-s", "48x32", "-pix_fmt", "yuv420p"),
    "swf": ("swf", "-c:v", "flv1", "-q:v", "12", "-c:a", "libmp3lame", "-b:a", "48k"),
    "amv": ("amv", "-s", "128x96", "-r", "25", "-q:v", "20", "-ar", "22050", "-ac", "1", "-block_size", "882"),
    "wtv": ("wtv", "-s", "80x60", "-r", "25", "-c:v", "mpeg2video", "-q:v", "20", "-c:a", "mp2", "-b:a", "64k"),
    "roq": ("roq", "-s", "64x64", "-r", "30", "-c:v", "roqvideo", "-c:a", "roq_dpcm", "-ar", "22050", "-ac", "1"),
    "ismv": ("ismv", *H264),
    "cpk": ("film_cpk", "-s", "64x48", "-c:v", "cinepak", "-c:a", "pcm_s16be_planar", *TELEPHONE),
    "smjpeg": ("smjpeg", "-s", "80x60", "-c:v", "mjpeg", "-q:v", "12", "-c:a", "pcm_s16le", *TELEPHONE),
    "h261": ("h261", "-an", "-s", "176x144", "-r", "30000/1001", "-c:v", "h261", "-q:v", "20"),
    "h263": ("h263", "-an", "-s", "176x144", "-r", "30000/1001", "-c:v", "h263", "-q:v", "20"),
    "obu": ("obu", "-an", "-r", "25", "-c:v", "libaom-av1", "-crf", "50", "-cpu-used", "8"),
}
RECORDINGS = {
    "m4b": ("ipod", "-c:a", "aac", "-b:a", "48k", "-brand", "M4B "),
    "m4r": ("ipod", "-c:a", "aac", "-b:a", "48k"),
    "weba": ("webm", "-c:a", "libopus", "-b:a", "32k"),
    "ra": ("rm", "-c:a", "ac3", "-b:a", "64k"),
    "awb": ("amr", "-c:a", "libvo_amrwbenc", "-ar", "16000", "-ac", "1"),
    "mlp": ("mlp", *LICENSED, "-t", "1"),
    "thd": ("truehd", *LICENSED, "-t", "1"),
    "sbc": ("sbc",),
    "aptx": ("aptx", "-ac", "2", "-ar", "48000", "-t", "1"),
    "g722": ("g722", "-ar", "16000", "-ac", "1"),
    "sf": ("ircam", "-c:a", "pcm_s16le", *TELEPHONE),
    "rso": ("rso", "-c:a", "pcm_u8", *TELEPHONE),
    "sox": ("sox", "-c:a", "pcm_s32le", *TELEPHONE),
    "ast": ("ast", "-c:a", "pcm_s16be_planar", *TELEPHONE),
    "dfpwm": ("dfpwm", "-ar", "48000", "-ac", "1"),
    "adx": ("adx", "-ar", "16000"),
    "mmf": ("mmf", *TELEPHONE),
    "c2": ("codec2", *TELEPHONE),
    "latm": ("latm", "-c:a", "aac", "-b:a", "48k"),
    "al": ("alaw", *TELEPHONE),
    "ul": ("mulaw", *TELEPHONE),
    "sln": ("s16le", *TELEPHONE),
    "rf64": ("wav", "-rf64", "always", *TELEPHONE),
    "bwf": ("wav", "-write_bext", "1", *TELEPHONE),
    "aifc": ("aiff", "-c:a", "pcm_s16le", *TELEPHONE),
}
# By SoX, and how many samples a second
OLD = {"8svx": 8000, "avr": 8000, "hcom": 22050, "sph": 8000, "paf": 8000, "pvf": 8000, "wve": 8000, "sds": 8000}


def main() -> None:
    """Write every sample beside this script."""
    for name, (muxer, *options) in FILMS.items():
        make(name, muxer, [*PICTURE, *SOUND, *options])
    for name, (muxer, *options) in RECORDINGS.items():
        make(name, muxer, [*SOUND, *options])
    for name, rate in OLD.items():
        tone = ["synth", SECONDS, "sine", "440"]
        depth = "8" if name in ("8svx", "hcom") else "16"
        run("sox", "-R", "-n", "-r", str(rate), "-c", "1", "-b", depth, HERE / f"sample.{name}", *tone)
    with tempfile.TemporaryDirectory() as folder:
        tone_file = Path(folder, "tone.wav")
        run("sox", "-R", "-n", "-r", "44100", "-c", "2", "-b", "16", tone_file, "synth", SECONDS, "sine", "440")
        run("mpcenc", "--silent", "--overwrite", tone_file, HERE / "sample.mpc")


def make(name: str, muxer: str, options: list[str]) -> None:
    """Write one sample by ffmpeg; the same each time, as far as the encoders are."""
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-v", "error", "-y", *options, "-fflags", "+bitexact"]
    length = [] if "-t" in options else ["-t", SHORTER.get(name, SECONDS)]
    run(*command, *length, "-f", muxer, HERE / f"sample.{name}")


def run(*command: str | Path) -> None:
    """Run a program to its good end."""
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
