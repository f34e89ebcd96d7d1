"""How the bot gets its updates: polling, webhook, and answers to pressed buttons."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from playground import refusals
from playground.call import Call

MAX_ANSWER = 200
MAX_SECRET = 256
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECRET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


async def get_updates(call: Call) -> Any:
    """Hand out what happened."""
    if call.world.profile.webhook.get("url"):
        raise refusals.conflict(refusals.POLLED_BESIDE_WEBHOOK)
    _remember_allowed(call)
    values = call.parameters
    limit = min(max(values.integer("limit", 100), 1), 100)
    found = await call.world.updates.poll(values.integer("offset"), limit, values.integer("timeout"))
    return [update.body for update in found]


def _remember_allowed(call: Call) -> None:
    allowed = call.parameters.listing("allowed_updates")
    if allowed is not None:
        call.world.updates.allowed = allowed
        call.world.profile = replace(call.world.profile, allowed_updates=allowed)


async def set_webhook(call: Call) -> Any:
    """Have updates sent to an address. Plain HTTP is taken for addresses of this machine only."""
    url = call.parameters.text("url")
    if not url:
        return await delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise refusals.bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = call.parameters.text("secret_token")
    if len(secret) > MAX_SECRET or not SECRET.issuperset(secret):
        raise refusals.bad_request("secret token contains unallowed characters")
    _remember_allowed(call)
    _drop_if_asked(call)
    webhook = {"url": url, "secret_token": secret, "max_connections": call.parameters.integer("max_connections", 40)}
    call.world.profile = replace(call.world.profile, webhook=webhook)
    call.world.events.wake()
    return True


async def delete_webhook(call: Call) -> Any:
    """Have no updates sent any more."""
    _drop_if_asked(call)
    call.world.profile = replace(call.world.profile, webhook={})
    call.world.events.wake()
    return True


def _drop_if_asked(call: Call) -> None:
    if call.parameters.flag("drop_pending_updates"):
        call.world.updates.drop()


async def get_webhook_info(call: Call) -> Any:
    """Tell how the webhook does."""
    webhook = {name: value for name, value in call.world.profile.webhook.items() if name != "secret_token"}
    info = {"url": "", "has_custom_certificate": False, "pending_update_count": len(call.world.updates), **webhook}
    allowed = call.world.profile.allowed_updates
    return info | {"allowed_updates": allowed} if allowed else info


async def answer_callback_query(call: Call) -> Any:
    """Answer a pressed button."""
    query = call.world.query(call.parameters.text("callback_query_id"))
    text = call.parameters.text("text")
    if len(text) > MAX_ANSWER:
        raise refusals.bad_request("MESSAGE_TOO_LONG")
    query.answer = {"text": text, "show_alert": call.parameters.flag("show_alert"), "url": call.parameters.text("url")}
    call.world.events.publish("answer", query_id=query.id, person_id=query.person_id, **query.answer)
    return True
