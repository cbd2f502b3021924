"""A file that comes in is made harmless, kept sealed and given out as a clean copy."""
