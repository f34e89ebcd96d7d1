"""The options of one target as a menu shows them: what can be set, what is set, and the values to choose from."""

from collections.abc import Iterator, Sequence
from functools import reduce

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot.choosing.drafts import Draft
from bot.language import figures, option_words, sort_words, wording, words
from bot.language.translation import Html, escaped
from bot.messages import callbacks, keyboards
from bot.people import picks
from bot.people.askers import Asker
from bot.records.offers import Offer, OfferedFile
from conversion import formats, options, registry
from conversion.formats import Format
from conversion.options import SECRETS, Flag, Option, Value
from conversion.options.amounts import Pages, Span

IN_A_ROW = 2
VALUES_IN_A_ROW = 4
LONG_VALUE = 8  # characters, from which fewer stand in a row
YES = "yes"


def known(files: Sequence[OfferedFile], target: Format) -> list[Option]:
    """What can be set for all of these files."""
    sources = [source for file in files if (source := file.attachment.format)]
    shares = [registry.options_for(source, target) for source in dict.fromkeys(sources)]
    return reduce(
        lambda common, more: [one for one in common if one in more], [list(share) for share in shares] or [[]]
    )


def first_options(asker: Asker, offer: Offer, target: Format) -> dict[str, Value]:
    """What is set when nobody has set anything yet: what was written with the file, else what the person had last."""
    can_set = known(offer.offered, target)
    names = {name for option in can_set for name in (option.name, *option.aliases)}
    asked = {name: value for name, value in offer.options.items() if name in names}
    source = offer.offered[0].attachment.format
    remembered = picks.options_of(asker, source.kind, target.name) if source else {}
    current = {option.name for option in can_set}
    return options.parse(asked, can_set) or {name: value for name, value in remembered.items() if name in current}


def panel(offer: Offer, draft: Draft, locale: str) -> tuple[Html, InlineKeyboardMarkup]:
    """All that can be set for the draft's target."""
    rows = keyboards.rows_of([_button(option, draft, locale) for option in _options(offer, draft)], IN_A_ROW)
    back = Button(words.BACK(locale), callback_data=callbacks.page(0, callbacks.TUNING))
    begin = Button(words.CONVERT_NOW(locale), callback_data=callbacks.convert_tuned())
    return words.TUNING(locale, title=title(offer, draft, locale)), InlineKeyboardMarkup([*rows, [back, begin]])


def values(offer: Offer, draft: Draft, option: Option, locale: str) -> tuple[Html, InlineKeyboardMarkup]:
    """The values of one option, the one that is set ticked."""
    buttons = list(_values(option, draft, locale))
    width = 2 if any(len(button.text) > LONG_VALUE for button in buttons) else VALUES_IN_A_ROW
    tools = [Button(words.AUTOMATIC(locale), callback_data=callbacks.value(option.name, ""))]
    if option.offered != getattr(option, "choices", None):
        tools.append(Button(words.TYPE_IN(locale), callback_data=callbacks.type_in(option.name)))
    back = Button(words.BACK(locale), callback_data=callbacks.tune(draft.target or ""))
    text = words.TUNING_ONE(locale, title=title(offer, draft, locale), option=option_words.TITLES[option.name](locale))
    return text, InlineKeyboardMarkup([*keyboards.rows_of(buttons, width), tools, [back]])


def option_named(offer: Offer, draft: Draft, name: str) -> Option | None:
    """The option of that name, if it can be set here."""
    return next((option for option in _options(offer, draft) if option.name == name), None)


def example(option: Option) -> str:
    """A value of an option as people may write it."""
    if isinstance(option, Span | Pages):
        return option.range
    return option.offered[len(option.offered) // 2] if option.offered else option.range


def title(offer: Offer, draft: Draft, locale: str) -> Html:
    """``film.mkv → MP4 · 480p · no sound``."""
    files = offer.offered
    name = figures.shortened(files[0].attachment.name) if len(files) == 1 else words.FILES(locale, len(files))
    how = [sort_words.called(locale, draft.target or ""), *wording.said(locale, draft.options)]
    return Html(f"<b>{escaped(name)}</b> → {escaped(' · '.join(how))}")


def _options(offer: Offer, draft: Draft) -> list[Option]:
    target = formats.from_name(draft.target or "")
    return known(offer.offered, target) if target else []


def _button(option: Option, draft: Draft, locale: str) -> Button:
    """A switch turns at once, anything else shows its values; what can only be written is asked for."""
    name, label, value = option.name, option_words.TITLES[option.name](locale), draft.options.get(option.name)
    if isinstance(option, Flag):
        mark = words.TICKED if value else ""
        return Button(mark + label, callback_data=callbacks.value(name, "" if value else YES))
    if value is not None:
        shown = "•••" if name in SECRETS else wording.short(locale, name, value)
        return Button(f"{words.TICKED}{label}: {shown}", callback_data=callbacks.option(name))
    return Button(label, callback_data=callbacks.option(name) if option.offered else callbacks.type_in(name))


def _values(option: Option, draft: Draft, locale: str) -> Iterator[Button]:
    """A value that was written, and is none of the usual ones, comes first."""
    now, parsed = draft.options.get(option.name), {written: option.parse(written) for written in option.offered}
    if now is not None and now not in parsed.values() and option.name not in SECRETS:
        label = words.TICKED + wording.short(locale, option.name, now)
        yield Button(label, callback_data=callbacks.option(option.name))
    for written, value in parsed.items():
        mark = words.TICKED if value == now else ""
        shown = mark + wording.short(locale, option.name, value)
        yield Button(shown, callback_data=callbacks.value(option.name, written))
