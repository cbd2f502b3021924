"""Cases: from the first worry to a safe closure, with every promise of time kept visible."""
