"""Open code lists and rules as dated data: labels in every language, source, versions."""
