"""Delivery: files are fetched from Telegram, conversions are followed, and results are brought into the chat."""
