"""Writes the reference pages from the catalogue, one kind of page a file."""
