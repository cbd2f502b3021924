"""Pages of cases: fetch, form, one command, redirect."""
