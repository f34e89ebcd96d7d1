"""Markups, data and letters that name files, addresses and commands, or are larger than they look."""

from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.trial import Hostile
from tests.hostile.writings import READ


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    for name, texts in markups(bait).items():
        for number, text in enumerate(texts):
            yield Hostile(f"elsewhere {number}.{name}", text.encode(), READ)
    yield from _large()


def markups(bait: Bait) -> dict[str, list[str]]:
    """By extension."""
    text, picture, url, mark = bait.text, bait.picture, bait.url, bait.mark
    return {
        "md": [
            f"![x]({picture})\n\n![y](file://{picture})\n\n![z](../../secret.png)\n\n![w]({url}/x.png)\n",
            f"---\nheader-includes: \\input{{{text}}}\nbibliography: {text}\ncsl: {url}/x.csl\ntemplate: {text}\ncss: {url}/x.css\n---\n\n[@x]\n",
            f'```{{=html}}\n<iframe src=\'file://{text}\'></iframe>\n```\n\n```{{=typst}}\n#read("{text}")\n#image("{picture}")\n```\n\n`#read("{text}")`{{=typst}}\n',
            f"```{{=latex}}\n\\input{{{text}}}\n\\immediate\\write18{{touch {mark}}}\n```\n",
            f"```{{.include}}\n{text}\n```\n\n!include {text}\n\n<!-- {{{{ include '{text}' }}}} -->\n",
        ],
        "tex": [
            f"\\documentclass{{article}}\\begin{{document}}\\input{{{text}}}x\\end{{document}}",
            f"\\documentclass{{article}}\\usepackage{{graphicx,verbatim,listings}}\\begin{{document}}\\includegraphics{{{picture}}}\\verbatiminput{{{text}}}\\lstinputlisting{{{text}}}\\include{{{bait.folder}/secret}}x\\end{{document}}",
            f"\\documentclass{{article}}\\begin{{document}}\\immediate\\write18{{touch {mark}}}\\newread\\f\\openin\\f={text}\\read\\f to\\l\\l\\newwrite\\o\\openout\\o={mark}x\\end{{document}}",
            "\\documentclass{article}\\def\\a{\\a\\a}\\begin{document}\\a\\end{document}",
            "\\documentclass{article}\\newcommand{\\a}[1]{#1#1#1#1#1#1#1#1#1#1}\\begin{document}"
            + "\\a{" * 12
            + "x"
            + "}" * 12
            + "\\end{document}",
            f"\\documentclass{{{text}}}\\usepackage{{{bait.folder}/secret}}\\bibliography{{{text}}}\\begin{{document}}\\subfile{{{text}}}\\import{{{bait.folder}/}}{{secret.txt}}x\\end{{document}}",
        ],
        "rst": [
            f"x\n\n.. include:: {text}\n\n.. raw:: html\n   :file: {text}\n\n.. csv-table:: x\n   :file: {bait.folder}/secret.csv\n\n.. image:: {picture}\n\n.. figure:: {url}/x.png\n\n.. literalinclude:: {text}\n",
            f"x\n\n.. raw:: html\n   :url: {url}/x\n\n.. include:: /etc/passwd\n   :literal:\n\n.. csv-table:: y\n   :url: {url}/x.csv\n",
        ],
        "org": [
            f'#+INCLUDE: "{text}"\n#+SETUPFILE: {text}\n\n[[file:{picture}]]\n\nx\n',
            f'#+BEGIN_SRC sh :exports results :eval yes\ntouch {mark}\n#+END_SRC\n\n#+INCLUDE: "/etc/passwd" src text\n\nx [[{url}/x.png]]\n',
        ],
        "adoc": [
            f"= x\n\ninclude::{text}[]\n\ninclude::{url}/x[]\n\nimage::{picture}[]\n\nimage::file://{picture}[]\n\nx\n",
            f"= x\n:data-uri:\n:allow-uri-read:\n:docinfo: shared\n:stylesheet: {text}\n\n++++\n<iframe src='file://{text}'></iframe>\n++++\n\ninclude::../../secret.txt[]\n",
        ],
        "typ": [
            f'x #read("{text}")',
            f'#image("{picture}")',
            f'#include "{text}"',
            f'#import "{text}": *',
            '#read("../../../secret.txt")',
            '#image("/secret.png")',
            '#import "@preview/example:0.1.0": add',
            "#let a(n) = a(n + 1)\n#a(0)",
            "#while true { [x] }",
            '#let x = "ha" * 100000000\n#x',
            "#for i in range(1000000) { pagebreak() }",
            "#set page(width: 1e9pt, height: 1e9pt)\nx",
            f'#csv("{bait.folder}/secret.csv") #json("{text}") #yaml("{text}") #xml("{text}") #bibliography("{text}") #raw(read("/etc/passwd"))',
            f'#plugin("{text}")',
        ],
        "mediawiki": [f"[[File:{picture}]] [[Image:{url}/x.png]] {{{{:{text}}}}} <include src='{text}'/>"],
        "textile": [f"!{picture}! !{url}/x.png! !file://{picture}!"],
        "dokuwiki": [
            f"{{{{file://{picture}}}}} {{{{{url}/x.png}}}} <php>system('touch {mark}');</php> <html><iframe src='file://{text}'></iframe></html>"
        ],
        "jira": [f"!{picture}! !{url}/x.png! {{include:{text}}}"],
        "dbk": [
            f'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY x SYSTEM "file://{text}">]><article xmlns="http://docbook.org/ns/docbook" version="5.0" xmlns:xi="http://www.w3.org/2001/XInclude"><title>x</title><para>&x;</para><xi:include href="file://{text}" parse="text"/><mediaobject><imageobject><imagedata fileref="{picture}"/></imageobject></mediaobject></article>'
        ],
        "jats": [
            f'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY x SYSTEM "file://{text}">]><article><body><p>&x;</p><fig><graphic xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{picture}"/></fig></body></article>'
        ],
        "opml": [
            f'<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file://{text}">]><opml version="2.0"><head><title>&x;</title></head><body><outline text="&x;" _note="![x]({picture})" xmlUrl="{url}"/></body></opml>'
        ],
        "man": [
            f".TH X 1\n.SH X\n.so {text}\n.SY\n.sy touch {mark}\n.pso cat {text}\n.PSPIC {picture}\n.mso {text}\n.open x {mark}\n.opena y {mark}\n.pi cat\nx\n"
        ],
        "t2t": [f"x\n\n\n%!include: {text}\n%!include: ''{text}''\n%!includeconf: {text}\n\n[{picture}]\n"],
        "muse": [f'#title x\n\n<include file="{text}">\n\n[[{picture}]]\n'],
        "pod": [
            f"=head1 x\n\n=for html <img src='file://{picture}'>\n\n=begin html\n\n<iframe src='file://{text}'></iframe>\n\n=end html\n\nx\n"
        ],
        "bib": [f"@book{{x, title={{\\input{{{text}}}}}, file={{{text}}}, url={{{url}}}, author={{x}}}}\n"],
        "yaml": [
            f"a: !!python/object/apply:os.system ['touch {mark}']\n",
            f"a: !include {text}\n",
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)),
            "a: &a\n  b: *a\n",
        ],
        "xml": [
            f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file://{text}">]><a><b>&x;</b><b>y</b></a>',
            f'<?xml version="1.0"?><!DOCTYPE a SYSTEM "{url}/x.dtd"><a><b>x</b></a>',
            f'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{url}/x.xsl"?><a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file://{text}" parse="text"/></a>',
            "<a>" * 100_000 + "x" + "</a>" * 100_000,
        ],
        "json": [
            "[" * 200_000 + "]" * 200_000,
            '{"a":' * 100_000 + "1" + "}" * 100_000,
            "1" * 1_000_000,
            "1e999999999",
            '{"a": ' + "9" * 100_000 + "}",
            '{"__proto__": {"a": 1}, "a\\u0000b": "\\ud800"}',
            "NaN",
        ],
        "toml": ["a." * 10_000 + "a = 1\n", "a = " + "[" * 10_000 + "]" * 10_000, "[a]\n[a]\n", "a = 9" + "9" * 10_000],
        "ini": ["[a]\nb = %(b)s\n", "[a]\nb = ${HOSTILE_TEST_SECRET} %(HOSTILE_TEST_SECRET)s\n", "a\n", "[" * 1000],
        "env": [f"A=$(touch {mark})\nB=`touch {mark}`\nC=${{HOSTILE_TEST_SECRET}}\nD=$HOSTILE_TEST_SECRET\n"],
        "ics": [
            f"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=999999999\nATTACH:file://{text}\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n"
        ],
        "vcf": [
            f"BEGIN:VCARD\nVERSION:3.0\nFN:x\nPHOTO;VALUE=uri:file://{picture}\nPHOTO;VALUE=uri:{url}/x.png\nSOUND;VALUE=uri:file://{text}\nEND:VCARD\n"
        ],
        "plist": [
            f'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY x SYSTEM "file://{text}">]><plist version="1.0"><dict><key>a</key><string>&x;</string></dict></plist>',
            '<?xml version="1.0"?><plist version="1.0">' + "<array>" * 50_000 + "</array>" * 50_000 + "</plist>",
        ],
        "ttml": [
            f'<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY x SYSTEM "file://{text}">]><tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="0s" end="1s">&x;</p></div></body></tt>'
        ],
        "srt": [
            "1\n99999999999:00:00,000 --> 999999999999:00:00,000\nx\n",
            "1\n00:00:00,000 --> 00:00:01,000\n" + "<i>" * 50_000 + "x\n",
        ],
        "lrc": ["[999999999:99.99]x\n", "[00:00.00]" * 50_000 + "x\n"],
    }


