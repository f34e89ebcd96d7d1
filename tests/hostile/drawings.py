"""Drawings and scripts of painters that name other files, addresses or commands."""

import gzip
from collections.abc import Iterator

from tests.hostile.bait import Bait
from tests.hostile.trial import Hostile

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="48">'
SHOWN = ("png", "pdf", "eps", "emf")
EPS = "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 64 48\n"


def files(bait: Bait) -> Iterator[Hostile]:
    """All of them."""
    for title, inner in svgs(bait).items():
        content = f'<?xml version="1.0"?>{HEAD}{inner}</svg>'.encode()
        yield Hostile(f"{title}.svg", content, SHOWN)
    for title, entity in _entities(bait).items():
        doctype = f"<!DOCTYPE svg [{entity}]>"
        told = f'<?xml version="1.0"?>{doctype}{HEAD}<text x="2" y="20" font-size="6">&x;</text></svg>'
        yield Hostile(f"{title}.svg", told.encode(), SHOWN)
        yield Hostile(f"{title}.svgz", gzip.compress(told.encode()), ("png", "pdf"))
    for title, operators in postscripts(bait).items():
        yield Hostile(f"{title}.ps", f"%!PS-Adobe-3.0\n{operators}\nshowpage\n".encode(), ("pdf", "txt", "png"))
        yield Hostile(f"{title}.eps", f"{EPS}{operators}\nshowpage\n".encode(), ("png", "pdf", "svg"))
        yield Hostile(
            f"{title}.ai", f"{EPS}%%Creator: Adobe Illustrator\n{operators}\nshowpage\n".encode(), ("png", "svg")
        )
    for title, script in scripts(bait).items():
        for name in ("png", "svg", "miff", "jpg", "xpm"):
            yield Hostile(f"{title}.{name}", script.encode(), ("webp", "pdf"))
    yield Hostile("deep groups.svg", (HEAD + "<g>" * 200_000 + "</g>" * 200_000 + "</svg>").encode(), SHOWN)
    yield Hostile(
        "huge.svg",
        HEAD.replace('"64"', '"1000000000"').replace('"48"', '"1000000000"').encode()
        + b'<rect width="9" height="9"/></svg>',
        SHOWN,
    )
    yield Hostile(
        "not a number.svg", HEAD.replace('"64"', '"NaN"').replace('"48"', '"-1e999"').encode() + b"</svg>", SHOWN
    )
    yield Hostile("percent.svg", HEAD.replace('"64"', '"9999999%"').encode() + b"</svg>", SHOWN)
    uses = "".join(f'<g id="u{n}">' + f'<use xlink:href="#u{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
    yield Hostile(
        "laughing uses.svg",
        f'{HEAD}<defs><rect id="u0" width="1" height="1"/>{uses}</defs><use xlink:href="#u9"/></svg>'.encode(),
        SHOWN,
    )
    yield Hostile("use of itself.svg", f'{HEAD}<g id="a"><use xlink:href="#a"/></g></svg>'.encode(), SHOWN)
    yield Hostile(
        "filter of pixels.svg",
        f'{HEAD}<filter id="f" x="-1000000" y="-1000000" width="9999999" height="9999999"><feGaussianBlur stdDeviation="99999"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>'.encode(),
        SHOWN,
    )
    yield Hostile(
        "pattern of patterns.svg",
        f'{HEAD}<pattern id="p" width="0.001" height="0.001" patternUnits="userSpaceOnUse"><rect width="1" height="1" fill="url(#p)"/></pattern><rect width="64" height="48" fill="url(#p)"/></svg>'.encode(),
        SHOWN,
    )
    yield Hostile(
        "dashes.svg", f'{HEAD}<path d="M0 0L1e9 1e9" stroke="red" stroke-dasharray="0.000001"/></svg>'.encode(), SHOWN
    )
    yield Hostile(
        "turbulence.svg",
        f'{HEAD}<filter id="f"><feTurbulence baseFrequency="1" numOctaves="2000000000"/></filter><rect width="64" height="48" filter="url(#f)"/></svg>'.encode(),
        ("png",),
    )


def svgs(bait: Bait) -> dict[str, str]:
    """What stands in a drawing."""
    return {
        "image of a file": f'<image width="64" height="48" xlink:href="file://{bait.picture}"/>',
        "image of a path": f'<image width="64" height="48" href="{bait.picture}"/>',
        "image of a neighbour": '<image width="64" height="48" href="secret.png"/><image width="64" height="48" href="../../secret.png"/>',
        "image of a drawing": f'<image width="64" height="48" href="{bait.folder}/secret.svg"/>',
        "image of an address": f'<image width="64" height="48" href="{bait.url}/x.png"/>',
        "use of a file": f'<use xlink:href="file://{bait.folder}/secret.svg#r"/>',
        "style": f'<style>@import url("{bait.url}/x.css"); @font-face {{ font-family: x; src: url({bait.url}/x.ttf) }} text {{ font-family: x }}</style><text y="20">x</text>',
        "stylesheet": f'<?xml-stylesheet href="{bait.url}/x.css" type="text/css"?><rect width="9" height="9"/>',
        "script": f'<script>fetch("{bait.url}/x")</script><rect width="9" height="9" onload="fetch(\'{bait.url}/x\')"/>',
        "script elsewhere": f'<script href="{bait.url}/x.js"/><rect width="9" height="9"/>',
        "foreign": f'<foreignObject width="64" height="48"><iframe xmlns="http://www.w3.org/1999/xhtml" src="file://{bait.text}"></iframe><img xmlns="http://www.w3.org/1999/xhtml" src="{bait.url}/x.png"/></foreignObject>',
        "fill elsewhere": f'<rect width="64" height="48" fill="url(file://{bait.folder}/secret.svg#r)"/>',
        "filter elsewhere": f'<filter id="f"><feImage xlink:href="file://{bait.picture}"/></filter><rect width="64" height="48" filter="url(#f)"/>',
        "text of a file": f'<text><tref xlink:href="file://{bait.text}"/></text><rect width="9" height="9"/>',
        "inclusion": f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{bait.text}" parse="text"/><rect width="9" height="9"/>',
        "painters' image": f'<image width="64" height="48" xlink:href="text:{bait.text}"/><image width="64" height="48" xlink:href="msl:{bait.text}"/>',
        "inkscape": f'<image width="64" height="48" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" sodipodi:absref="{bait.picture}" xlink:href="missing.png"/>',
        "animation": f'<image width="64" height="48"><set attributeName="href" to="file://{bait.picture}"/></image>',
        "data of a drawing": f'<image width="64" height="48" href="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2264%22 height=%2248%22%3E%3Cimage width=%2264%22 height=%2248%22 href=%22file://{bait.picture}%22/%3E%3C/svg%3E"/>',
        "command": f'<image width="64" height="48" xlink:href="https://127.0.0.1:{bait.port}/x&quot;;touch {bait.mark};&quot;"/>',
    }


def _entities(bait: Bait) -> dict[str, str]:
    return {
        "entity of a file": f'<!ENTITY x SYSTEM "file://{bait.text}">',
        "entity of passwd": '<!ENTITY x SYSTEM "file:///etc/passwd">',
        "entity of an address": f'<!ENTITY x SYSTEM "{bait.url}/x">',
        "entity of parameters": f'<!ENTITY % p SYSTEM "{bait.url}/x.dtd">%p;<!ENTITY x "y">',
        "entity of the environment": '<!ENTITY x SYSTEM "file:///proc/self/environ">',
    }


def postscripts(bait: Bait) -> dict[str, str]:
    """What a page tells the interpreter to do."""
    show = "/Courier findfont 4 scalefont setfont 2 20 moveto"
    return {
        "reads a file": f"{show} ({bait.text}) (r) file 200 string readline pop show",
        "reads passwd": f"{show} (/etc/passwd) (r) file 200 string readline pop show",
        "runs a file": f"({bait.text}) run",
        "writes a file": f"({bait.mark}) (w) file dup (evil) writestring closefile",
        "runs a command": f"(%pipe%touch {bait.mark}) (w) file closefile",
        "lists files": f"{show} ({bait.folder}/*) {{ show }} 200 string filenameforall",
        "deletes a file": f"({bait.text}) deletefile",
        "renames a file": f"({bait.text}) ({bait.mark}) renamefile",
        "changes its device": f"mark /OutputFile (%pipe%touch {bait.mark}) (pdfwrite) finddevice putdeviceprops setdevice showpage",
        "reads the environment": f"{show} (HOSTILE_TEST_SECRET) getenv {{ show }} if",
        "restores its rights": f"{{ null restore }} stopped pop systemdict /SAFER known {{ (x) show }} if ({bait.mark}) (w) file closefile",
        "never ends": "{ } loop",
        "takes all memory": "{ 65000 array 1000000 { dup } repeat } loop",
        "draws much": "0 1 100000000 { dup 0 moveto 64 48 lineto stroke pop } for",
        "many pages": "1 1 1000000 { pop 0 0 moveto 9 9 lineto stroke showpage } for",
        "huge page": "<< /PageSize [10000000 10000000] >> setpagedevice 0 0 9 9 rectfill",
    }


def scripts(bait: Bait) -> dict[str, str]:
    """Scripts of ImageMagick's, under the names of pictures."""
    return {
        "mvg": f"push graphic-context\nviewbox 0 0 64 48\nimage over 0,0 64,48 '{bait.picture}'\nimage over 0,0 0,0 'label:@{bait.text}'\nfill 'url({bait.url}/x.png)'\npop graphic-context\n",
        "mvg with a command": f"push graphic-context\nviewbox 0 0 64 48\nfill 'url(https://127.0.0.1:{bait.port}/\"|touch \"{bait.mark})'\npop graphic-context\n",
        "msl": f'<?xml version="1.0"?><image><read filename="{bait.picture}"/><write filename="{bait.mark}"/></image>',
        "ephemeral": f"ephemeral:{bait.text}",
        "list": f"@{bait.text}\n{bait.picture}\n",
        "vid": f"vid:{bait.picture}",
        "inline": f"inline:{bait.url}",
        "miff with a montage": f"id=ImageMagick\nclass=DirectClass columns=1 rows=1 depth=8\nmontage=1x1\ndirectory={bait.picture}\n:\x1a\0\0\0",
    }
