"""Access: who may use the bot, what for, and how much of it in a day."""
