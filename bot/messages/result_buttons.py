"""The buttons under a result, and under the news that it is too large."""

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot.language import figures, result_words, words
from bot.messages import callbacks, shapes
from bot.messages.keyboards import rows_of
from bot.records.deliveries import View
from bot.settings import settings


def result(view: View, *, is_standing: bool) -> InlineKeyboardMarkup:
    """What can be done with a result; ``is_standing``: the next files become the same."""
    locale, number = view.locale, view.id
    rows = [_again(view)] if not view.further else []
    if shapes.of(view) == shapes.ALBUM:
        rows.append([Button(result_words.ONE_ZIP(locale), callback_data=callbacks.shape(shapes.DOCUMENT, number))])
    forgotten = Button(result_words.FORGET(locale), callback_data=callbacks.forget(number))
    if view.chat_id > 0:  # in groups files come by command only
        label = result_words.STOP_SAME if is_standing else result_words.SAME_AGAIN
        standing = callbacks.same(number, wanted=not is_standing)
        return InlineKeyboardMarkup([*rows, [Button(label(locale), callback_data=standing), forgotten]])
    return InlineKeyboardMarkup([*rows, [forgotten]])


def _again(view: View) -> list[Button]:
    """What can be made of the one source."""
    another = Button(result_words.ANOTHER(view.locale), callback_data=callbacks.another(view.id))
    if shapes.others(view) or shapes.targets(view.source_format):
        return [another, Button(result_words.AS(view.locale), callback_data=callbacks.shapes_of(view.id))]
    return [another]


def shapes_of(view: View) -> InlineKeyboardMarkup:
    """As what else a result, or another one of its source, can appear."""
    others = shapes.others(view)
    buttons = [
        Button(result_words.SHAPES[shape](view.locale), callback_data=callbacks.shape(shape, view.id))
        for shape in others
    ]
    for target in shapes.targets(view.source_format):
        if target != view.target and shapes.MADE_FOR[target] not in others:
            label = result_words.SHAPES[shapes.MADE_FOR[target]](view.locale)
            buttons.append(Button(label, callback_data=callbacks.into(target, view.id)))
    back = Button(words.BACK(view.locale), callback_data=callbacks.result(view.id))
    return InlineKeyboardMarkup([*rows_of(buttons, 2), [back]])


def rescue(view: View) -> InlineKeyboardMarkup | None:
    """What can be done with a result that is too large to be sent; None: it is not there."""
    if not view.output_key:
        return None
    buttons = [
        Button(result_words.PARTS(view.locale), callback_data=callbacks.shape(shapes.PARTS, view.id)),
        Button(result_words.VOLUMES(view.locale), callback_data=callbacks.shape(shapes.VOLUMES, view.id)),
    ]
    rows = [buttons]
    if shapes.can_shrink(view):
        limit = figures.size(view.locale, settings().upload_limit)
        rows.insert(0, [Button(result_words.FIT(view.locale, limit=limit), callback_data=callbacks.fit(view.id))])
    return InlineKeyboardMarkup(rows)
