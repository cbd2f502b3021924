"""How pages look and answer."""
