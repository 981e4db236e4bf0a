"""Reading tokens: base64url, JSON, compact and JSON serializations, key sets. Nothing here verifies a signature."""
