"""Copies of the whole database, sealed; and the way back from one of them."""
