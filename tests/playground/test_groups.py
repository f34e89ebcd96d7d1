"""Groups: privacy mode, topics, membership, migration, administrators."""

import pytest
from telegram import Bot, ChatMemberAdministrator, ChatMemberMember, ChatMemberOwner, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from playground.client import Client, ClientError


async def heard(bot: Bot) -> list[str]:
    """The texts that reached the bot since the last look."""
    updates = await bot.get_updates()
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return [_said(update) for update in updates if update.message]


def _said(update: Update) -> str:
    assert update.message is not None
    return update.message.text or update.message.caption or "(service)"


async def test_in_privacy_mode_the_bot_hears_only_what_is_meant_for_it(bot: Bot, client: Client) -> None:
    group, ann, name = client.group(), client.ann, bot.username
    sent = await bot.send_message(group, "hello")
    ann.send_text("small talk", group)
    ann.send_file(("photo.txt", b"x"), chat=group)
    ann.send_text("/convert@another_bot mp4", group)
    ann.send_text(f"/convert@{name} mp4", group)
    ann.send_text("to you", group, reply_to=sent.message_id)
    ann.send_file(("x.txt", b"x"), caption=f"/convert@{name} pdf", chat=group)

    assert await heard(bot) == [f"/convert@{name} mp4", "to you", f"/convert@{name} pdf"]


async def test_a_bare_command_is_for_the_bot_that_spoke_last(bot: Bot, client: Client) -> None:
    group = client.group()
    client.ann.send_text("/nobodys", group)
    await bot.send_message(group, "hello")
    client.ann.send_text("hello", group)
    client.ann.send_text("/mine", group)

    assert await heard(bot) == ["/mine"]


async def test_a_command_replying_to_a_file_brings_the_file_along(bot: Bot, client: Client) -> None:
    group = client.group()
    file = client.ann.send_file(("song.wav", b"x"), chat=group)
    client.boris.send_text(f"/convert@{bot.username} mp3", group, reply_to=file.id)

    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.reply_to_message is not None
    assert message.reply_to_message.document is not None
    assert message.reply_to_message.document.file_name == "song.wav"


async def test_without_privacy_mode_or_as_administrator_the_bot_hears_all(bot: Bot, client: Client) -> None:
    group = client.group()
    client.orders.privacy(on=False)
    client.ann.send_text("one", group)
    assert (await bot.get_me()).can_read_all_group_messages
    client.orders.privacy(on=True)
    client.carol.set_bot("administrator", group)
    client.ann.send_text("two", group)

    assert await heard(bot) == ["one", "two"]


async def test_answers_stay_in_their_topic(bot: Bot, client: Client) -> None:
    forum = client.group("Studio")
    asked = client.ann.send_text(f"/hi@{bot.username}", forum, thread=3)

    message = (await bot.get_updates())[0].message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message, message.chat.is_forum) == (3, True, True)
    await bot.send_message(forum, "hi", message_thread_id=3)
    await bot.send_message(forum, "reply", reply_to_message_id=asked.id)
    assert [m.thread for m in client.messages(forum) if m.from_bot] == [3, 3]
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(forum, "x", message_thread_id=77)


async def test_supergroups_number_their_messages_apart(bot: Bot, client: Client) -> None:
    first = client.add_group("One", [client.ann], type="supergroup")
    second = client.add_group("Two", [client.ann], type="supergroup")

    sent = [await bot.send_message(chat, "x") for chat in (first, second, first)]

    assert [message.message_id for message in sent] == [1, 1, 2]


async def test_a_bot_that_was_thrown_out_is_told_so(bot: Bot, client: Client) -> None:
    group, forum = client.group(), client.group("Studio")
    client.carol.set_bot("kicked", group)
    client.carol.set_bot("left", forum)

    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group, "x")
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(forum, "x")
    [kicked, left] = [update.my_chat_member for update in await bot.get_updates()]
    assert kicked is not None
    assert left is not None
    assert (kicked.new_chat_member.status, left.new_chat_member.status) == ("kicked", "left")
    client.carol.set_bot("member", group)
    await bot.send_message(group, "back")


async def test_a_bot_leaves_a_group(bot: Bot, client: Client) -> None:
    group = client.group()
    await bot.leave_chat(group)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group, "x")


