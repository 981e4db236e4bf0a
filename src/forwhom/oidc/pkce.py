"""The values of one authorization request that nobody may guess: state, nonce, and the verifier of PKCE.

Source: RFC 7636, OIDC Core section 3.1.2.1, RFC 6749 section 10.12
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field

#: Bytes; 32 of them make a verifier of 43 characters, the least that RFC 7636 allows.
_BYTES = 32
METHOD = "S256"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unguessable:
    """One value each for `state`, `nonce` and `code_verifier`; made anew for each request, or given to replay one."""

    state: str
    nonce: str
    verifier: str = field(repr=False)

    @property
    def challenge(self) -> str:
        """The `code_challenge` of the method S256. Source: RFC 7636 section 4.2."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def fresh() -> Unguessable:
    """New values from the system's random source."""
    return Unguessable(
        state=secrets.token_urlsafe(_BYTES), nonce=secrets.token_urlsafe(_BYTES), verifier=secrets.token_urlsafe(_BYTES)
    )
