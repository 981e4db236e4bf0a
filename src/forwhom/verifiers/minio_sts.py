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
        "aud-mismatch",
    ),
    status=400,
    exception="InvalidParameterValue",
    note="Despite its words aud is absent, or neither text nor a list; azp is not asked then. Older releases print it also when aud names another client and azp is absent.",
)
KEY = Message(
    template="No public key found for kid {kid}",
    sample="No public key found for kid 1b94c",
    codes=("key-not-found",),
    check=Check.KEY,
    status=400,
)


def _by_aud_or_azp(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """A token with an aud is accepted by its aud or its azp, in each of which a text is parted at commas."""
    found = _values(claims.get("aud"))
    if found is None:
        return MISSING
    allowed = found | (_values(claims.get("azp")) or set())
    return MISMATCH if allowed.isdisjoint(expectation.values) else ACCEPT


def _values(claim: JsonValue) -> set[str] | None:
    """The values of a claim that is a text or a list, without the blank ones; `None` for any other."""
    if not isinstance(claim, str | list):
        return None
    texts = [claim] if isinstance(claim, str) else [member for member in claim if isinstance(member, str)]
    return {part.strip() for text in texts for part in text.split(",")} - {""}


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
        "minio/pkg, policy/policy.go",
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
        empty_string=MISMATCH,
        empty_array=MISMATCH,
        number=MISSING,
        other=MISSING,
        mixed=COMPARE,
        decide=_by_aud_or_azp,
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
    notes=("A text in aud or azp counts as several values, parted at commas.",),
)
