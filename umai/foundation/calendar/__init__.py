"""Which days the centre works, and when a time limit in working days ends."""
