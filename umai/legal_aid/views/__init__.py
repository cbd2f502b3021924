"""Pages of legal aid."""
