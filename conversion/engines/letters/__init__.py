"""Letters: what mail programs keep them in, as messages of one kind."""
