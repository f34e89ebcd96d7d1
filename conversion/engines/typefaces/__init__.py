"""Fonts: their containers, their outlines, a picture of them."""
