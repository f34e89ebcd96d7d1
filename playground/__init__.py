"""A local Telegram: a Bot API server with a chat page, to try the bot without a token and to test it."""
