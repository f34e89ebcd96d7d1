"""The Telegram bot: people, chats, menus, words. It asks `conversion` to convert."""
