"""Checks a reply_markup as Telegram does."""

from typing import Any

from playground import refusals

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA = 64
ACTIONS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "copy_text", "pay")


def checked(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """The inline keyboard to keep with the message; None for none, or for a keyboard of another sort."""
    if markup is None or "inline_keyboard" not in markup:
        return None
    rows = [[_button(button) for button in row] for row in _rows(markup["inline_keyboard"])]
    rows = [row for row in rows if row]
    if any(len(row) > MAX_IN_ROW for row in rows) or sum(map(len, rows)) > MAX_BUTTONS:
        raise refusals.bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise refusals.bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return rows


def _button(button: Any) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise refusals.bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not str(button.get("text", "")).strip():
        raise refusals.bad_request('can\'t parse inline keyboard button: field "text" must be non-empty')
    if not any(action in button for action in (*ACTIONS, "switch_inline_query_current_chat")):
        raise refusals.bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode(errors="replace")) <= MAX_DATA:
        raise refusals.bad_request("BUTTON_DATA_INVALID")
    return button
