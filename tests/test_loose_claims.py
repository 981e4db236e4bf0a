"""Claims as Go prints a map of them."""

from __future__ import annotations

import pytest

from forwhom.gather import gather
from forwhom.jwt.json import JsonValue
from forwhom.loose_claims import go_map


@pytest.mark.parametrize(
    ("line", "claims"),
    [
        ("claims: map[aud:orders exp:1.7e+09]", {"aud": "orders", "exp": 1.7e9}),
        (
            "map[aud:https://api.example.com:8443/v1 scope:read write] and more",
            {"aud": "https://api.example.com:8443/v1", "scope": "read write"},
        ),
        (
            "map[admin:true aud:[a b] cnf:map[aud:x] sub:<nil>]",
            {"admin": True, "aud": ["a", "b"], "cnf": "map[aud:x]", "sub": None},
        ),
        ("map[aud:orders iss:urn:example:login", {"aud": "orders", "iss": "urn:example:login"}),
        ("map[name:orders size:3]", {}),
        ("map[]", {}),
        ("map of the world", {}),
    ],
)
def test_a_map_of_go(line: str, claims: dict[str, JsonValue]) -> None:
    """Members are told apart by their names; values with colons and blanks stay whole; other maps are no claims."""
    assert go_map(line) == claims


def test_a_map_stands_before_the_error() -> None:
    """The claims of a log line are read, and the complaint on the next one stays."""
    case = gather("claims: map[aud:[orders] exp:1.7e+09]\ntoken has invalid audience")
    assert case.token
    assert case.token.claims == {"aud": ["orders"], "exp": 1.7e9}
    assert case.error
    assert "token has invalid audience" in case.error
