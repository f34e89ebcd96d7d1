"""The Bot API: requests in time and at a bearable rate, what their refusals mean, and Telegram's files as one kind."""
