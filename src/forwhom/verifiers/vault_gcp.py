"""HashiCorp Vault's gcp auth method: every audience has to end in `vault/` and the name of the role.

Its text speaks of at least one audience; the code refuses a token as soon as one of them ends otherwise.

Source: hashicorp/vault-plugin-auth-gcp, plugin/path_login.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import MALFORMED as WRONG_SHAPES
from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation, Unset
from forwhom.audience.listing import Listing
from forwhom.audience.match import Comparison
from forwhom.finding import Party
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

MISMATCH = Message(
    template="at least one of the JWT claim 'aud' must end in {expected}",
    sample="""\
Error making API request.

URL: PUT https://vault.corp.example/v1/auth/gcp/login
Code: 400. Errors:

* at least one of the JWT claim 'aud' must end in "vault/orders\"""",
    codes=("aud-mismatch", "aud-path-differs", "verifier-limit"),
    status=400,
    expected_as=Listing.JSON,
    note="The role of the request is compared, not the mount: a token for another role ends in another name.",
)
WRONG_TYPE = Message(
    template="go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    sample="* go-jose/go-jose/jwt: expected string or array value to unmarshal to Audience",
    codes=("aud-wrong-type",),
    status=400,
)
EXPIRED = Message(
    template="JWT is expired or does not have proper 'exp' claim",
    sample="* JWT is expired or does not have proper 'exp' claim",
    codes=("token-expired", "exp-missing"),
    check=Check.EXPIRY,
    status=400,
)
TOO_LONG = Message(
    template="JWT must expire in {minutes} minutes, expires in {duration}",
    sample="* JWT must expire in 60 minutes, expires in 11h59m58s",
    codes=(),
    check=Check.OTHER,
    status=400,
    note="The lifetime is too long.",
)
SUBJECT = Message(
    template="expected JWT to have 'sub' claim with service account id or email",
    sample="* expected JWT to have 'sub' claim with service account id or email",
    codes=("subject-mismatch",),
    check=Check.SUBJECT,
    status=400,
)
KEY = Message(
    template="unable to get public key for signed JWT: {detail}",
    sample='* unable to get public key for signed JWT: unable to get public key "a1b2c3" for JWT subject "orders@acme.example": '
    "no Google OAuth2 provider key found for GCE role",
    codes=("key-not-found", "token-of-other-product"),
    check=Check.KEY,
    status=400,
)
MALFORMED = Message(
    template="unable to parse signed JWT: {detail}",
    sample="* unable to parse signed JWT: square/go-jose: compact JWS format must have three parts",
    codes=("token-malformed", "token-opaque"),
    check=Check.STRUCTURE,
    status=400,
)


def _ends(found: str, expected: str) -> bool:
    """Whether the found audience ends in the expected one."""
    return found.endswith(expected)


def _every(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """One audience that ends otherwise is enough to be refused."""
    audience = read(claims)
    if audience.shape in WRONG_SHAPES:
        return WRONG_TYPE
    if isinstance(expectation.audiences, Unset):
        return None
    values = audience.values
    return MISMATCH if any(not value.endswith(tuple(expectation.audiences)) for value in values) else None


VERIFIER = Verifier(
    id="vault-gcp",
    name="HashiCorp Vault gcp auth method",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "hashicorp/vault-plugin-auth-gcp, plugin/path_login.go; go-jose/go-jose, jwt/claims.go",
        "hashicorp/terraform-provider-vault, issue 2055",
    ),
    hints=("auth/gcp", "vault-plugin-auth-gcp", "gcpauth"),
    messages=(MISMATCH, WRONG_TYPE, EXPIRED, TOO_LONG, SUBJECT, KEY, MALFORMED),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=WRONG_TYPE,
        absent=ACCEPT,
        null=WRONG_TYPE,
        empty_array=ACCEPT,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
        compare=Comparison("suffix", "whether the token's audience ends in the expected one", _ends),
        decide=_every,
    ),
    order=(Check.STRUCTURE, Check.KEY, Check.SIGNATURE, Check.EXPIRY, Check.SUBJECT, Check.AUDIENCE),
    failures={
        Check.STRUCTURE: MALFORMED,
        Check.KEY: KEY,
        Check.EXPIRY: EXPIRED,
        Check.SUBJECT: SUBJECT,
    },
    setting=Setting(name="the role that the login names; the audience is vault/ and its name", keys=("role",)),
    recipe=Recipe(
        text="ask the metadata server, or sign the service account's JWT, for the audience of the role",
        language="shell",
        code="""\
curl -H 'Metadata-Flavor: Google' --get --data-urlencode audience=$audience --data-urlencode format=full \\
  http://metadata/computeMetadata/v1/instance/service-accounts/default/identity
""",
        party=Party.CLIENT,
    ),
    limits=(
        Limit(
            text="Every audience of the token has to end in vault/ and the role, though the text says at least one.",
            seen=Seen.WORDED,
            symptom="aud-mismatch",
            source="hashicorp/vault-plugin-auth-gcp, plugin/path_login.go",
        ),
        Limit(
            text="A token without any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="aud-missing",
            source="hashicorp/vault-plugin-auth-gcp, plugin/path_login.go",
        ),
    ),
    reveal="the message names the ending that is expected; vault read auth/gcp/role shows the roles",
)
