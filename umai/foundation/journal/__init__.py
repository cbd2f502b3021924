"""What was done and read, by whom and when: written once, never changed, sealed in a chain."""
