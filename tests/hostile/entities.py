"""Entities that stand for a billion words, in everything that is XML."""

import gzip
from collections.abc import Iterator

from tests.hostile.trial import Hostile

LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
)
QUADRATIC = f'<!DOCTYPE lolz [<!ENTITY a "{"ha" * 50_000}">]>'


def files() -> Iterator[Hostile]:
    """Billion laughs in everything that is XML."""
    for kind, doctype in (("laughs", LAUGHS), ("quadratic", QUADRATIC)):
        said = "&a9;" if kind == "laughs" else "&a;" * 50_000
        yield Hostile(
            f"{kind}.svg",
            f'<?xml version="1.0"?>{doctype}<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>{said}</text></svg>'.encode(),
            ("png", "pdf", "emf"),
        )
        yield Hostile(f"{kind}.xml", f'<?xml version="1.0"?>{doctype}<a><b>{said}</b></a>'.encode(), ("json", "csv"))
        yield Hostile(
            f"{kind}.fb2",
            f'<?xml version="1.0"?>{doctype}<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0"><body><section><p>{said}</p></section></body></FictionBook>'.encode(),
            ("epub", "txt"),
        )
        yield Hostile(
            f"{kind}.ttml",
            f'<?xml version="1.0"?>{doctype}<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="0s" end="1s">{said}</p></div></body></tt>'.encode(),
            ("srt",),
        )
        yield Hostile(
            f"{kind}.dbk",
            f'<?xml version="1.0"?>{doctype}<article xmlns="http://docbook.org/ns/docbook" version="5.0"><title>x</title><para>{said}</para></article>'.encode(),
            ("pdf", "txt"),
        )
        yield Hostile(
            f"{kind}.opml",
            f'<?xml version="1.0"?>{doctype}<opml version="2.0"><body><outline text="{said}"/></body></opml>'.encode(),
            ("pdf", "html"),
        )
        yield Hostile(
            f"{kind}.plist",
            f'<?xml version="1.0"?>{doctype}<plist version="1.0"><dict><key>a</key><string>{said}</string></dict></plist>'.encode(),
            ("json",),
        )
        yield Hostile(
            f"{kind}.dae",
            f'<?xml version="1.0"?>{doctype}<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1"><asset><title>{said}</title></asset></COLLADA>'.encode(),
            ("stl",),
        )
        yield Hostile(
            f"{kind}.x3d",
            f'<?xml version="1.0"?>{doctype}<X3D><Scene><WorldInfo title="{said}"/></Scene></X3D>'.encode(),
            ("stl",),
        )
        yield Hostile(
            f"{kind}.fodt",
            f'<?xml version="1.0"?>{doctype}<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>{said}</text:p></office:text></office:body></office:document>'.encode(),
            ("pdf", "txt"),
        )
        yield Hostile(
            f"{kind}.abw",
            f'<?xml version="1.0"?>{doctype}<abiword version="1.0"><section><p>{said}</p></section></abiword>'.encode(),
            ("pdf",),
        )
        yield Hostile(
            f"{kind}.gnumeric",
            gzip.compress(
                f'<?xml version="1.0"?>{doctype}<gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd"><gnm:Sheets><gnm:Sheet><gnm:Name>{said}</gnm:Name></gnm:Sheet></gnm:Sheets></gnm:Workbook>'.encode()
            ),
            ("csv",),
        )
