"""One diagnosis, warm: a token with verifier and expectation known, beside PyJWT's own refusal of the same token."""

from __future__ import annotations

import contextlib
import time

import jwt as pyjwt

from benchmarks._timing import functions, report
from forwhom.audience.expectation import Expectation
from forwhom.case import Case
from forwhom.diagnose import diagnose
from forwhom.jwt.token import decode

KEY = "0123456789abcdef0123456789abcdef"
FOUND, EXPECTED = "https://api.example.com/", "https://api.example.com"


def main() -> None:
    """Measures and prints."""
    now = int(time.time())
    claims = {
        "iss": "https://auth.example.com/",
        "sub": "auth0|5f7c8ec7c33c6c004bbafe82",
        "aud": [FOUND, "https://auth.example.com/userinfo"],
        "iat": now,
        "exp": now + 3600,
        "azp": "my_client_id",
        "scope": "openid profile email",
    }
    text = pyjwt.encode(claims, KEY, algorithm="HS256", headers={"kid": "2024-01"})
    token = decode(text)
    expectation = Expectation(audiences=(EXPECTED,), issuers=("https://auth.example.com/",))
    case = Case(token=token, expectation=expectation, verifier="pyjwt", now=now)

    def refuse() -> None:
        with contextlib.suppress(pyjwt.InvalidAudienceError):
            pyjwt.decode(text, KEY, algorithms=["HS256"], audience=EXPECTED)

    message = Case(
        token=token,
        expectation=expectation,
        verifier="pyjwt",
        now=now,
        error="InvalidAudienceError: Audience doesn't match",
    )
    medians = functions(
        {
            "PyJWT refuses the token (yardstick)": refuse,
            "decode the token": lambda: decode(text),
            "diagnose, verifier and expectation known": lambda: diagnose(case),
            "diagnose, with the error text as well": lambda: diagnose(message),
        }
    )
    report("One token", medians, "PyJWT refuses the token (yardstick)")


if __name__ == "__main__":
    main()
