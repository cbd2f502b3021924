"""Files that leave the house, neutral, marked and whole; and registers that come in."""
