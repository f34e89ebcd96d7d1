"""Archives as streams of members: read from one kind, written as another, nothing ever extracted by its own name."""
