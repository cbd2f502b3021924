"""Names as people write them: one folded form for every script, and keys to find them by."""
