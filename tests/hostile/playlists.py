"""Texts that some demuxer takes for a list of other files, under the names of films and songs."""

import base64
from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.trial import Hostile

NAMES = ("avi", "mp4", "mkv", "mp3", "ts", "wav")
TARGETS = {"avi": "mp4", "mp4": "webm", "mkv": "mp4", "mp3": "wav", "ts": "mp4", "wav": "mp3"}


def files(bait: Bait) -> Iterator[Hostile]:
    """Each list under each name, and behind what the named format begins with."""
    for title, text in lists(bait).items():
        for name in NAMES:
            yield Hostile(
                f"{title}.{name}", text.encode(), (TARGETS[name], "gif" if name not in ("mp3", "wav") else "m4a")
            )
        yield Hostile(f"{title}.m3u8", text.encode(), ("mp4", "pdf"))
    yield from _subtitles(bait)
    yield from _polyglots(bait)


def lists(bait: Bait) -> dict[str, str]:
    """By what they are."""
    hls = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXT-X-TARGETDURATION:1\n{before}#EXTINF:1.0,\n{uri}\n#EXT-X-ENDLIST\n"
    concat = "ffconcat version 1.0\nfile '{uri}'\nduration 1\n"
    return {
        "hls of a file": hls.format(before="", uri=f"file://{bait.film}"),
        "hls of a path": hls.format(before="", uri=bait.film),
        "hls of a neighbour": hls.format(before="", uri="secret.ts"),
        "hls of an address": hls.format(before="", uri=f"{bait.url}/x.ts"),
        "hls of a pair": hls.format(before="", uri=f"concat:{bait.url}/x|file://{bait.text}"),
        "hls of a slice": hls.format(before="", uri=f"subfile,,start,0,end,999,,:{bait.film}"),
        "hls with a map": hls.format(before=f'#EXT-X-MAP:URI="{bait.film}"\n', uri="secret.ts"),
        "hls with a key": hls.format(before=f'#EXT-X-KEY:METHOD=AES-128,URI="file://{bait.text}"\n', uri=bait.film),
        "hls that byte ranges": hls.format(before="#EXT-X-BYTERANGE:9000@0\n", uri=bait.film),
        "hls of lists": f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{bait.url}/x.m3u8\n",
        "hls of itself": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nfile.avi\n",
        "concat": concat.format(uri=bait.film),
        "concat of a neighbour": concat.format(uri="secret.ts"),
        "concat above": concat.format(uri="../../secret.ts"),
        "concat of an address": concat.format(uri=f"{bait.url}/x.ts"),
        "concat without a head": f"file {bait.film}\n",
        "dash": _dash(f"file://{bait.film}"),
        "dash of an address": _dash(f"{bait.url}/x.mp4"),
        "session": f"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {bait.port} RTP/AVP 96\na=rtpmap:96 H264/90000\n",
        "imf": f'<?xml version="1.0"?><AssetMap xmlns="http://www.smpte-ra.org/schemas/429-9/2007/AM"><AssetList><Asset><Path>{bait.film}</Path></Asset></AssetList></AssetMap>',
        "pls": f"[playlist]\nFile1={bait.url}/x.mp3\nNumberOfEntries=1\n",
        "asx": f'<asx version="3.0"><entry><ref href="{bait.url}/x.wma"/></entry></asx>',
        "reference": f"[Reference]\nRef1={bait.url}/x.wmv\n",
        "smil": f'<smil><body><video src="file://{bait.film}"/></body></smil>',
        "metadata": f";FFMETADATA1\ntitle=x\n[STREAM]\nfile={bait.film}\n",
        "script of avisynth": f'DirectShowSource("{bait.film}")\nAviSource("{bait.film}")\n',
        "script of vapoursynth": f"import os\nos.system('touch {bait.mark}')\n",
        "vobsub": "# VobSub index file, v7 (do not modify this line!)\nsize: 720x576\nid: en, index: 0\ntimestamp: 00:00:00:000, filepos: 000000000\n",
        "cue": f'FILE "{bait.film}" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n',
        "url": f"[InternetShortcut]\nURL={bait.url}/x\n",
        "opencl": "tty:text ansi \x1b[2J\x1b]0;evil\x07" * 50,
    }


def _dash(uri: str) -> str:
    return (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S" '
        'profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation '
        f'id="1" bandwidth="1"><BaseURL>{uri}</BaseURL><SegmentBase/></Representation></AdaptationSet></Period></MPD>'
    )


def _subtitles(bait: Bait) -> Iterator[Hostile]:
    """Subtitles that name pictures, fonts and styles elsewhere."""
    ass = "[Script Info]\nVideo File: {0}\nAudio File: {0}\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,{0}\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:00.00,0:00:01.00,{{\\fn{0}\\img({1})}}x\n"
    said = ass.format(bait.film, bait.picture)
    for name in ("ass", "ssa"):
        yield Hostile(f"elsewhere.{name}", said.encode(), ("srt", "pdf"))
    cue = f"1\n00:00:00,000 --> 00:00:01,000\n<img src='file://{bait.picture}'><font face='{bait.url}'>x</font>\n\n"
    yield Hostile("elsewhere.srt", cue.encode(), ("vtt", "pdf", "html"))
    yield Hostile(
        "elsewhere.vtt",
        f"WEBVTT\n\nSTYLE\n@import url({bait.url}/x.css);\n\n00:00.000 --> 00:01.000\n<c>x</c>\n".encode(),
        ("srt", "pdf"),
    )
    yield Hostile(
        "elsewhere.smi",
        f'<SAMI><HEAD><STYLE>@import url({bait.url}/x.css)</STYLE></HEAD><BODY><SYNC Start=0><P Class=EN><img src="{bait.url}/x.png">x<SYNC Start=1000><P Class=EN>y</BODY></SAMI>'.encode(),
        ("srt", "pdf"),
    )


def _polyglots(bait: Bait) -> Iterator[Hostile]:
    """Lists with what a film begins with before them."""
    playlist = lists(bait)["hls of a path"].encode()
    for name, head in {
        "avi": b"RIFF\0\0\0\0AVI ",
        "mp4": b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
        "mp3": b"ID3\3\0\0\0\0\0\0",
        "mkv": b"\x1aE\xdf\xa3\x80",
        "ts": b"G" + bytes(187),
        "wav": b"RIFF\0\0\0\0WAVE",
        "ogg": b"OggS\0\2",
        "flv": b"FLV\1\5\0\0\0\x09\0\0\0\0",
        "gif": b"GIF89a\1\0\1\0\0\0\0;",
    }.items():
        yield Hostile(
            f"behind a head.{name}",
            head + b"\n" + playlist,
            ("mp4",) if name not in ("mp3", "wav", "ogg") else ("m4a",),
        )
    cover = b"data:video/mp2t;base64," + base64.b64encode(playlist)
    yield Hostile(
        "a playlist in itself.avi", b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n" + cover + b"\n", ("mp4",)
    )
