"""From what was typed to the input of a command."""
