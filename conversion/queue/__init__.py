"""The queue: the row of each conversion, the moves between its states, whose turn it is, and attempts at it."""
