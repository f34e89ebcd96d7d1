"""Rules as people read them: a list with buttons, a line each."""

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup

from bot.language import figures, rule_words, wording, words
from bot.language.translation import Html
from bot.messages import callbacks
from bot.people.askers import Asker
from bot.people.rules import Rule, Wanted
from conversion.formats import Format, Kind
from conversion.options import Value


def render(holding: Sequence[Rule], asker: Asker, username: str) -> tuple[Html, InlineKeyboardMarkup | None]:
    """The rules that hold somewhere, each with a button that removes it; how to make one where there is none."""
    locale, auto = asker.locale, command(asker, username)
    if not holding:
        return Html(f"{rule_words.NO_RULES(locale)}\n\n{rule_words.HOW(locale, auto=auto)}"), None
    text = Html(f"{rule_words.RULES(locale, len(holding))}\n\n{rule_words.PRESS_TO_REMOVE(locale, auto=auto)}")
    rows = [[Button(f"✖ {_line(rule, locale)}", callback_data=callbacks.rule(rule.id))] for rule in holding]
    return text, InlineKeyboardMarkup(rows)


def command(asker: Asker, username: str) -> str:
    """The command as it has to be written where the asker is."""
    return "/auto" if asker.is_private else f"/auto@{username}"


def told(wanted: Wanted, asker: Asker) -> Html:
    """What holds from now on."""
    is_rule = rule_words.IS_RULE_OF_TOPIC if asker.thread_id else rule_words.IS_RULE
    source = _named(wanted.source, asker.locale)
    target = _with_options(wanted.target.label, wanted.options, asker.locale)
    return is_rule(asker.locale, source=source, target=target)


def _line(rule: Rule, locale: str) -> str:
    source = _named(rule.of, locale) if rule.of else rule.source
    line = f"{source} → {_with_options(figures.label(rule.target), rule.options, locale)}"
    return f"{line} ({rule_words.IN_THIS_TOPIC(locale)})" if rule.thread_id else line


def _named(source: Format | Kind, locale: str) -> str:
    return words.KINDS[source](locale) if isinstance(source, Kind) else source.label


def _with_options(label: str, chosen: Mapping[str, Value], locale: str) -> str:
    return " · ".join([label, *wording.said(locale, dict(chosen))])
