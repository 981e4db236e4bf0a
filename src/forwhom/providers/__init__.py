"""One file a provider; the file's stem is its id."""
