"""What a text is, by marks of its own: subtitles, data, messages."""

import re

XML = r"(?:<\?xml[^>]*>\s*+)?(?:(?><!--[\s\S]*?-->)\s*+|<!DOCTYPE[^>\[]*>\s*+)*+"
FLAT = XML + r"<office:document\s[^>]*office:mimetype=\"application/vnd\.oasis\.opendocument\.{}\""
# Marks that nothing else has, at the beginning of a text.
CERTAIN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("vtt", re.compile(r"WEBVTT(?:\s|$)")),
    ("ass", re.compile(r"\[script info\][\s\S]*(?:v4\.00\+|v4\+ styles)", re.IGNORECASE)),
    ("ssa", re.compile(r"\[script info\][\s\S]*(?:v4\.00|v4 styles)", re.IGNORECASE)),
    ("smi", re.compile(r"<sami\b", re.IGNORECASE)),
    ("ttml", re.compile(r"(?:<\?xml[^>]*>\s*)?(?:(?><!--[\s\S]*?-->)\s*+)*+<(?:\w+:)?tt[\s>]")),
    ("srt", re.compile(r"\d+[ \t]*\n\d+:\d\d:\d\d[,.]\d+ *--> *\d+:\d\d:\d\d[,.]\d+")),
    ("sub", re.compile(r"\{\d+\}\{\d+\}.+\n?(?:\{\d+\}\{\d+\}.*(?:\n|$))*")),
    ("mpl", re.compile(r"\[\d+\]\[\d+\].+\n?(?:\[\d+\]\[\d+\].*(?:\n|$))*")),
    ("scc", re.compile(r"Scenarist_SCC V\d")),
    ("sbv", re.compile(r"\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}\n")),
    ("lrc", re.compile(r"(?:\[[a-z]+:[^\]\n]*\]\s*)*\[\d+:\d\d[.:]\d\d\d?\].*\n", re.IGNORECASE)),
    ("mbox", re.compile(r"From [^\n]{3,200}\d{4}[^\n]{0,20}\n[A-Z][\w-]+:", re.IGNORECASE)),
    (
        "eml",
        re.compile(
            r"(?=(?:[\s\S]{0,8000}\n)?From:)(?=(?:[\s\S]{0,8000}\n)?(?:Date|Received|Message-ID|MIME-Version):)[A-Z][\w-]+:",
            re.IGNORECASE,
        ),
    ),
    ("vcf", re.compile(r"BEGIN:VCARD\b", re.IGNORECASE)),
    ("ics", re.compile(r"BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL)\b", re.IGNORECASE)),
    ("plist", re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist[^>]*>\s*)?<plist[\s>]")),
    ("fodt", re.compile(FLAT.format("text"))),
    ("fods", re.compile(FLAT.format("spreadsheet"))),
    ("fodp", re.compile(FLAT.format("presentation"))),
    ("abw", re.compile(XML + r"<(?:abiword|awml)[\s>]")),
    ("slk", re.compile(r"ID;P\w*(?:;\w+)*\s*\n[BCFOPW];")),
    ("dif", re.compile(r"TABLE\s*\n0,1\n")),
    ("opml", re.compile(XML + r"<opml[\s>]")),
    ("dbk", re.compile(XML + r"<(?:book|article|chapter)\s[^>]*docbook")),
    ("ris", re.compile(r"TY  - [A-Z]{3,6}\s")),
    ("bib", re.compile(r"@(?:article|book|inproceedings|misc|online|phdthesis|techreport)\{[^\s,{}]*,", re.IGNORECASE)),
    ("man", re.compile(r"(?:['.]\\\".*\n)*\.TH ")),
    ("texi", re.compile(r"\\input texinfo")),
    ("fb2", re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<[!?][^>]*>\s*)*<FictionBook[\s>]")),
    (
        "xls",
        re.compile(XML + r"(?:<\?[^>]*>\s*)*+<(?:\w+:)?Workbook\s[^>]*urn:schemas-microsoft-com:office:spreadsheet"),
    ),
    ("doc", re.compile(XML + r"(?:<\?[^>]*>\s*)*+<w:wordDocument\s")),
    ("xml", re.compile(r"<\?xml(?![\s\S]{0,500}<html)")),
    ("lottie", re.compile(r'\{(?=[\s\S]*"layers"\s*:)(?=[\s\S]*"op"\s*:)(?=[\s\S]*"ip"\s*:)')),
    ("json", re.compile(r'[\[{]\s*(?:"(?:[^"\\\n]|\\.)*"\s*[:,\]]|\{\s*")')),
)
ANY = re.compile("")
XML_MARKUPS = ("dbk", "jats", "opml", "tei", "icml")
MARKUPS = (
    *("adoc", "mediawiki", "dokuwiki", "textile", "jira", "man", "muse", "typ", "haddock", "dj", "vimwiki", "creole"),
    *("twiki", "tikiwiki", "t2t", "pod", "texi", "mkiv", "xwiki", "zimwiki", "bbcode", "markua"),
)
# What is enough where the name says so, too.
LIKELY: dict[str, re.Pattern[str]] = (
    {
        "srt": re.compile(r"[\s\S]*?\d:\d\d[,.]\d+ *--> *\d+:\d\d"),
        "ass": re.compile(r"[\s\S]*?^(?:\[|Dialogue:)", re.MULTILINE),
        "ssa": re.compile(r"[\s\S]*?^(?:\[|Dialogue:)", re.MULTILINE),
        "sub": re.compile(r"[\s\S]*?\{\d+\} *\{\d+\}"),
        "mpl": re.compile(r"[\s\S]*?\[\d+\] *\[\d+\]"),
        "sbv": re.compile(r"[\s\S]*?\d:\d\d:\d\d\.\d+,\d+:\d\d:\d\d\.\d+"),
        "lrc": re.compile(r"[\s\S]*?\[\d+:\d+"),
        "smi": re.compile(r"[\s\S]*?<sync\b", re.IGNORECASE),
        "ttml": re.compile(r"[\s\S]*?<(?:\w+:)?tt[\s>]"),
        "mbox": re.compile(r"From "),
        "eml": re.compile(r"[A-Z][\w-]+:", re.IGNORECASE),
        "fb2": re.compile(r"[\s\S]*?<FictionBook[\s>]"),
        "xml": re.compile("<"),
        "json": re.compile(r'(?:\s++|//[^\n]*+|/\*[\s\S]*?\*/)*+[\[{"\dtfnN-]'),
        "jsonl": re.compile(r'[\[{"\dtfnN-]'),
        "yaml": ANY,
        "toml": ANY,
        "ini": ANY,
        "tsv": ANY,
        "slk": re.compile("ID;"),
        "dif": re.compile("TABLE"),
        "properties": ANY,
        "env": re.compile(r"(?:\s++|#.*+\n)*+(?:export\s+)?[A-Za-z_][\w.]*\s*="),
        "plist": re.compile(r"[\s\S]*?<plist[\s>]"),
        "bib": re.compile(r"[\s\S]*?@\w+\s*[{(]"),
        "ris": re.compile(r"[\s\S]*?TY  - "),
        "csljson": re.compile(r"[\[{]"),
    }
    | dict.fromkeys(XML_MARKUPS, re.compile("<"))
    | dict.fromkeys(MARKUPS, ANY)
)


def marked_format(text: str, claimed: str | None) -> str | None:
    """The name of the format that the beginning of a text is of by its own marks; ``claimed`` as in `detection`."""
    start = text.lstrip("\ufeff \t\r\n").replace("\r\n", "\n").replace("\r", "\n")
    if claimed in LIKELY and LIKELY[claimed].match(start):
        return claimed
    return next((name for name, mark in CERTAIN if mark.match(start)), None)
