"""Vector animations: what they are read from, and their frames."""
