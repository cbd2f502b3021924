"""Tables with base, blanks, percentages and age bands: arithmetic without rows or people."""
