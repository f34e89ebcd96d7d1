"""What of a group's talk a bot in privacy mode gets to see."""

from playground import entities
from playground.messages import Message
from playground.world import World


def sees(world: World, message: Message) -> bool:
    """Whether Telegram hands a person's message to the bot."""
    chat = world.chats[message.chat_id]
    if chat.bot in ("left", "kicked"):
        return False
    if chat.is_private or chat.bot == "administrator" or not world.bot.privacy or message.kind == "service":
        return True
    return _replies_to_bot(world, message) or _commands_bot(world, message)


def _replies_to_bot(world: World, message: Message) -> bool:
    original = world.message(message.chat_id, message.reply_to) if message.reply_to else None
    return original is not None and original.sender_id == world.bot.id


def _commands_bot(world: World, message: Message) -> bool:
    text = message.content.get("text") or message.content.get("caption", "")
    marks = message.content.get("entities") or message.content.get("caption_entities", [])
    commands = [entities.cut(text, entity) for entity in marks if entity["type"] == "bot_command"]
    return any(_is_for_bot(world, message.chat_id, command) for command in commands)


def _is_for_bot(world: World, chat_id: int, command: str) -> bool:
    """A command without a name is for the bot that was the last of all bots to speak; here there is but one."""
    _, _, addressee = command.partition("@")
    return addressee.lower() == world.bot.username.lower() if addressee else world.chats[chat_id].bot_spoke
