"""Makes the samples of film and sound, by ffmpeg: ``python tests/samples/make_media.py``."""

import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SECONDS = "1.5"
SHORTER = {"mxf": "0.3"}  # takes 150 kB a second, whatever is in it

PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=160x120:rate=10"]
SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100"]
TAGS = ["-metadata", "title=Проба", "-metadata", "artist=Мутабор"]
H264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "35", "-c:a", "aac", "-b:a", "48k"]
SUBTITLED = {"mkv": "srt", "mp4": "mov_text", "m4v": "mov_text", "mov": "mov_text", "webm": "webvtt"}
SUBTITLES = "1\n00:00:00,200 --> 00:00:01,200\nЗдравствуй, мир\n"

FILMS = {
    "mp4": [*H264, "-movflags", "+faststart"],
    "mkv": [*H264],
    "webm": ["-c:v", "libvpx-vp9", "-crf", "50", "-b:v", "0", "-c:a", "libopus", "-b:a", "32k"],
    "mov": [*H264],
    "avi": ["-c:v", "mpeg4", "-vtag", "xvid", "-q:v", "12", "-c:a", "libmp3lame", "-b:a", "48k"],
    "m4v": [*H264, "-f", "ipod"],
    "flv": ["-c:v", "flv1", "-q:v", "12", "-c:a", "libmp3lame", "-b:a", "48k"],
    "mpg": ["-r", "25", "-c:v", "mpeg2video", "-q:v", "20", "-c:a", "mp2", "-b:a", "64k"],
    "ts": [*H264],
    "3gp": ["-s", "176x144", "-c:v", "h263", "-q:v", "12", "-c:a", "libopencore_amrnb", "-ar", "8000", "-ac", "1"],
    "wmv": ["-c:v", "wmv2", "-q:v", "12", "-c:a", "wmav2", "-b:a", "48k"],
    "ogv": ["-c:v", "libtheora", "-q:v", "2", "-c:a", "libvorbis", "-q:a", "0"],
    "3g2": ["-s", "176x144", *H264],
    "f4v": [*H264],
    "vob": ["-r", "25", "-c:v", "mpeg2video", "-q:v", "20", "-c:a", "ac3", "-b:a", "64k"],
    "asf": ["-c:v", "msmpeg4", "-q:v", "12", "-c:a", "wmav2", "-b:a", "48k"],
    "mxf": ["-r", "25", "-c:v", "mpeg2video", "-q:v", "20", "-c:a", "pcm_s16le", "-ar", "48000"],
    "nut": [*H264],
    "m2v": ["-r", "25", "-c:v", "mpeg2video", "-q:v", "20", "-an"],
    "h264": [*H264, "-an"],
    "hevc": ["-c:v", "libx265", "-x265-params", "log-level=error", "-crf", "35", "-pix_fmt", "yuv420p", "-an"],
}
RECORDINGS = {
    "mp3": ["-c:a", "libmp3lame", "-b:a", "48k", "-id3v2_version", "3"],
    "m4a": ["-c:a", "aac", "-b:a", "48k"],
    "aac": ["-c:a", "aac", "-b:a", "48k"],
    "ogg": ["-c:a", "libvorbis", "-q:a", "0"],
    "opus": ["-c:a", "libopus", "-b:a", "32k"],
    "flac": ["-c:a", "flac", "-ar", "16000"],
    "wav": ["-c:a", "pcm_s16le", "-ar", "11025"],
    "aiff": ["-c:a", "pcm_s16be", "-ar", "11025", "-write_id3v2", "1"],
    "wma": ["-c:a", "wmav2", "-b:a", "48k"],
    "amr": ["-c:a", "libopencore_amrnb", "-ar", "8000", "-ac", "1"],
    "mka": ["-c:a", "libvorbis", "-q:a", "0"],
    "ac3": ["-c:a", "ac3", "-b:a", "64k"],
    "eac3": ["-c:a", "eac3", "-b:a", "64k"],
    "dts": ["-c:a", "dca", "-strict", "-2", "-ar", "8000", "-ac", "1", "-b:a", "128k"],
    "mp2": ["-c:a", "mp2", "-b:a", "64k"],
    "caf": ["-c:a", "pcm_s16be", "-ar", "11025"],
    "au": ["-c:a", "pcm_s16be", "-ar", "11025"],
    "w64": ["-c:a", "pcm_s16le", "-ar", "11025"],
    "wv": ["-c:a", "wavpack"],
    "tta": ["-c:a", "tta"],
    "voc": ["-c:a", "pcm_u8", "-ar", "11025"],
    "gsm": ["-c:a", "libgsm", "-ar", "8000", "-ac", "1"],
    "spx": ["-c:a", "libspeex", "-ar", "16000", "-ac", "1"],
}


def main() -> None:
    """Write every sample beside this script."""
    with tempfile.TemporaryDirectory() as folder:
        subtitles = Path(folder, "subtitles.srt")
        subtitles.write_text(SUBTITLES, encoding="utf-8")
        for name, options in FILMS.items():
            written = ["-i", str(subtitles), "-c:s", SUBTITLED[name]] if name in SUBTITLED else []
            make(name, [*PICTURE, *SOUND, *written, *TAGS, *options])
    for name, options in RECORDINGS.items():
        make(name, [*SOUND, *TAGS, *options])


def make(name: str, options: list[str]) -> None:
    """Write one sample; the same each time, as far as the encoders are."""
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-v", "error", "-y", *options, "-fflags", "+bitexact"]
    subprocess.run([*command, "-t", SHORTER.get(name, SECONDS), HERE / f"sample.{name}"], check=True)


if __name__ == "__main__":
    main()
