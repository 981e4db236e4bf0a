"""The scopes that a token grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue


def granted(claims: Mapping[str, JsonValue]) -> frozenset[str]:
    """The scopes in `scope`, a string with blanks, or in `scp`, which Okta and Entra write; none where ill-typed.

    Source: RFC 8693 section 4.2, RFC 9068 section 2.2.3
    """
    value = claims.get("scope", claims.get("scp"))
    if isinstance(value, str):
        return frozenset(value.split(" ")) - {""}
    if isinstance(value, list):
        return frozenset(one for one in value if isinstance(one, str))
    return frozenset()
