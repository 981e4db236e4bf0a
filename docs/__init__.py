"""The guides, and what writes the reference pages beside them."""
