"""From what was typed to the input of the commands."""
