"""Explains why a JSON Web Token was refused for its audience."""
