"""What each kind of token must be beside well-formed: its type, its required claims, its authorized party."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forwhom.finding import Evidence, Where
from forwhom.resource_server.refusal import finding, malformed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forwhom.finding import Finding
    from forwhom.jwt.json import JsonValue


class Profile(StrEnum):
    """The kind of token that a validator accepts."""

    JWT = "jwt"
    ACCESS_TOKEN = "at+jwt"
    ID_TOKEN = "id-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a profile asks beside a well-formed token.

    `types` are the accepted values of typ, in lower case; others pass with `lenient`, unless they name a
    kind of JWT. `required` are the claims that must be there.
    """

    profile: Profile
    types: frozenset[str | None]
    lenient: bool
    required: tuple[str, ...] = ()


KINDS = {
    kind.profile: kind
    for kind in (
        Kind(profile=Profile.JWT, types=frozenset({None, "jwt", "at+jwt"}), lenient=True),
        Kind(
            profile=Profile.ACCESS_TOKEN,
            types=frozenset({"at+jwt"}),
            lenient=False,
            required=("sub", "client_id", "iat", "jti"),
        ),
        Kind(profile=Profile.ID_TOKEN, types=frozenset({None, "jwt"}), lenient=True, required=("sub", "iat")),
    )
}
# What only an ID Token carries. Source: OIDC Core 1.0 sections 2 and 3.3.2.11.
_ID_TOKEN_ONLY = ("nonce", "at_hash", "c_hash")


def wrong_type(kind: Kind, typ: str | None, claims: Mapping[str, JsonValue]) -> Finding | None:
    """Why the token is of another kind, by its header's typ; `None` where it is not.

    Source: RFC 7515 section 4.1.9, RFC 8725 section 3.11, RFC 9068 section 4
    """
    name = None if typ is None else typ.lower().removeprefix("application/")
    if name in kind.types or (kind.lenient and name is not None and not name.endswith("+jwt")):
        return None
    place = Evidence(Where.HEADER, "/typ")
    if name == "at+jwt":
        return finding("access-token-as-id-token", "its typ is at+jwt", found=typ, evidence=place)
    if kind.profile is Profile.ACCESS_TOKEN and any(claim in claims for claim in _ID_TOKEN_ONLY):
        because = "its typ is not at+jwt, and it has claims of an ID Token"
        return finding("id-token-as-access-token", because, found=typ, expected="at+jwt", evidence=place)
    return finding(
        "typ-mismatch",
        "the typ in its header names another kind of token" if typ else "it has no typ in its header",
        found=typ,
        expected=sorted(one for one in kind.types if one),
        evidence=place,
    )


def missing_claim(kind: Kind, claims: Mapping[str, JsonValue]) -> Finding | None:
    """The first claim that the profile requires and the token has not.

    Source: RFC 9068 section 2.2, OIDC Core 1.0 section 2
    """
    for name in kind.required:
        if name not in claims:
            return malformed(f"the claim {name} is missing, which this kind of token must have", where=Where.CLAIMS)
    return None


def other_party(
    client_id: str, trusted: frozenset[str], values: Sequence[JsonValue], claims: Mapping[str, JsonValue]
) -> Finding | None:
    """Why an ID Token for these audiences was not issued to this client; `None` where it was.

    Several audiences need an azp, although newer editions of the standard leave that open: only it says which of
    them is the client.

    Source: OIDC Core 1.0 section 3.1.3.7, steps 3 to 5
    """
    foreign = [value for value in values if value not in trusted]
    if client_id not in values or foreign:
        because = (
            "the client ID is not among the audiences" if not foreign else "it is also for others, not trusted here"
        )
        return finding(
            "aud-other-client", because, found=list(values), expected=client_id, evidence=Evidence(Where.CLAIMS, "/aud")
        )
    party = claims.get("azp")
    if party == client_id or ("azp" not in claims and len(values) == 1):
        return None
    because = "it has several audiences and no azp" if "azp" not in claims else "its azp names another client"
    return finding(
        "aud-other-client", because, found=party, expected=client_id, evidence=Evidence(Where.CLAIMS, "/azp")
    )
