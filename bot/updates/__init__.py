"""Updates: how they come in from Telegram, wait in the inbox, and are processed in order."""
