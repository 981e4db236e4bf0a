"""What an application meets that asks for claims where no token was accepted."""


class NoClaims(LookupError):  # noqa: N818 - says what is not there, as KeyError does
    """No token was accepted for this request."""
