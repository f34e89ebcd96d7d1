"""Language: every sentence that people read, in theirs."""
