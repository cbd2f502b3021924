"""What is typed about days, rooms and appointments."""
