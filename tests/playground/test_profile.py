"""What the bot says about itself."""

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands
from telegram.error import BadRequest

from playground.persons import Person


async def test_a_bot_knows_who_it_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (bot.id, True, f"playground_{bot.id}_bot")
    assert not me.can_read_all_group_messages


async def test_commands_are_kept_by_scope_and_language(bot: Bot, ann: Person) -> None:
    await bot.set_my_commands([("start", "Start")])
    await bot.set_my_commands([("start", "Начать")], language_code="ru")
    await bot.set_my_commands([("stop", "Stop")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([("here", "Here")], scope=BotCommandScopeChat(ann.id))

    assert await bot.get_my_commands() == (BotCommand("start", "Start"),)
    assert await bot.get_my_commands(language_code="ru") == (BotCommand("start", "Начать"),)
    assert await bot.get_my_commands(BotCommandScopeChat(ann.id)) == (BotCommand("here", "Here"),)
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([("Start", "x")], "bot_command_invalid"),
        ([("x" * 33, "x")], "bot_command_invalid"),
        ([("start", "x" * 257)], "bot_command_description_invalid"),
        ([(f"c{number}", "x") for number in range(101)], "bot_commands_too_much"),
    ],
)
async def test_commands_have_their_limits(bot: Bot, commands: list[tuple[str, str]], reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_my_commands(commands)


async def test_name_and_descriptions_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_name("Mutabor")
    await bot.set_my_description("Converts files")
    await bot.set_my_description("Преобразует файлы", language_code="ru")
    await bot.set_my_short_description("Files")

    assert (await bot.get_me()).first_name == "Mutabor"
    assert (await bot.get_my_name()).name == "Mutabor"
    assert (await bot.get_my_description(language_code="ru")).description == "Преобразует файлы"
    assert (await bot.get_my_description(language_code="de")).description == "Converts files"
    assert (await bot.get_my_short_description()).short_description == "Files"
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_the_menu_button_is_kept(bot: Bot, ann: Person) -> None:
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert await bot.get_chat_menu_button(ann.id) == MenuButtonCommands()


async def test_chat_actions_are_checked(bot: Bot, ann: Person) -> None:
    assert await bot.send_chat_action(ann.id, "upload_document")
    with pytest.raises(BadRequest, match=r"(?i)wrong parameter action in request"):
        await bot.send_chat_action(ann.id, "dancing")


async def test_small_things_are_answered(bot: Bot, ann: Person) -> None:
    photos = await bot.get_user_profile_photos(ann.id)
    assert photos is not None
    assert photos.total_count == 0
    assert await bot.log_out()
