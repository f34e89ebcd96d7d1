"""What people are told when a file was not converted: what is wrong, and what to do."""

from collections.abc import Sequence

from bot import errors as bot_errors
from bot.language import figures, option_words, words
from bot.language.translation import Html, Sentence
from conversion import errors

SENTENCES: dict[type[errors.ConversionError], Sentence] = {
    errors.SourceError: Sentence("I can't convert this file. Please try another one."),
    errors.EmptyFileError: Sentence("This file is empty. Please check the original and send it again."),
    errors.UnknownFormatError: Sentence("I can't tell what kind of file this is. What I can convert: /formats"),
    errors.MislabelledError: Sentence(
        "The file's name says {claimed}, but inside it is {found}. Please give it its right name and send it again."
    ),
    errors.DamagedFileError: Sentence(
        "This file is damaged or incomplete, and can't be read to its end. Please send the original again."
    ),
    errors.CrashError: Sentence(
        "I can't read this file: the program for such files stumbles over something in it. "
        "Please save it anew, or in another format, and send it again."
    ),
    errors.PartError: Sentence(
        "This is one part of an archive that was split, and the other parts are missing. Please unpack it on your "
        "computer, and send what was in it or pack it into a single archive."
    ),
    errors.PasswordProtectedError: Sentence(
        "This file is protected by a password. Please remove it – or, for PDF, ZIP, 7Z, RAR and office documents, "
        "send the file again with the password: <code>{target} password=…</code>"
    ),
    errors.NothingToConvertError: Sentence(
        "There is nothing in this file that could become {target}: a film may have no sound, a scan no text. "
        "Please choose another format."
    ),
    errors.LettersError: Sentence(
        "{target} knows the letters of Western Europe alone, and this text has none of them. "
        "Please choose another format."
    ),
    errors.TooLargeError: Sentence(
        "There is more in this file than I can handle: too many pixels, pages or files. "
        "Please send it in smaller parts."
    ),
    errors.DoesNotFitError: Sentence(
        "I can't make it as small as that. Please allow more, or send a shorter or smaller file."
    ),
    errors.NoRouteError: Sentence(
        "I can't turn this file into {target}. Please send it again and choose another format."
    ),
    errors.OptionError: Sentence(
        "What you asked for doesn't fit {target}. Please send the file again without extra settings."
    ),
    errors.EngineError: Sentence("Sorry, I couldn't convert this file, and it's my fault. Please try again later."),
    errors.ToolMissingError: Sentence(
        "Sorry, this conversion isn't available at the moment. Please choose another format."
    ),
    errors.ToolFailedError: Sentence(
        "Sorry, I couldn't convert this file: a program of mine failed on it. Please try another format."
    ),
    errors.OutputError: Sentence(
        "Sorry, no good result came out of this file, and that is my fault. Please try another format."
    ),
    errors.DeadlineError: Sentence("Sorry, this took too long, so I stopped. Please try a shorter or smaller file."),
    errors.LostWorkerError: Sentence(
        "Sorry, this conversion broke off again and again. Please try another format or a smaller file."
    ),
    errors.PassingError: Sentence("Sorry, something here is out of order. Please try again in a few minutes."),
    bot_errors.FileOverLimitError: Sentence(
        "This file is too big for me to get from Telegram. Please make it smaller – cut it, compress it or split it – "
        "and send it again."
    ),
    bot_errors.FileGoneError: Sentence("Telegram doesn't have this file any more. Please send it again."),
    bot_errors.ResultOverLimitError: Sentence(
        "The result is too big to send through Telegram. Please try another format, a lower quality or a shorter file."
    ),
    bot_errors.ChatRefusesError: Sentence(
        "This chat doesn't let me send such files. Please ask an administrator, or send me the file in private."
    ),
    bot_errors.DrainingError: Sentence(
        "I'm about to be restarted, so I'm not taking anything new right now. What you have asked for already will be "
        "finished. Please try again in a few minutes."
    ),
    bot_errors.QuotaError: Sentence("That is enough for today. Please try again tomorrow."),
    bot_errors.UndeliverableError: Sentence("I couldn't send the result. Please send the file again."),
}
OPTION_ARGS = 3  # of an error that says which option, its value, and what would be right
BY_NAME = {error.__name__: sentence for error, sentence in SENTENCES.items()}


def told(locale: str, error_type: str | None, target: str, args: Sequence[str] = ()) -> Html:
    """The sentence for an error of that type name, with its ``args``; ``target`` is the format that was wanted."""
    if error_type == errors.OptionError.__name__ and len(args) == OPTION_ARGS:
        return of_option(locale, *args)
    claimed, found = (figures.label(arg) for arg in (*args, "?", "?")[:2])
    sentence = BY_NAME.get(error_type or "", SENTENCES[errors.EngineError])
    return sentence(locale, target=figures.label(target), claimed=claimed, found=found)


def of_option(locale: str, name: str, value: str, right: str) -> Html:
    """Why an option is not taken as it was written, and what would be right."""
    option = f"{named(locale, name)}={figures.shortened(value)}"
    if not right:
        return words.NO_OPTIONS(locale, option=option)
    return words.WRONG_OPTION(locale, option=option, right=", ".join(named(locale, word) for word in right.split("|")))


def named(locale: str, word: str) -> str:
    """An option or a quality as people of that language write it."""
    if word in option_words.OPTIONS:
        return option_words.OPTIONS[word](locale)
    return words.QUALITIES[word](locale).lower() if word in words.QUALITIES else word
