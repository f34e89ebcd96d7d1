"""Web pages into PDF, by WeasyPrint: with what the page brings along, and nothing from anywhere else."""

import email
import email.policy
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from conversion import formats
from conversion.contents import text
from conversion.engines.base import Engine, Step, all_routes
from conversion.engines.paper import rewriting
from conversion.errors import DamagedFileError, NothingToConvertError, TooLargeError
from conversion.options.catalogue import PAPER

PDF = formats.named("pdf")
# Markup goes by way of a docx all the same: its formulas would not be drawn here.
COST = 11
MOST_PARTS = 2000
LONGEST = 16 << 20  # characters of a page
SHEET = """
@page { margin: 16mm }
body { font-family: "Liberation Sans", "DejaVu Sans", sans-serif; font-size: 11pt; line-height: 1.35 }
img, svg, video, table, pre { max-width: 100% }
pre { white-space: pre-wrap; overflow-wrap: anywhere }
th, td { padding: 0.15em 0.5em }
annotation, annotation-xml { display: none }
"""

Parts = Mapping[str, tuple[str, bytes]]
"""What came with a page, by address: its media type, and its bytes."""


class WebPageEngine(Engine):
    """Lays a page out on paper. Scripts don't run."""

    name = "weasyprint"
    queue = "document"
    libraries = ("weasyprint",)
    options = (PAPER,)
    routes = all_routes(formats.named("html mht"), PDF, cost=COST)

    def convert(self, step: Step) -> None:
        """Lay out in a child."""
        paper = str(step.options.get("paper", "a4"))
        step.runner.call(lay_out, step.source, step.source_format.name, step.output, paper)


def lay_out(source: Path, kind: str, output: Path, paper: str) -> None:
    """Write a page of the format ``kind`` as a PDF on such paper; raises `TooLargeError` and `DamagedFileError`."""
    page, address, parts = unpacked(source) if kind == "mht" else (text.read(source), "", {})
    if len(page) > LONGEST:
        raise TooLargeError("characters", len(page))
    if not page.strip():
        raise NothingToConvertError("empty")
    try:
        _draw(page, address, parts, output, SHEET + f"@page {{ size: {paper} }}")
    except (RecursionError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError) as error:
        raise DamagedFileError(f"{type(error).__name__}: {error}") from error
    with rewriting.opened(output):  # too many pages, or none
        return


def _draw(page: str, address: str, parts: Parts, output: Path, sheet: str) -> None:
    import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415 - 60 MB that only the child which lays out a page needs

    fetcher = _fetcher(parts)
    document = weasyprint.HTML(string=page, base_url=address or None, url_fetcher=fetcher, media_type="print")
    document.write_pdf(output, stylesheets=[weasyprint.CSS(string=sheet, url_fetcher=fetcher)], optimize_images=False)


def _fetcher(parts: Parts) -> Any:
    """What WeasyPrint asks for everything that a page refers to."""
    from weasyprint import urls  # noqa: PLC0415 - as above

    class Fetcher(urls.URLFetcher):  # type: ignore[misc]  # it has no types
        """Gives the page's own parts, and addresses that are data themselves."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.lower().startswith("data:"):
                return super().fetch(url, headers)
            found = parts.get(urldefrag(url).url) or parts.get(urldefrag(unquote(url)).url)
            if found is None:
                raise ValueError("not a part of the page")
            media_type, data = found
            return urls.URLFetcherResponse(url, body=data, headers={"Content-Type": media_type})

    return Fetcher(allowed_protocols={"data"})


def unpacked(source: Path) -> tuple[str, str, Parts]:
    """The page in a web archive (RFC 2557), its address, and its parts; raises `DamagedFileError`."""
    with source.open("rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    if len(leaves) > MOST_PARTS:
        raise TooLargeError("parts", len(leaves))
    page = next((part for part in leaves if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise DamagedFileError("no page in it")
    address = str(page.get("Content-Location", "")).strip()
    parts = {name: _content(part) for part in leaves if part is not page for name in _names(part, address)}
    return _decoded(page), address, parts


def _names(part: EmailMessage, base: str) -> list[str]:
    place, cid = (str(part.get(header, "")).strip() for header in ("Content-Location", "Content-ID"))
    return [name for name in (place and urljoin(base, place), cid and f"cid:{cid.strip('<>')}") if name]


def _content(part: EmailMessage) -> tuple[str, bytes]:
    return part.get_content_type(), bytes(part.get_payload(decode=True) or b"")


def _decoded(page: EmailMessage) -> str:
    data = bytes(page.get_payload(decode=True) or b"")
    try:
        return data.decode(page.get_content_charset("utf-8"), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
