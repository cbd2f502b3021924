"""The pages of people whom we know: fetch, form, one command, redirect."""
