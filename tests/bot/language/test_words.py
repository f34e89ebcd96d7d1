"""Every sentence exists in every language, with the same values in it, short enough for Telegram and well marked up."""

import string
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from telegram.constants import BotCommandLimit, CallbackQueryLimit, MessageLimit

from bot import errors as bot_errors
from bot.language import (
    operator_words,
    option_words,
    problems,
    result_words,
    rule_words,
    setting_words,
    sort_words,
    translation,
    union_words,
    words,
)
from bot.language.translation import CATALOGUES, LANGUAGES, Label, Plural, Sentence
from conversion import errors, formats
from conversion.formats import Kind
from playground import entities

MODULES = (words, option_words, operator_words, result_words, rule_words, setting_words, sort_words, union_words)
MARKERS = {"Sentence": None, "Label": None, "Plural": (1, 2)}
OTHERS = [locale for locale in LANGUAGES if locale != translation.SOURCE]
BUTTON_LENGTH = 64  # Telegram says nothing; longer ones are cut on a phone
NUMBERS = (0, 1, 2, 5, 11, 21, 22, 111, 1001)


def written() -> set[str | tuple[str, ...]]:
    """What the code says, as gettext's own tools find it."""
    found = extract_from_dir(CATALOGUES.parent, keywords=MARKERS)
    return {message for _file, _line, message, _comments, _context in found}


def sentences() -> Iterator[Sentence | Plural | Label]:
    yield from problems.SENTENCES.values()
    for value in [value for module in MODULES for value in vars(module).values()]:
        candidates = value.values() if isinstance(value, dict) else [value]
        yield from (one for one in candidates if isinstance(one, Sentence | Plural | Label))


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def several(texts: object) -> tuple[str, ...]:
    """A message's forms; Babel has one as a string."""
    return tuple(texts) if isinstance(texts, tuple) else (str(texts),)


def spoken(one: Sentence | Plural | Label, locale: str, value: object = "<&>") -> Iterator[str]:
    """The sentence in that language, with something evil in each of its places."""
    if isinstance(one, Plural):
        values = dict.fromkeys(placeholders(one.many) - {"count"}, value)
        yield from (one(locale, number, **values) for number in NUMBERS)
    else:
        yield one(locale, **dict.fromkeys(placeholders(one.text), value))


@pytest.mark.parametrize("locale", OTHERS)
def test_the_catalogue_has_what_the_code_says_and_nothing_else(locale: str) -> None:
    with (CATALOGUES / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        catalogue = read_po(file, locale)

    assert {message.id for message in catalogue if message.id} == written()


@pytest.mark.parametrize("locale", OTHERS)
def test_every_translation_is_there_with_the_same_values_in_it(locale: str) -> None:
    with (CATALOGUES / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        messages = [message for message in read_po(file, locale) if message.id]

    for message in messages:
        original, forms = several(message.id)[-1], several(message.string)
        assert not message.fuzzy
        assert all(forms)
        assert len(forms) == (3 if message.pluralizable else 1)
        for form in forms:
            assert placeholders(form) == placeholders(original)
            assert form.count("\n") == original.count("\n")


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_message_is_html_that_telegram_takes(locale: str) -> None:
    for one in sentences():
        for text in spoken(one, locale):
            if not isinstance(one, Label):
                shown, _entities = entities.parse(text, "HTML", None)
                assert shown.count("<&>") == text.count("&lt;&amp;&gt;")
                assert len(shown) < MessageLimit.MAX_TEXT_LENGTH / 2


@pytest.mark.parametrize("locale", LANGUAGES)
def test_labels_are_short_enough_for_where_they_stand(locale: str) -> None:
    for label in (*words.COMMANDS.values(), *operator_words.COMMANDS.values()):
        assert 1 <= len(label(locale)) <= BotCommandLimit.MAX_DESCRIPTION
    for one in sentences():
        if isinstance(one, Label):
            assert len("".join(spoken(one, locale, "1"))) <= CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH
    for label in (words.MORE, words.BACK, words.CANCEL, words.CANCEL_ALL, words.AUTOMATIC, *words.QUALITIES.values()):
        assert len(label(locale)) <= BUTTON_LENGTH


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "1 файл"), (2, "2 файла"), (5, "5 файлов"), (11, "11 файлов"), (21, "21 файл")]
)
def test_russian_counts_in_three_forms(number: int, shown: str) -> None:
    assert words.CHOOSE_MANY("ru", number).startswith(f"<b>{shown}</b>\n")


def test_english_counts_in_two_forms() -> None:
    assert [words.CANCELLED_SOME("en", number) for number in (1, 2)] == [
        "Cancelled 1 conversion.",
        "Cancelled 2 conversions.",
    ]


def test_values_from_outside_are_escaped_in_messages_and_plain_in_labels() -> None:
    assert words.CHOOSE("en", name="<b>&") == "<b>&lt;b&gt;&amp;</b>\nWhat should it become?"
    assert Label("{name}")("en", name="<b>&") == "<b>&"


def test_every_error_has_a_sentence_of_its_own() -> None:
    ours = {error for error in vars(bot_errors).values() if isinstance(error, type)}
    theirs = {error for error in errors.BY_NAME.values() if not issubclass(error, errors.StoppedError)}

    assert set(problems.SENTENCES) == (ours | theirs) - {errors.ConversionError}
    assert len({sentence.text for sentence in problems.SENTENCES.values()}) == len(problems.SENTENCES)


def test_an_unknown_error_is_still_told() -> None:
    assert problems.told("en", "SomethingNewError", "mp4") == problems.SENTENCES[errors.EngineError]("en")


def test_an_option_that_the_file_forbids_is_told_with_what_would_be_right() -> None:
    told = problems.told("en", "OptionError", "mp3", ["trim", "2:00-3:00", "0:00-1:35"])
    assert told == "<b>trim=2:00-3:00</b> won't work here. Possible: <code>0:00-1:35</code>"
    assert problems.told("en", "OptionError", "mp3") == problems.SENTENCES[errors.OptionError]("en", target="MP3")


def test_every_kind_of_file_has_a_name_and_a_sign() -> None:
    assert set(words.KINDS) == set(words.KIND_SIGNS) == set(Kind)


@pytest.mark.parametrize(
    ("code", "locale"), [("ru", "ru"), ("ru-RU", "ru"), ("RU_ru", "ru"), ("de", "en"), ("", "en"), (None, "en")]
)
def test_the_nearest_language_is_spoken(code: str | None, locale: str) -> None:
    assert translation.nearest(code) == locale


def test_every_special_sort_has_a_name() -> None:
    special = {row.name for row in formats.FORMATS if row.stored_as}
    assert set(sort_words.SORTS) == special
    assert sort_words.called("ru", "round-video") == "КРУЖОК"
    assert sort_words.called("ru", "mp4") == "MP4"
