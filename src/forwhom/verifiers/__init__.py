"""One file a verifier; the file's stem is its id."""
