"""One file a finding kind; the file's stem is its code."""