def _large() -> Iterator[Hostile]:
    """Texts that make their readers slow."""
    yield Hostile("nested.md", b"> " * 20_000 + b"x\n", ("pdf", "html"))
    yield Hostile("brackets.md", b"[" * 50_000, ("html",))
    yield Hostile("emphasis.md", b"*a_ " * 20_000, ("html",))
    yield Hostile("links.md", b"[a](" * 20_000, ("html",))
    yield Hostile("table.md", b"|" * 20_000 + b"\n" + b"-|" * 20_000 + b"\n", ("html",))
    yield Hostile("deep.html", b"<div>" * 100_000 + b"x", ("pdf", "docx", "txt"))
    yield Hostile("tables in tables.html", b"<table><tr><td>" * 400 + b"x", ("pdf", "docx"))
    yield Hostile("wide table.html", b"<table><tr><td colspan=1000000 rowspan=1000000>x</table>", ("pdf", "docx"))
    yield Hostile(
        "wide.html", b'<div style="width:1e9px;height:1e9px;page-break-before:always">x</div>', ("pdf", "png")
    )
    yield Hostile(
        "counted.html", b"<ol>" + b"<li value=999999999 style='list-style:hebrew'>x" * 100 + b"</ol>", ("pdf",)
    )
    yield Hostile("long line.txt", b"x" * (8 << 20), ("pdf", "docx"))
    yield Hostile("many lines.txt", b"x\n" * 1_000_000, ("pdf", "docx"))
    yield Hostile("marks.txt", ("e" + "\N{COMBINING ACUTE ACCENT}" * 200_000).encode(), ("pdf",))
    yield Hostile(
        "all directions.txt",
        ("\N{RIGHT-TO-LEFT OVERRIDE}\N{ARABIC LETTER BEH}\N{LEFT-TO-RIGHT EMBEDDING}x" * 20_000).encode(),
        ("pdf",),
    )
    yield Hostile("controls.txt", bytes(range(32)) * 500 + b"\x1b]0;evil\x07", ("pdf", "docx"))
    yield Hostile("form feeds.txt", b"\f" * 100_000, ("pdf",))
