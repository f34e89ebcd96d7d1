"""Automation: what people write to make a rule, and whether the bot sees the files that it is for."""

from telegram import ChatMember
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.choosing import refusals
from bot.language import rule_words, words
from bot.language.translation import LANGUAGES, Html
from bot.people import rules
from bot.people.askers import Asker
from bot.people.rules import Wanted
from bot.understanding import asking, spellings
from conversion import registry
from conversion.formats import Format, Kind

PREPOSITIONS = asking.PREPOSITIONS | {"→", "->"}


def read(locale: str, text: str) -> Wanted | Html | None:
    """``heic jpg``, ``images to png quality=low`` as a rule; why it can be none; None where it says too little."""
    word, _space, rest = text.strip().partition(" ")
    source = kind_named(word) or spellings.read(word)
    if source is None:
        return refusals.of_ask(locale, asking.parse(word))
    first, _space, after = rest.strip().partition(" ")
    ask = asking.parse(after if first in PREPOSITIONS else rest)
    if not ask.word:
        return None
    if ask.target is None or ask.rest:
        return refusals.of_ask(locale, ask)
    if ask.is_confidential:
        return rule_words.NOT_CONFIDED(locale)
    wanted = Wanted(source, ask.target, ask.options)
    return _refusal(locale, wanted) or wanted


def kind_named(word: str) -> Kind | None:
    """The kind that a word names in any language: ``image``, ``Images``, ``картинки``."""
    asked = word.lower()
    for kind in Kind:
        names = {kind.value, f"{kind.value}s", *(words.KINDS[kind](locale).lower() for locale in LANGUAGES)}
        if asked in names:
            return kind
    return None


def _refusal(locale: str, wanted: Wanted) -> Html | None:
    """Why no file could be converted by that rule; None: some can."""
    if isinstance(wanted.source, Format):
        return refusals.of_target(locale, wanted.options, wanted.source, wanted.target)
    able = [
        row for row in registry.sources() if row.kind == wanted.source and wanted.target in registry.targets_for(row)
    ]
    if not able:
        kind = words.KINDS[wanted.source](locale)
        return rule_words.NOTHING_BECOMES(locale, source=kind, target=wanted.target.label)
    refused = [refusals.of_target(locale, wanted.options, row, wanted.target) for row in able]
    return None if None in refused else refused[0]


async def sees_files(asker: Asker, context: ContextTypes.DEFAULT_TYPE) -> bool:
    """Whether Telegram shows the bot files that are not addressed to it there; where it does not say, yes."""
    if asker.is_private:
        return True
    try:
        me = await context.bot.get_me()
        member = await context.bot.get_chat_member(asker.chat_id, me.id)
    except TelegramError:
        return True
    return bool(me.can_read_all_group_messages) or member.status == ChatMember.ADMINISTRATOR


def holding(asker: Asker) -> list[rules.Rule]:
    """The rules that hold where the asker is."""
    return rules.every(asker.bot_id, asker.chat_id, asker.thread_id)
