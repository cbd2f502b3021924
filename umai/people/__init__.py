"""Children, families, identity vault, consent, duplicates, search keys."""
