"""Why something is refused before anything is downloaded: a sentence each."""

from collections.abc import Iterable, Mapping

from bot import asking, figures, problems, words
from bot.asking import Ask
from bot.attachments import Attachment
from bot.settings import settings
from bot.translation import Html, escaped
from conversion import options, registry
from conversion.errors import EmptyFileError, NoRouteError, OptionError, SourceError
from conversion.formats import Format
from conversion.options import Value

MOST_NAMES = 8


def of_file(locale: str, file: Attachment) -> Html | None:
    """Why nothing can be offered for the file; None: something can."""
    limit, name = settings().download_limit, figures.shortened(file.name)
    if file.size == 0:
        return problems.SENTENCES[EmptyFileError](locale)
    if limit is not None and (file.size or 0) > limit:
        size = figures.size(locale, file.size or 0)
        return words.OVER_LIMIT(locale, name=name, size=size, limit=figures.size(locale, limit))
    if file.format is None:
        return words.UNKNOWN_KIND(locale, name=name)
    return None if registry.targets_for(file.format) else words.NO_TARGETS(locale, source=file.format.label)


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
        return _wrong_option(locale, error)
    return problems.told(locale, type(error).__name__, target.name, [str(arg) for arg in error.args])


def of_wishes(locale: str, wishes: Mapping[str, Value], source: Format | None) -> Html | None:
    """Why the options mean nothing, whatever the target will be; None: they mean something for one."""
    refused = [of_target(locale, wishes, source, target) for target in registry.targets_for(source)] if source else []
    if None in refused or not wishes:
        return None
    return refused[0] if refused else words.NO_OPTIONS(locale, option=", ".join(wishes))


def of_target(locale: str, wishes: Mapping[str, Value], source: Format, target: Format) -> Html | None:
    """Why the options mean nothing for that target; None: they do."""
    try:
        options.parse(wishes, registry.options_for(source, target))
    except (OptionError, NoRouteError) as error:
        return of_choice(locale, error, source, target)
    return None


def _wrong_option(locale: str, error: OptionError) -> Html:
    name, value, right = (str(arg) for arg in error.args)
    option = f"{name}={figures.shortened(value)}"
    return words.WRONG_OPTION(locale, option=option, right=right) if right else words.NO_OPTIONS(locale, option=option)


def listed(names: Iterable[Format]) -> Html:
    """Formats as a list for reading."""
    return Html(", ".join(f"<b>{escaped(name.label)}</b>" for name in names))
