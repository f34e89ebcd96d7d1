"""Keeps other people's web pages away from the playground."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOSTS = ("localhost", "127.0.0.1", "::1")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a foreign Host (DNS rebinding) and every request another site's page makes a browser send."""
    if not _is_ours(request.headers.get("Host", "")):
        raise web.HTTPForbidden(text="This playground answers on localhost only.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"http://{request.headers['Host']}":
        raise web.HTTPForbidden(text="Other sites may not use this playground.")
    opens_page = request.method == "GET" and request.path == "/"
    if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and not opens_page:
        raise web.HTTPForbidden(text="Other sites may not use this playground.")
    return await handler(request)


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Forbid sniffing, framing and outside resources on every answer."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Content-Security-Policy", POLICY)


def _is_ours(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in HOSTS
    except ValueError:
        return False
