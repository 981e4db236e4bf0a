"""How the demo keeps its secrets: hashed, as ever, without the second that a password of a person would need."""
# Django has no types.
# pyright: basic

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):  # type: ignore[misc]
    """For secrets that are random and live as long as the process: nobody guesses them, however fast the hash."""

    algorithm = "pbkdf2_sha256_quick"
    iterations = 1000
