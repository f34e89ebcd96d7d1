"""Rows of the catalogue: audio."""

from conversion.formats.row import Format, Kind, row

ROWS: tuple[Format, ...] = (
    row(Kind.AUDIO, "mp3", "audio/mpeg audio/mp3"),
    row(Kind.AUDIO, "m4a m4b", "audio/mp4 audio/x-m4a"),
    row(Kind.AUDIO, "aac", "audio/aac audio/x-aac audio/x-hx-aac-adts"),
    row(Kind.AUDIO, "ogg oga", "audio/ogg application/ogg"),
    row(Kind.AUDIO, "opus", "audio/opus"),
    row(Kind.AUDIO, "flac", "audio/flac audio/x-flac"),
    row(Kind.AUDIO, "wav wave", "audio/wav audio/x-wav audio/vnd.wave"),
    row(Kind.AUDIO, "aiff aif aifc", "audio/aiff audio/x-aiff"),
    row(Kind.AUDIO, "wma", "audio/x-ms-wma"),
    row(Kind.AUDIO, "amr", "audio/amr"),
    row(Kind.AUDIO, "mka", "audio/x-matroska audio/matroska"),
    row(Kind.AUDIO, "ac3", "audio/ac3 audio/vnd.dolby.dd-raw"),
    row(Kind.AUDIO, "eac3 ec3", "audio/eac3"),
    row(Kind.AUDIO, "dts", "audio/vnd.dts audio/x-dts"),
    row(Kind.AUDIO, "mp2", "audio/x-mp2"),
    row(Kind.AUDIO, "caf", "audio/x-caf"),
    row(Kind.AUDIO, "au snd", "audio/basic"),
    row(Kind.AUDIO, "w64", "audio/x-w64"),
    row(Kind.AUDIO, "wv", "audio/x-wavpack"),
    row(Kind.AUDIO, "tta", "audio/x-tta"),
    row(Kind.AUDIO, "voc", "audio/x-voc audio/x-unknown-voc"),
    row(Kind.AUDIO, "gsm", "audio/x-gsm"),
    row(Kind.AUDIO, "spx", "audio/x-speex audio/speex"),
)
