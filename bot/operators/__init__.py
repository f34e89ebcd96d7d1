"""Operators: statistics, incidents and broadcasts for those who run the bot."""