async def test_who_blocks_the_bot_is_out_of_its_reach(bot: Bot, client: Client) -> None:
    client.ann.send_text("hi")
    client.ann.block_bot()

    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(client.ann.id, "x")
    client.ann.unblock_bot()
    await bot.send_message(client.ann.id, "x")
    statuses = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member]
    assert statuses == ["kicked", "member"]


async def test_a_group_that_becomes_a_supergroup_gets_a_new_id(bot: Bot, client: Client) -> None:
    group = client.group()
    grown = client.carol.migrate(group)

    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group, "x")
    assert migrated.value.new_chat_id == grown
    assert (await bot.send_message(grown, "x")).chat.type == "supergroup"
    [out, into] = [update.message for update in await bot.get_updates()]
    assert out is not None
    assert into is not None
    assert (out.chat.id, out.migrate_to_chat_id) == (group, grown)
    assert (into.chat.id, into.migrate_from_chat_id) == (grown, group)


async def test_members_have_their_statuses(bot: Bot, client: Client) -> None:
    group = client.group()
    client.carol.set_bot("administrator", group)

    assert isinstance(await bot.get_chat_member(group, client.ann.id), ChatMemberMember)
    assert isinstance(await bot.get_chat_member(group, client.carol.id), ChatMemberOwner)
    assert (await bot.get_chat_member(group, client.add_person("Eve").id)).status == "left"
    owner, itself = await bot.get_chat_administrators(group)
    assert isinstance(owner, ChatMemberOwner)
    assert isinstance(itself, ChatMemberAdministrator)
    assert itself.user.id == bot.id
    assert await bot.get_chat_member_count(group) == 4


async def test_a_chat_tells_of_itself(bot: Bot, client: Client) -> None:
    client.ann.send_text("hi")

    private, group = await bot.get_chat(client.ann.id), await bot.get_chat(client.group())

    assert (private.first_name, private.username, private.type) == ("Ann", "ann", "private")
    assert (group.title, group.type) == ("Weekend trip", "group")


async def test_replies_in_a_supergroup_without_topics_have_a_thread_that_is_no_topic(bot: Bot, client: Client) -> None:
    group = client.add_group("Plain", [client.ann], type="supergroup")
    sent = await bot.send_message(group, "x")
    client.ann.send_text("y", group, reply_to=sent.message_id)

    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message) == (sent.message_id, None)
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(group, "z", message_thread_id=message.message_thread_id)


async def test_a_person_who_only_spoke_in_a_group_cannot_be_written_to(bot: Bot, client: Client) -> None:
    client.ann.send_text("hello all", client.group())
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(client.ann.id, "psst")


async def test_who_blocked_the_bot_can_still_be_looked_up(bot: Bot, client: Client) -> None:
    client.ann.send_text("hi")
    client.ann.block_bot()
    assert (await bot.get_chat(client.ann.id)).first_name == "Ann"


async def test_people_join_leave_and_come_to_rule(bot: Bot, client: Client) -> None:
    group = client.group()
    await bot.get_updates(allowed_updates=["message", "chat_member"])
    client.ann.leave(group)
    client.ann.join(group)
    client.ann.join(group, "administrator")

    updates = await bot.get_updates()
    changes = [update.chat_member.new_chat_member.status for update in updates if update.chat_member]
    services = [update.message for update in updates if update.message]
    assert changes == ["left", "member", "administrator"]
    assert services[0].left_chat_member is not None
    assert [user.id for user in services[1].new_chat_members] == [client.ann.id]
    assert client.ann.id in [member.user.id for member in await bot.get_chat_administrators(group)]


async def test_a_deleted_topic_takes_its_messages_along_and_nothing_can_be_sent_there(bot: Bot, client: Client) -> None:
    studio = client.group("Studio")
    thread = client.boris.add_topic(studio, "Sketches")
    said = await bot.send_message(studio, "hello", message_thread_id=thread)
    with pytest.raises(ClientError, match="Only an administrator"):
        client.boris.delete_topic(studio, thread)
    client.carol.delete_topic(studio, thread)

    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("again", studio, said.message_id)
    with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
        await bot.send_message(studio, "hello", message_thread_id=thread)


async def test_only_supergroups_have_topics(client: Client) -> None:
    with pytest.raises(ClientError, match="Only a supergroup"):
        client.ann.add_topic(client.group(), "Sketches")
