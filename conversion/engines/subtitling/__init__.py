"""Subtitles: each format into pysubs2's lines and back."""
