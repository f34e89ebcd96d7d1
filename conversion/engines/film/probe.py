"""Reads the headers of a film or a recording, by ffprobe; other files are not let in."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from conversion import formats
from conversion.engines.film.streams import Media, Stream
from conversion.errors import DamagedFileError, TooLargeError
from conversion.formats import Format, Kind
from conversion.process import Runner, Tool

FFPROBE = Tool("ffprobe", "ffmpeg", "-version")

# The demuxer of each format. A file is opened by these only: a playlist that calls itself a film is not followed.
DEMUXERS = {
    "mp4": "mov", "mov": "mov", "m4v": "mov", "3gp": "mov", "3g2": "mov", "f4v": "mov", "m4a": "mov",
    "mkv": "matroska", "webm": "matroska", "mka": "matroska", "nut": "nut", "mxf": "mxf",
    "avi": "avi", "flv": "flv", "mpg": "mpeg,mpegvideo", "vob": "mpeg", "ts": "mpegts", "gif": "gif",
    "m2v": "mpegvideo", "h264": "h264", "hevc": "hevc",
    "wmv": "asf", "asf": "asf", "wma": "asf",
    "ogv": "ogg", "ogg": "ogg", "opus": "ogg", "spx": "ogg",
    "mp3": "mp3", "mp2": "mp3", "aac": "aac", "ac3": "ac3", "eac3": "eac3", "dts": "dts", "amr": "amr", "gsm": "gsm",
    "flac": "flac", "wv": "wv", "tta": "tta",
    "wav": "wav", "w64": "w64", "aiff": "aiff", "caf": "caf", "au": "au", "voc": "voc",
    "m4b": "mov", "m4r": "mov", "weba": "matroska",
}  # fmt: skip
# The same of formats that few people have: they become what is usual.
RARE_DEMUXERS = {
    "m2ts": "mpegts", "rm": "rm", "dv": "dv", "mjpeg": "mjpeg", "ivf": "ivf", "y4m": "yuv4mpegpipe", "swf": "swf",
    "amv": "avi", "wtv": "wtv", "roq": "roq", "ismv": "mov", "cpk": "film_cpk", "smjpeg": "smjpeg", "h261": "h261",
    "h263": "h263", "obu": "obu", "flc": "flic", "ser": "ser", "cdg": "cdg",
    "awb": "amr", "ra": "rm", "mlp": "mlp", "thd": "truehd", "sbc": "sbc", "aptx": "aptx", "g722": "g722",
    "sf": "ircam", "rso": "rso", "sox": "sox", "ast": "ast", "dfpwm": "dfpwm", "adx": "adx", "mmf": "mmf",
    "c2": "codec2", "latm": "loas", "al": "alaw", "ul": "mulaw", "sln": "sln", "rf64": "wav", "bwf": "wav",
    "aifc": "aiff", "mpc": "mpc,mpc8", "dsf": "dsf", "dff": "iff", "8svx": "iff", "avr": "avr", "hcom": "hcom",
    "sph": "nistsphere", "paf": "epaf", "pvf": "pvf", "wve": "wve", "sds": "sds", "ape": "ape",
    "mod": "libopenmpt", "xm": "libopenmpt", "s3m": "libopenmpt", "it": "libopenmpt",
}  # fmt: skip
# What files without a header can't say of themselves
PRESUMED = {"al": {"sample_rate": "8000"}, "ul": {"sample_rate": "8000"}}
SILENT = frozenset(("m2v", "h264", "hevc"))  # pictures alone, without a container
FILMS = tuple(row for row in formats.named(" ".join(DEMUXERS)) if row.kind == Kind.VIDEO)
FILMS_WITH_SOUND = tuple(row for row in FILMS if row.name not in SILENT)
RECORDINGS = tuple(row for row in formats.named(" ".join(DEMUXERS)) if row.kind == Kind.AUDIO)
TIMELESS = frozenset(("mpc", "hcom"))  # whose packets don't say how long they last
KEYLESS = frozenset(("swf", "roq"))  # that don't mark the pictures which can be shown without others
RARE_SILENT = frozenset(("mjpeg", "ivf", "y4m", "h261", "h263", "obu", "flc", "ser", "cdg"))
RARE_FILMS = tuple(row for row in formats.named(" ".join(RARE_DEMUXERS)) if row.kind == Kind.VIDEO)
RARE_FILMS_WITH_SOUND = tuple(row for row in RARE_FILMS if row.name not in RARE_SILENT)
RARE_RECORDINGS = tuple(row for row in formats.named(" ".join(RARE_DEMUXERS)) if row.kind == Kind.AUDIO)
DEMUXERS |= {"apng": "apng", **RARE_DEMUXERS}

FASTEST = 100_000_000  # samples a second: ten times what records the air
MOST_PIXELS = 8192 * 8192
FIRST_PACKETS = 8  # looked at for signs of encryption
SLOWEST = 4  # bytes a second: a header that claims a longer film than this lies
STILLS = frozenset(("mjpeg", "png", "bmp", "gif", "webp"))
WRITTEN = frozenset(
    ("subrip", "ass", "ssa", "webvtt", "mov_text", "text", "sami", "microdvd")
)  # subtitles that are no pictures
ENCRYPTED = frozenset(("encv", "enca", "drms", "drmi"))
CLOCKLESS = frozenset(("avi", "mpegvideo", "h264", "hevc", "h261", "h263", "mjpeg", "obu", "rm"))
ASKED = "format:stream:chapter:packet=stream_index:packet_side_data=side_data_type"


def guards(source_format: Format) -> dict[str, str]:
    """The input options that keep a file of this format from being taken for another, or from leading elsewhere."""
    demuxers = DEMUXERS[source_format.name]
    pinned = {} if "," in demuxers else {"f": demuxers}
    presumed = PRESUMED.get(source_format.name, {})
    return {"protocol_whitelist": "file,pipe", "format_whitelist": demuxers, **pinned, **presumed}


def probe(path: Path, source_format: Format, runner: Runner) -> Media:
    """Read the headers; raises `DamagedFileError` for a file without a readable stream, `TooLargeError`.

    Source and result are asked about by their engine and by who measures them: what is unchanged is read once.
    """
    about = path.stat()
    report = runner.scratch / f"probed-{source_format.name}-{about.st_ino}-{about.st_mtime_ns}.json"
    if not report.exists():
        _read(path, source_format, runner, report)
    return _media(json.loads(report.read_text(errors="replace")), source_format, about.st_size)


def _read(path: Path, source_format: Format, runner: Runner, report: Path) -> None:
    unfinished = report.with_suffix(".part")
    options = [word for name, value in guards(source_format).items() for word in (f"-{name}", value)]
    asked = ("-show_entries", ASKED, "-read_intervals", f"%+#{FIRST_PACKETS}", "-of", "json")
    program = ("ffprobe", "-hide_banner", "-v", "error")
    runner.read([*program, *options, *asked, "-o", unfinished, f"file:{path}"])
    unfinished.replace(report)


def _media(report: Mapping[str, Any], source_format: Format, size: int) -> Media:
    about = report["format"]
    start = _seconds(about.get("start_time"))
    duration = _seconds(about.get("duration"))
    believed = duration if 0 < duration < size / SLOWEST else None
    streams = tuple(
        Stream(
            index=int(facts["index"]),
            kind=_kind(facts, source_format),
            codec=str(facts.get("codec_name", "unknown")),
            start=_seconds(facts.get("start_time")) - start,
            end=believed and _end(facts, start, believed),
            facts=facts,
        )
        for facts in report.get("streams", ())
    )
    _check(streams, report.get("packets", ()))
    chapters = tuple((_seconds(facts["start_time"]), _tags(facts).get("title", "")) for facts in report["chapters"])
    return Media(streams, believed, _tags(about), about["format_name"] not in CLOCKLESS, chapters)


def _end(facts: Mapping[str, Any], start: float, whole: float) -> float:
    """By its own header, else by the tag that Matroska keeps of it, else when the film ends."""
    if "duration" in facts:
        return _seconds(facts["duration"]) + _seconds(facts.get("start_time")) - start
    hours, _, rest = _tags(facts).get("duration", "").partition(":")
    minutes, _, seconds = rest.partition(":")
    return _seconds(hours) * 3600 + _seconds(minutes) * 60 + _seconds(seconds) if seconds else whole


def _tags(facts: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): value for name, value in facts.get("tags", {}).items()}


def _kind(facts: Mapping[str, Any], source_format: Format) -> str:
    """A picture in a recording is its cover, flagged or not; a stream without a size or a rate can't be decoded."""
    kind = facts.get("codec_type")
    marks = facts.get("disposition", {})
    if facts.get("codec_name", "unknown") in ("unknown", "none"):
        return "other"
    if kind == "video" and (marks.get("attached_pic") or marks.get("timed_thumbnails")):
        return "cover"
    if kind == "video" and source_format.kind == Kind.AUDIO and facts["codec_name"] in STILLS:
        return "cover"
    if (kind == "video" and facts.get("width")) or (kind == "audio" and 0 < int(facts.get("sample_rate", 0)) < FASTEST):
        return str(kind)
    return "subtitle" if kind == "subtitle" else "other"


def _check(streams: Iterable[Stream], packets: Iterable[Mapping[str, Any]]) -> None:
    if any("Encryption" in data["side_data_type"] for packet in packets for data in packet.get("side_data_list", ())):
        raise DamagedFileError("encrypted")
    if not any(stream.kind in ("video", "audio") for stream in streams):
        raise DamagedFileError("no readable stream")
    for stream in streams:
        if stream.facts.get("codec_tag_string") in ENCRYPTED:
            raise DamagedFileError("encrypted", stream.facts["codec_tag_string"])
        width, height = stream.size
        if width * height > MOST_PIXELS:
            raise TooLargeError("pixels", width, height)


def _seconds(text: Any) -> float:
    """A number, 0 where there is none: it may be left out, or N/A."""
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
