"""openidconnect, the Rust crate of OpenID Connect clients, which also refuses audiences beside its own.

Source: ramosbugs/openidconnect-rs, src/verification/mod.rs
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike


def _others(claims: Mapping[str, JsonValue], expectation: Expectation) -> list[str]:
    """The audiences of a list that names the client, which it was not told to trust."""
    found = claims.get("aud")
    if not isinstance(found, list) or not any(value in expectation.values for value in found):
        return []
    return [value for value in found if isinstance(value, str) and value not in expectation.values]


def _other(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    return {"found": _others(claims, expectation)[0]}


def _found(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The audiences of the token, each in backquotes."""
    return {"found": Listing.COMMA_BLANK.write(tuple(f"`{value}`" for value in read(claims).values))}


MISMATCH = Message(
    template="Invalid audiences: must contain `{expected}` (found audiences: {found})",
    sample="Failed to verify ID token: Invalid audiences: must contain `shop-web` (found audiences: `8d3b3f49-1c2d`)",
    codes=("aud-other-client", "aud-mismatch"),
    found_as=Listing.COMMA_BLANK,
    printed=_found,
)
NOT_TRUSTED = Message(
    template="Invalid audiences: `{found}` is not a trusted audience",
    printed=_other,
    sample="ERROR sqlpage::webserver::oidc] Failed to process OIDC callback with params code=c1&state=s1: Invalid audiences: `329836626744180738` is not a trusted audience",
    codes=("aud-many-unsupported", "aud-mismatch"),
    note="The client's own id is in the token. Another audience beside it is one that the client was not told to trust; it is the one that is printed.",
)
MISSING = Message(
    template="Invalid audiences: missing audiences claim",
    sample="Failed to verify ID token: Invalid audiences: missing audiences claim",
    codes=("aud-missing",),
)


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A token that names the client is refused all the same for an audience beside it that nobody trusts."""
    return NOT_TRUSTED if _others(claims, expectation) else None


VERIFIER = Verifier(
    id="openidconnect-rs",
    name="openidconnect (Rust)",
    kind="library",
    language="Rust",
    versions="4.x, as read",
    basis=Basis.READ,
    sources=(
        "ramosbugs/openidconnect-rs, src/verification/mod.rs and issue 210",
        "sqlpage/SQLPage, issue 965",
        "dani-garcia/vaultwarden, issue 6650",
    ),
    aliases=("openidconnect",),
    hints=("openidconnect", "sqlpage", "vaultwarden", "rustical", "jitsi-openid", "proxmox", "claimsverificationerror"),
    messages=(MISMATCH, NOT_TRUSTED, MISSING),
    audience=alike(MISMATCH, absent=MISSING, null=MISSING, decide=_decide),
    order=(Check.ISSUER, Check.AUDIENCE, Check.SIGNATURE, Check.EXPIRY),
    takes=TokenKind.ID_TOKEN,
    setting=Setting(
        name="client_id, and set_other_audience_verifier_fn for those beside it",
        keys=(
            "client_id",
            "clientId",
            "oidc_client_id",
            "SSO_CLIENT_ID",
            "SSO_AUDIENCE_TRUSTED",
            "oidc_additional_trusted_audiences",
        ),
    ),
    recipe=Recipe(
        text="name the further audiences that this client trusts",
        language="rust",
        code="""\
let verifier = client
    .id_token_verifier()
    .set_other_audience_verifier_fn(|aud| [$audiences].contains(&aud.as_str()));
""",
    ),
    reveal="the message names both values",
    notes=(
        "ZITADEL puts the project and the other clients of the project into aud, which is the usual way to this refusal.",
        "Programs built on it have a setting of their own: SSO_AUDIENCE_TRUSTED of Vaultwarden, oidc_additional_trusted_audiences of SQLPage.",
    ),
    inferred=("unset", "unset_blank", "unset_malformed", "null", "number", "other", "mixed"),
)
