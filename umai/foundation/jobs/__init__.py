"""One queue in PostgreSQL: what must be done later, again or every night."""
