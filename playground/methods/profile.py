"""What the bot is and says about itself: name, descriptions, commands."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from playground import refusals
from playground.call import Call, known_chat

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


async def get_me(call: Call) -> Any:
    """Say who the bot is and what it may do."""
    bot = call.world.bot
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }
    return bot.as_user() | abilities


async def agree(_call: Call) -> Any:
    """Agree to log out or to close: nothing here depends on it."""
    return True


async def set_my_commands(call: Call) -> Any:
    """Keep the commands of a scope and language."""
    commands = call.parameters.listing("commands")
    if commands is None:
        raise refusals.bad_request('parameter "commands" is required')
    if len(commands) > MAX_COMMANDS:
        raise refusals.bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _refuse_bad_command(command)
    _keep_commands(call, [{name: command[name] for name in ("command", "description")} for command in commands])
    return True


def _refuse_bad_command(command: Any) -> None:
    if not isinstance(command, dict) or not COMMAND.fullmatch(str(command.get("command", "")).lstrip("/")):
        raise refusals.bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= MAX_DESCRIPTION:
        raise refusals.bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


async def delete_my_commands(call: Call) -> Any:
    """Forget the commands of a scope and language."""
    _keep_commands(call, [])
    return True


async def get_my_commands(call: Call) -> Any:
    """The commands of exactly that scope and language."""
    return call.world.profile.commands.get(_scope(call), [])


def _keep_commands(call: Call, commands: list[dict[str, str]]) -> None:
    profile = call.world.profile
    call.world.profile = replace(profile, commands={**profile.commands, _scope(call): commands})


def _scope(call: Call) -> str:
    """Scope and language as one key, as the page reads it: ``["default", "", "", "ru"]``."""
    scope = call.parameters.mapping("scope") or {"type": "default"}
    if "chat_id" in scope:
        known_chat(call.world, scope["chat_id"])
    parts = [scope.get("type"), str(scope.get("chat_id", "")), str(scope.get("user_id", ""))]
    return json.dumps([*parts, call.parameters.text("language_code")])


def text_setter(name: str) -> Callable[[Call], Awaitable[Any]]:
    """The method that sets one of the bot's texts in one language: setMyName, setMyDescription, …."""

    async def set_text(call: Call) -> Any:
        text, language = call.parameters.text(name), call.parameters.text("language_code")
        if len(text) > TEXT_LIMITS[name]:
            raise refusals.bad_request(f"{name.upper()}_TOO_LONG")
        if name == "name" and text and not language:
            call.world.bot = replace(call.world.bot, name=text)
        profile = call.world.profile
        texts = {**profile.texts.get(name, {}), language: text}
        call.world.profile = replace(profile, texts={**profile.texts, name: texts})
        return True

    return set_text


def text_getter(name: str) -> Callable[[Call], Awaitable[Any]]:
    """The method that reads one of the bot's texts: getMyName, getMyDescription, …."""

    async def get_text(call: Call) -> Any:
        texts = call.world.profile.texts.get(name, {})
        default = texts.get("") or (call.world.bot.name if name == "name" else "")
        return {name: texts.get(call.parameters.text("language_code")) or default}

    return get_text


async def set_chat_menu_button(call: Call) -> Any:
    """Keep the menu button of a chat, or of all."""
    buttons = call.world.profile.menu_buttons
    button = call.parameters.mapping("menu_button") or {"type": "default"}
    chosen = {**buttons, call.parameters.text("chat_id"): button}
    call.world.profile = replace(call.world.profile, menu_buttons=chosen)
    return True


async def get_chat_menu_button(call: Call) -> Any:
    """The menu button of a chat."""
    buttons = call.world.profile.menu_buttons
    return buttons.get(call.parameters.text("chat_id")) or buttons.get("") or {"type": "commands"}
