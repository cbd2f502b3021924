"""The desk: what waits for one person today, and finding anything by its code."""
