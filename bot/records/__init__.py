"""Records: what was offered, ordered and delivered, and the moves between the states of a delivery."""
