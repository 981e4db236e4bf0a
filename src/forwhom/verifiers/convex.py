"""Convex, which looks a token's issuer and audience up in convex/auth.config.ts.

Source: get-convex/convex-backend, crates/authentication; public reports
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="No auth provider found matching the given token",
    sample='{"code":"NoAuthProvider","message":"No auth provider found matching the given token (no providers configured). Check convex/auth.config.ts."}',
    codes=("aud-missing", "iss-mismatch", "aud-mismatch", "audience-not-configured"),
    note="No entry of auth.config.ts has both this iss as its domain and this aud as its applicationID.",
)

SEVERAL = Message(
    template="Could not verify token claim",
    sample='convex: {"code":"Unauthenticated","message":"Could not verify token claim"}',
    codes=("aud-many-unsupported", "signature-invalid"),
    check=Check.SIGNATURE,
    note="A token with more than one audience gets this text although the right one is among them.",
    common=True,
)


def _alone(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The expected audience has to stand alone."""
    found = claims.get("aud")
    several = isinstance(found, list) and len(found) > 1 and any(value in found for value in expectation.values)
    return SEVERAL if several else None


VERIFIER = Verifier(
    id="convex",
    name="Convex",
    kind="cloud",
    language="Rust",
    versions="as read, version not recorded",
    basis=Basis.READ,
    sources=("get-convex/convex-backend, crates/authentication/src/lib.rs", "public reports of Convex with Clerk"),
    hints=("convex", "noauthprovider", "auth.config"),
    messages=(MISMATCH, SEVERAL),
    audience=alike(MISMATCH, decide=_alone),
    order=(Check.STRUCTURE, Check.EXPIRY, Check.AUDIENCE, Check.SIGNATURE),
    setting=Setting(name="applicationID and domain in convex/auth.config.ts", keys=("applicationID",)),
    recipe=Recipe(
        text="name the audience and the issuer of the tokens",
        language="javascript",
        code="""\
export default {
  providers: [{ domain: $issuer, applicationID: $audience }],
};
""",
    ),
    notes=(
        "Clerk needs a JWT template named convex, which puts convex into aud.",
        "The issuer is compared without a slash at its end.",
        "After a change of auth.config.ts the functions have to be pushed again.",
    ),
    inferred=("unset_malformed", "absent", "null", "number", "other", "mixed"),
)
