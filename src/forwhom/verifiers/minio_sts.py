"""MinIO's AssumeRoleWithWebIdentity, whose two texts say the reverse of what they mean.

Source: minio/minio, internal/config/identity/openid/jwt.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

MISMATCH = Message(
    template="STS JWT Token has `azp` claim invalid, `azp` must match configured OpenID Client ID",
    sample="<Error><Type></Type><Code>InvalidParameterValue</Code><Message>STS JWT Token has `azp` claim invalid, `azp` must match configured OpenID Client ID</Message></Error>",
    codes=(
        "aud-mismatch",
        "aud-is-client-id",
    ),
    status=400,
    exception="InvalidParameterValue",
    note="Neither aud nor azp holds the client ID: usually it is the audience that is wrong.",
)
MISSING = Message(
    template="STS JWT Token has `aud` claim invalid, `aud` must match configured OpenID Client ID",
    sample="<Error><Type></Type><Code>InvalidParameterValue</Code><Message>STS JWT Token has `aud` claim invalid, `aud` must match configured OpenID Client ID</Message></Error>",
    codes=(
        "aud-missing",
        "aud-wrong-type",
    ),
    status=400,
    exception="InvalidParameterValue",
    note="It is printed only when aud is absent or cannot be read; azp is not asked then.",
)
KEY = Message(
    template="No public key found for kid {kid}",
    sample="No public key found for kid 1b94c",
    codes=("key-not-found",),
    check=Check.KEY,
    status=400,
)


def _or_azp(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """A token that names audiences is accepted by its azp as well."""
    if not claims.get("aud"):
        return None
    return ACCEPT if claims.get("azp") in expectation.values else None


VERIFIER = Verifier(
    id="minio-sts",
    name="MinIO STS",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "minio/minio, internal/config/identity/openid/jwt.go",
        "minio/minio, cmd/sts-handlers.go",
    ),
    aliases=("minio",),
    hints=(
        "minio",
        "sts jwt token",
        "identity_openid",
    ),
    messages=(
        MISMATCH,
        MISSING,
        KEY,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=MISSING,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISSING,
        other=MISSING,
        mixed=MISSING,
        decide=_or_azp,
    ),
    order=(
        Check.KEY,
        Check.SIGNATURE,
        Check.EXPIRY,
        Check.AUDIENCE,
    ),
    failures={
        Check.KEY: KEY,
    },
    setting=Setting(
        name="client_id of identity_openid",
        keys=(
            "client_id",
            "MINIO_IDENTITY_OPENID_CLIENT_ID",
            "identity_openid",
        ),
    ),
    recipe=Recipe(
        text="set client_id to the audience of the tokens",
        language="shell",
        code="""\
mc admin config set myminio identity_openid \\
  config_url=https://idp.example/.well-known/openid-configuration \\
  client_id=$audience claim_name=policy
""",
    ),
    reveal="mc admin trace --verbose while the request is made",
    inferred=(
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
        "unset_malformed",
    ),
)
