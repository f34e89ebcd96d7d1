"""Why something is refused before anything is downloaded: a sentence each."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from bot.api.attachments import Attachment
from bot.errors import QuotaError
from bot.language import figures, problems, union_words, words
from bot.language.translation import Html, escaped
from bot.records.offers import OfferedFile
from bot.settings import settings
from bot.understanding import asking
from bot.understanding.asking import Ask
from conversion import options, registry, room, unions
from conversion.archives import parts
from conversion.errors import EmptyFileError, NoRouteError, OptionError, PartError, SourceError
from conversion.formats import Format
from conversion.options import Value

MOST_NAMES = 8


def of_file(locale: str, file: Attachment) -> Html | None:
    """Why nothing can be offered for the file; None: something can."""
    if refused := _of_size(locale, file):
        return refused
    if file.format is None and parts.is_named(file.name):
        return problems.SENTENCES[PartError](locale)
    if file.format is None:
        return words.UNKNOWN_KIND(locale, name=figures.shortened(file.name))
    return None if registry.targets_for(file.format) else words.NO_TARGETS(locale, source=file.format.label)


def _of_size(locale: str, file: Attachment) -> Html | None:
    limit, name = settings().download_limit, figures.shortened(file.name)
    if file.size == 0:
        return problems.SENTENCES[EmptyFileError](locale)
    if limit is not None and (file.size or 0) > limit:
        size = figures.size(locale, file.size or 0)
        return words.OVER_LIMIT(locale, name=name, size=size, limit=figures.size(locale, limit))
    return None


async def of_arrival(locale: str, file: Attachment, *, has_company: bool = False) -> Html | None:
    """Why nothing can be done with the file, or not now; None: it may come.

    One of an unknown kind may be packed together with its company.
    """
    look = _of_size if has_company and file.format is None else of_file
    if refused := look(locale, file):
        return refused
    has_room = await asyncio.to_thread(room.is_left, file.size or 0)
    return None if has_room else words.NO_ROOM(locale)


def of_ask(locale: str, ask: Ask) -> Html | None:
    """Why it cannot be done as it was written; None: it can, as far as the words go."""
    word = figures.shortened(ask.word)
    if ask.target is None and (names := asking.guesses(ask.word)):
        return words.DID_YOU_MEAN(locale, word=word, names=listed(names))
    if ask.target is None:
        return words.UNKNOWN_FORMAT(locale, word=word)
    return words.NOT_UNDERSTOOD(locale, word=figures.shortened(" ".join(ask.rest))) if ask.rest else None


def of_choice(locale: str, error: SourceError, source: Format | None, target: Format) -> Html:
    """Why the conversion cannot be asked for."""
    if isinstance(error, NoRouteError) and source:
        names = listed(registry.targets_for(source)[:MOST_NAMES])
        return words.NO_ROUTE(locale, source=source.label, target=target.label, names=names)
    if isinstance(error, OptionError):
        return of_option(locale, error)
    if isinstance(error, QuotaError):
        return of_quota(locale, error)
    return problems.told(locale, type(error).__name__, target.name, [str(arg) for arg in error.args])


def of_union(locale: str, error: SourceError, files: Sequence[OfferedFile], target: Format) -> Html:
    """Why these files can't become one."""
    if isinstance(error, NoRouteError):
        names = listed(unions.targets_for([file.attachment.format for file in files])[:MOST_NAMES])
        return union_words.NO_UNION(locale, target=target.label, names=names)
    return of_choice(locale, error, None, target)


def of_quota(locale: str, error: QuotaError) -> Html:
    """That it is enough for today, and when there is more."""
    name, limit, left, whose = (str(arg) for arg in error.args)
    if name == "files":
        amount: str = words.FILES(locale, int(limit))
    else:
        amount = figures.size(locale, int(limit)) if name == "bytes" else figures.duration(locale, float(limit))
    sentence = words.GROUP_QUOTA if whose == "group" else words.QUOTA
    return sentence(locale, limit=amount, time=figures.duration(locale, float(left)))


def of_wishes(locale: str, wishes: Mapping[str, Value], source: Format | None) -> Html | None:
    """Why the options mean nothing, whatever the target will be; None: they mean something for one."""
    refused = [of_target(locale, wishes, source, target) for target in registry.targets_for(source)] if source else []
    if None in refused or not wishes:
        return None
    names = ", ".join(problems.named(locale, name) for name in wishes)
    return refused[0] if refused else words.NO_OPTIONS(locale, option=names)


def of_target(locale: str, wishes: Mapping[str, Value], source: Format, target: Format) -> Html | None:
    """Why the options mean nothing for that target; None: they do."""
    try:
        options.parse(wishes, registry.options_for(source, target))
    except (OptionError, NoRouteError) as error:
        return of_choice(locale, error, source, target)
    return None


def of_option(locale: str, error: OptionError) -> Html:
    """Why an option is not taken as it was written, and what would be right."""
    return problems.of_option(locale, *map(str, error.args))


def listed(names: Iterable[Format]) -> Html:
    """Formats as a list for reading."""
    return Html(", ".join(f"<b>{escaped(name.label)}</b>" for name in names))
