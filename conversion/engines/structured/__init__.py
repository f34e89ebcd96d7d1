"""Data: each format into a tree of dicts, lists and plain values, and back."""
