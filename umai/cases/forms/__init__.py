"""From what was typed to what a command takes."""
