"""A person's last conversions in a chat, each to be asked for once more by a button."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot.language import figures, sort_words, words
from bot.language.translation import Html
from bot.messages import callbacks, status
from bot.records.deliveries import View

MOST = 10
LONGEST_NAME = 30  # characters of a file's name on a button


def render(views: Sequence[View], locale: str) -> tuple[Html, InlineKeyboardMarkup | None]:
    """The conversions (newest first) and a button for each."""
    if not views:
        return words.NO_HISTORY(locale), None
    lines = [f"{number}. {status.ENDED[view.status]} {status.title(view)}" for number, view in enumerate(views, 1)]
    buttons = [[_button(number, view)] for number, view in enumerate(views, 1)]
    text = Html("\n".join((words.HISTORY(locale), "", *lines)))
    return text, InlineKeyboardMarkup(buttons)


def _button(number: int, view: View) -> Button:
    name = figures.shortened(view.source_name, LONGEST_NAME)
    label = f"↻ {number}. {name} → {sort_words.called(view.locale, view.target)}"
    return Button(label, callback_data=callbacks.again(view.id))
