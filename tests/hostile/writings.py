"""Pages, books and notebooks that name files, addresses and commands."""

import base64
import json
from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.bombs import zipped
from tests.hostile.trial import Hostile

READ = ("pdf", "txt", "html", "docx")
CONTAINER = b'<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="{}" media-type="application/oebps-package+xml"/></rootfiles></container>'


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    for title, inner in pages(bait).items():
        yield Hostile(
            f"{title}.html",
            f"<!DOCTYPE html><html><body><p>x</p>{inner}</body></html>".encode(),
            ("pdf", "docx", "txt", "epub"),
        )
        yield Hostile(f"{title}.md", f"# x\n\n{inner}\n".encode(), ("pdf", "docx"))
    yield from _books(bait)
    yield from _notebooks(bait)


def pages(bait: Bait) -> dict[str, str]:
    """What stands in a page."""
    picture, text, url = f"file://{bait.picture}", f"file://{bait.text}", bait.url
    return {
        "frame": f'<iframe src="{text}"></iframe><iframe src="{url}/x"></iframe>',
        "frames": f'<frameset><frame src="{text}"><frame src="{url}/x"></frameset>',
        "image": f'<img src="{picture}"><img src="{bait.picture}"><img src="../../secret.png"><img src="secret.png">',
        "image at an address": f'<img src="{url}/x.png" srcset="{url}/y.png 2x"><picture><source srcset="{url}/z.png"></picture>',
        "sheet": f'<link rel="stylesheet" href="{url}/x.css"><link rel="stylesheet" href="file://{bait.folder}/secret.css"><style>@import "{url}/x.css"; body {{ background: url({picture}) }} @font-face {{ font-family: x; src: url({url}/x.ttf) }} p {{ font-family: x; content: url({picture}) }}</style>',
        "object": f'<object data="{text}"></object><embed src="{text}"><object data="{picture}" type="image/png"></object>',
        "script": f'<script src="{url}/x.js"></script><script>fetch("{url}/x"); new XMLHttpRequest().open("GET", "{text}")</script><body onload="location=\'{text}\'">',
        "refresh": f'<meta http-equiv="refresh" content="0; url={text}"><base href="file://{bait.folder}/"><img src="secret.png">',
        "attachment": f'<link rel="attachment" href="{text}"><a rel="attachment" href="{text}">x</a>',
        "drawing": f'<svg width="64" height="48"><image width="64" height="48" href="{picture}"/><use href="file://{bait.folder}/secret.svg#r"/></svg>',
        "film": f'<video src="file://{bait.film}" poster="{picture}"></video><audio src="{url}/x.mp3"></audio><track src="{text}">',
        "inclusion": f'<!--#include virtual="{bait.text}" --><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{text}" parse="text"/>',
        "macro": f'<body onload="vnd.sun.star.script:Standard.Module1.Main?language=Basic"><script language="StarBasic">Sub Main\nShell("touch {bait.mark}")\nEnd Sub</script>',
        "input": f'<form action="{url}" method="post"><input type="image" src="{url}/x.png"><input type="file" value="{bait.text}"></form>',
        "ping": f'<a href="{url}/x" ping="{url}/y">x</a><link rel="prefetch" href="{url}/p"><link rel="dns-prefetch" href="{url}">',
        "entity": f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{text}">]><p>&x;</p>',
        "include-before": f'<img src="x" data-external="1" style="background-image:url({picture})"><table background="{url}/x.png"><tr><td>x</table>',
    }


def _books(bait: Bait) -> Iterator[Hostile]:
    """Books with scripts, entities and chapters elsewhere."""
    for title, inner in pages(bait).items():
        yield Hostile(f"{title}.epub", _epub(inner), ("pdf", "txt"))
    yield Hostile(
        "entity.epub", _epub("&x;", f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{bait.text}">]>'), ("pdf", "txt", "fb2")
    )
    for title, href in {
        "climbing": "../../../secret.html",
        "absolute": f"file://{bait.folder}/secret.html",
        "address": f"{bait.url}/x.html",
        "itself": "content.opf",
    }.items():
        yield Hostile(f"chapter {title}.epub", _epub("x", href=href), ("pdf", "txt", "mobi"))
    fiction = '<?xml version="1.0"?>{0}<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><book-title>x</book-title><coverpage><image l:href="file://{1}"/></coverpage></title-info></description><body><section><p>{2}</p><image l:href="file://{1}"/><image l:href="{3}/x.png"/></section></body><binary id="../../was-here" content-type="image/png">AAAA</binary></FictionBook>'
    yield Hostile("elsewhere.fb2", fiction.format("", bait.picture, "x", bait.url).encode(), ("epub", "pdf", "txt"))
    yield Hostile(
        "entity.fb2",
        fiction.format(
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{bait.text}">]>', bait.picture, "&x;", bait.url
        ).encode(),
        ("epub", "txt"),
    )
    page = f'<html><body><img src="file://{bait.picture}"><img src="../secret.png"><p>x</p></body></html>'
    yield Hostile("elsewhere.htmlz", zipped({"index.html": page.encode(), "../was-here": b"evil"}), ("epub", "pdf"))
    yield Hostile("elsewhere.txtz", zipped({"index.txt": f"![x]({bait.picture})".encode()}), ("epub",))


def _epub(inner: str, doctype: str = "", href: str = "x.xhtml") -> bytes:
    chapter = f'<?xml version="1.0"?>{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>chapter</p>{inner}</body></html>'
    package = f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>x</dc:title><dc:language>en</dc:language></metadata><manifest><item id="c" href="x.xhtml" media-type="application/xhtml+xml"/><item id="e" href="{href}" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/><itemref idref="e"/></spine></package>'
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER.replace(b"{}", b"content.opf"),
            "content.opf": package.encode(),
            "x.xhtml": chapter.encode(),
        },
        0,
    )


def _notebooks(bait: Bait) -> Iterator[Hostile]:
    page = f'<script>fetch("{bait.url}/x")</script><img src="file://{bait.picture}"><iframe src="file://{bait.text}"></iframe>'
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": [f"![x]({bait.picture})\n", page]},
        {
            "cell_type": "code",
            "execution_count": 1,
            "metadata": {},
            "source": [f"!touch {bait.mark}"],
            "outputs": [
                {
                    "output_type": "display_data",
                    "metadata": {},
                    "data": {
                        "text/html": [page],
                        "image/svg+xml": [
                            f'<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{bait.picture}"/></svg>'
                        ],
                        "image/png": base64.b64encode(b"evil").decode(),
                        "text/latex": [f"\\input{{{bait.text}}}"],
                    },
                }
            ],
        },
        {"cell_type": "raw", "metadata": {"format": "text/html"}, "source": [page]},
    ]
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": f"; touch {bait.mark}", "display_name": "x"}},
        "cells": cells,
    }
    yield Hostile("scripts.ipynb", json.dumps(notebook).encode(), READ)
    style = {"id": "x", "type": "book", "title": f"<img src='file://{bait.picture}'>", "URL": f"file://{bait.text}"}
    yield Hostile("elsewhere.csljson", json.dumps([style]).encode(), ("pdf", "txt"))
