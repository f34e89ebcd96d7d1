"""Choosing: from a file that arrives to what it is to become, by button, word or rule."""
