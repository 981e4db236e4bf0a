"""The audience: what a token carries, what a verifier expects, how the two are compared, and where they part."""
