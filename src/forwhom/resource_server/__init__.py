"""The resource server's own check of a token: signature, issuer, audience and time, refusing whatever is in doubt."""
