"""Papers for a child, on time: procedures with steps, authorities and time limits."""
