"""Letters: what templates may say, the check of a template, and a template filled with values."""
