"""The Bot API's methods, by name."""

from collections.abc import Awaitable, Callable
from typing import Any

from playground.call import Call
from playground.methods import chats, media, messages, profile, receiving

Method = Callable[[Call], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "logOut": profile.agree,
    "close": profile.agree,
    "getUpdates": receiving.get_updates,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "answerCallbackQuery": receiving.answer_callback_query,
    "sendMessage": messages.send_message,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "editMessageMedia": media.edit_message_media,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "copyMessage": messages.copy_message,
    "forwardMessage": messages.forward_message,
    "setMessageReaction": messages.set_message_reaction,
    "sendDocument": media.sender("document"),
    "sendPhoto": media.sender("photo"),
    "sendVideo": media.sender("video"),
    "sendAudio": media.sender("audio"),
    "sendVoice": media.sender("voice"),
    "sendVideoNote": media.sender("video_note"),
    "sendAnimation": media.sender("animation"),
    "sendSticker": media.sender("sticker"),
    "sendMediaGroup": media.send_media_group,
    "getFile": media.get_file,
    "sendChatAction": chats.send_chat_action,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "leaveChat": chats.leave_chat,
    "getUserProfilePhotos": chats.get_user_profile_photos,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.text_setter("name"),
    "getMyName": profile.text_getter("name"),
    "setMyDescription": profile.text_setter("description"),
    "getMyDescription": profile.text_getter("description"),
    "setMyShortDescription": profile.text_setter("short_description"),
    "getMyShortDescription": profile.text_getter("short_description"),
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
}

# Telegram minds no letter case in a method's name.
_BY_LOWER_NAME = {name.lower(): (name, method) for name, method in METHODS.items()}


def find(name: str) -> tuple[str, Method] | None:
    """A method with its proper name, or None for one that is unknown."""
    return _BY_LOWER_NAME.get(name.lower())
