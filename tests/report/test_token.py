"""A decoded token as text."""

from __future__ import annotations

from textwrap import dedent

import pytest

from forwhom.jwt.token import decode
from forwhom.report.token import lines
from tests.sample_token import segment, shows_signature, token

NOW = 1_800_000_000


def test_a_signed_token() -> None:
    """Header, claims with their times in words, the signature by its length only."""
    assert "\n".join(lines(decode(token({"aud": ["a", "b"], "exp": NOW + 7200})), NOW)) == dedent("""\
        A signed token (JWS), 453 characters. Anybody can read it; nothing here is verified.

        JOSE header
          alg  "RS256"
          typ  "JWT"
          kid  "k1"

        claims
          aud  ["a", "b"]
          exp  1800007200   2027-01-15T10:00:00Z, in 2 hours

        signature: 256 bytes, not shown, not verified""")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (token(), "A signed token"),
        (f"{segment({'alg': 'RSA-OAEP', 'enc': 'A256GCM'})}.a.b.c.d", "An encrypted token (JWE)"),
        ("gho_16C7e42F292c6912E7710c838347Ae178B4a", "it is a GitHub OAuth access token"),
        ('{"aud": "a"}', "Header or claims that came decoded"),
        (token()[:90], "A part of a token"),
        ("", "There is no token here"),
        ('{"payload": "e30", "signatures": []}', "a JSON serialization"),
        (token({"iss": "a"}), "there is no aud claim"),
        (token({"iss": "a", "aud": "https://api.example.com"})[:80], "no aud claim stands whole before the place"),
        (token() + "=", "not in order"),
        ("eyJhbGciOiJIUzI1NiJ9.aGVsbG8gd29ybGQ.c2ln", "payload, which is no JSON"),
    ],
)
def test_what_it_is(text: str, told: str) -> None:
    """Each kind of text is named, and none is called valid."""
    answer = "\n".join(lines(decode(text), NOW))
    assert told in answer
    assert " valid" not in answer
    assert not shows_signature(answer)


def test_many_members_are_counted() -> None:
    """A token with thousands of claims does not flood the terminal."""
    answer = list(lines(decode(token({f"c{at}": at for at in range(1000)})), NOW))
    assert "  and 800 more" in answer
