"""Texts between people and the bot."""

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from playground.client import Client
from playground.persons import Person

NOT_MODIFIED = "specified new message content and reply markup are exactly the same"


def keyboard(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(one.upper(), callback_data=one) for one in data]])


async def test_a_text_reaches_the_person_and_comes_back_as_a_message(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "hi", reply_markup=keyboard("mp3"))

    assert (sent.text, sent.chat.id, sent.from_user) == ("hi", ann.id, bot.bot)
    assert sent.reply_markup == keyboard("mp3")
    [seen] = [message for message in ann.messages() if message.from_bot]
    assert (seen.id, seen.text, seen.labels) == (sent.message_id, "hi", ["MP3"])


async def test_an_update_tells_who_wrote_what_where(bot: Bot, client: Client) -> None:
    client.boris.send_text("/start now")

    [update] = await bot.get_updates()

    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert (message.text, message.from_user.language_code) == ("/start now", "ru")
    assert message.entities == (MessageEntity("bot_command", 0, 6),)
    assert message.chat.type == "private"


async def test_html_becomes_entities_counted_in_utf16(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(
        ann.id, "😀 <b>bold <i>both</i></b> &lt;x&gt; <a href='http://a.b'>link</a>", ParseMode.HTML
    )

    assert sent.text == "😀 bold both <x> link"
    assert sent.text_html == '😀 <b>bold <i>both</i></b> &lt;x&gt; <a href="http://a.b">link</a>'


async def test_white_space_around_a_text_goes_and_entities_move_along(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "  \n <b>x</b> y \n", ParseMode.HTML)

    assert sent.text == "x y"
    assert sent.entities == (MessageEntity("bold", 0, 1),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<x>y</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("я<b>a</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_broken_html_is_refused(bot: Bot, ann: Person, text: str, reason: str) -> None:
    with pytest.raises(BadRequest, match="an't parse entities") as refusal:
        await bot.send_message(ann.id, text, ParseMode.HTML)
    assert reason.lower() in refusal.value.message.lower()


@pytest.mark.parametrize(("text", "reason"), [(" ", "message text is empty"), ("x" * 4097, "message is too long")])
async def test_texts_have_1_to_4096_characters(bot: Bot, ann: Person, text: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(ann.id, text)
    assert (await bot.send_message(ann.id, "я" * 4096)).text


async def test_a_message_is_edited_in_place_and_remembers_what_it_was(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "one")

    edited = await bot.edit_message_text("two", ann.id, sent.message_id, reply_markup=keyboard("x"))
    await bot.edit_message_reply_markup(ann.id, sent.message_id)

    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    seen = ann.client.message(ann.id, sent.message_id)
    assert (seen.text, seen.past, seen.labels) == ("two", ["one", "two"], [])


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "one", reply_markup=keyboard("x"))

    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await bot.edit_message_text("one", ann.id, sent.message_id, reply_markup=keyboard("x"))
    with pytest.raises(BadRequest, match=NOT_MODIFIED):
        await bot.edit_message_reply_markup(ann.id, sent.message_id, reply_markup=keyboard("x"))
    await bot.edit_message_text("one", ann.id, sent.message_id)


async def test_only_what_is_there_and_the_bots_own_can_be_edited(bot: Bot, ann: Person) -> None:
    theirs = ann.send_text("mine")
    gone = await bot.send_message(ann.id, "gone")
    ann.delete(ann.client.message(ann.id, gone.message_id))

    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("x", ann.id, gone.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await bot.edit_message_text("x", ann.id, theirs.id)


async def test_a_reply_shows_its_original(bot: Bot, ann: Person) -> None:
    question = ann.send_text("question")

    answer = await bot.send_message(ann.id, "answer", reply_parameters=ReplyParameters(question.id))
    ann.send_text("thanks", reply_to=answer.message_id)

    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "question"
    thanks = (await bot.get_updates())[-1].message
    assert thanks is not None
    assert thanks.reply_to_message is not None
    assert thanks.reply_to_message.text == "answer"
    assert thanks.reply_to_message.reply_to_message is None


async def test_a_reply_to_a_deleted_message_is_refused_unless_it_may_stand_alone(bot: Bot, ann: Person) -> None:
    question = ann.send_text("question")
    ann.delete(question)

    with pytest.raises(BadRequest, match=r"(?i)message to be replied not found"):
        await bot.send_message(ann.id, "answer", reply_parameters=ReplyParameters(question.id))
    alone = ReplyParameters(question.id, allow_sending_without_reply=True)
    assert (await bot.send_message(ann.id, "answer", reply_parameters=alone)).reply_to_message is None


async def test_the_bot_deletes_messages_once(bot: Bot, ann: Person) -> None:
    sent = [await bot.send_message(ann.id, "x") for _ in range(3)]

    await bot.delete_message(ann.id, sent[0].message_id)
    await bot.delete_messages(ann.id, [sent[0].message_id, sent[1].message_id])

    assert [message.id for message in ann.messages() if message.from_bot] == [sent[2].message_id]
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.delete_message(ann.id, sent[0].message_id)


async def test_messages_are_copied_and_forwarded(bot: Bot, ann: Person, client: Client) -> None:
    said = client.boris.send_text("said")

    forwarded = await bot.forward_message(ann.id, client.boris.id, said.id)
    copied = await bot.copy_message(ann.id, client.boris.id, said.id)

    assert forwarded.forward_origin is not None
    assert forwarded.forward_origin.to_dict()["sender_user"]["first_name"] == "Борис"
    assert client.message(ann.id, copied.message_id).text == "said"


async def test_reactions_go_both_ways(bot: Bot, ann: Person) -> None:
    await bot.get_updates(allowed_updates=["message", "message_reaction"])
    sent = await bot.send_message(ann.id, "x")

    await bot.set_message_reaction(ann.id, sent.message_id, "👍")
    ann.react(ann.client.message(ann.id, sent.message_id), "🔥")

    assert set(ann.client.message(ann.id, sent.message_id).reactions) == {str(bot.id), str(ann.id)}
    reaction = (await bot.get_updates())[-1].message_reaction
    assert reaction is not None
    assert reaction.new_reaction == (ReactionTypeEmoji("🔥"),)


async def test_people_edit_their_messages(bot: Bot, ann: Person) -> None:
    said = ann.send_text("teh")
    ann.edit(said, "the")

    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert (edited.message_id, edited.text) == (said.id, "the")


async def test_a_bot_cannot_speak_first(bot: Bot, client: Client) -> None:
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(client.boris.id, "hello")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(999999, "hello")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (keyboard("x" * 65), "BUTTON_DATA_INVALID"),
        (keyboard("я" * 33), "BUTTON_DATA_INVALID"),
        (keyboard(*"123456789"), "reply markup is too long"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")]] * 101), "reply markup is too long"),
    ],
)
async def test_keyboards_have_their_limits(bot: Bot, ann: Person, markup: InlineKeyboardMarkup, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(ann.id, "x", reply_markup=markup)


async def test_a_keyboard_may_have_100_buttons_with_64_bytes_each(bot: Bot, ann: Person) -> None:
    rows = [[InlineKeyboardButton("x", callback_data="x" * 64)] * 8] * 12 + [
        [InlineKeyboardButton("x", callback_data="y")]
    ] * 4
    sent = await bot.send_message(ann.id, "x", reply_markup=InlineKeyboardMarkup(rows))
    assert sent.reply_markup is not None
