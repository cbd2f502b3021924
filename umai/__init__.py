"""Umai: the information system of a centre that protects children."""
