"""From what was typed about people to the input of commands."""
