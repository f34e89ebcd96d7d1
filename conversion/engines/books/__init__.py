"""Ebooks and comics: what their bytes say before a program opens them, and their pages."""
