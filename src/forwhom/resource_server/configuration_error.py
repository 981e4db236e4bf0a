"""A mistake in what the operator configured, told when the program starts and not when a token comes."""


class ConfigurationError(ValueError):
    """An argument with which no token could be judged safely. The text names the argument and what to write instead."""
