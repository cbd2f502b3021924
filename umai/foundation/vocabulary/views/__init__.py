"""Pages of lists, rules, helpline categories and shared numbers."""
