"""The Kubernetes API server on tokens of an OpenID Provider.

With one audience configured the audience is validated early, with several it is validated last.

Source: kubernetes/apiserver, plugin/pkg/authenticator/token/oidc/oidc.go; coreos/go-oidc, oidc/verify.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier


def _blank(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """An aud that is null or empty is written as one empty string."""
    return {"found": '[""]'} if read(claims).shape in {Shape.NULL, Shape.EMPTY_STRING} else {}


MISMATCH = Message(
    template='oidc: verify token: oidc: expected audience "{expected}" got {found}',
    sample='E0304 09:12:33.418 authentication.go:73] "Unable to authenticate the request" err="[invalid bearer token, oidc: '
    'verify token: oidc: expected audience \\"kubernetes\\" got [\\"headlamp\\"]]"',
    codes=("aud-mismatch", "aud-missing"),
    status=401,
    found_as=Listing.GO_QUOTED,
    nothing=("[]",),
    where="log of the API server",
    note="The client sees only Unauthorized. A token without aud is written as [].",
)
BLANK = Message(
    template='oidc: verify token: oidc: expected audience "{expected}" got [""]',
    sample='E0304 09:12:33.418 authentication.go:73] "Unable to authenticate the request" err="[invalid bearer token, oidc: '
    'verify token: oidc: expected audience \\"kubernetes\\" got [\\"\\"]]"',
    codes=("aud-empty",),
    status=401,
    where="log of the API server",
    note="The token's aud is null or an empty string.",
)
MISMATCH_SEVERAL = Message(
    template="oidc: verify token: oidc: expected audience in {expected} got {found}",
    sample='"Unable to authenticate the request" err="[invalid bearer token, oidc: verify token: oidc: expected audience in '
    '[\\"kubernetes\\" \\"kubelogin\\"] got [\\"headlamp\\"]]"',
    codes=("aud-mismatch", "aud-missing"),
    status=401,
    found_as=Listing.GO_QUOTED,
    expected_as=Listing.GO_QUOTED,
    nothing=("[]",),
    printed=_blank,
    where="log of the API server",
    note="This form is used when two or more audiences are configured; all other checks were passed before.",
)
NOT_CONFIGURED = Message(
    template="oidc: verify token: oidc: invalid configuration, audiences cannot be empty",
    sample='"Unable to authenticate the request" err="[invalid bearer token, oidc: verify token: oidc: invalid configuration, '
    'audiences cannot be empty]"',
    codes=("audience-not-configured",),
    status=401,
    where="log of the API server",
)
WRONG_TYPE = Message(
    template="oidc: verify token: oidc: failed to unmarshal claims: {detail}",
    sample='"Unable to authenticate the request" err="[invalid bearer token, oidc: verify token: oidc: failed to unmarshal '
    'claims: json: cannot unmarshal number into Go value of type []string]"',
    codes=("aud-wrong-type", "token-malformed"),
    status=401,
    where="log of the API server",
    basis=Basis.REPORTED,
)
ISSUER = Message(
    template='oidc: verify token: oidc: id token issued by a different provider, expected "{expected_issuer}" got "{issuer}"',
    sample='"Unable to authenticate the request" err="[invalid bearer token, oidc: verify token: oidc: id token issued by a '
    'different provider, expected \\"https://idp.corp.example\\" got \\"https://idp.corp.example/\\"]"',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    where="log of the API server",
)
EXPIRED = Message(
    template="oidc: verify token: oidc: token is expired (Token Expiry: {expiry})",
    sample='"Unable to authenticate the request" err="[invalid bearer token, oidc: verify token: oidc: token is expired (Token '
    'Expiry: 2026-03-04 09:12:33 +0000 UTC)]"',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    where="log of the API server",
    basis=Basis.REPORTED,
)
SIGNATURE = Message(
    template="oidc: verify token: failed to verify signature: {detail}",
    sample='"Unable to authenticate the request" err="[invalid bearer token, oidc: verify token: failed to verify signature: '
    'failed to verify id token signature]"',
    codes=("signature-invalid", "key-not-found"),
    check=Check.SIGNATURE,
    status=401,
    where="log of the API server",
    basis=Basis.REPORTED,
)
POLICY = Message(
    template="audienceMatchPolicy must be MatchAny for multiple audiences",
    sample='jwt[0].issuer.audienceMatchPolicy: Invalid value: "": audienceMatchPolicy must be MatchAny for multiple audiences',
    codes=("aud-many-unsupported",),
    check=Check.CONFIGURATION,
    where="log of the API server at start-up",
)
UNAUTHORIZED = Message(
    template="You must be logged in to the server ({detail})",
    sample="error: You must be logged in to the server (Unauthorized)",
    codes=("aud-mismatch", "iss-mismatch", "token-expired", "signature-invalid"),
    status=401,
    where="kubectl",
    note="kubectl shows this for every refused token; the reason stands only in the log of the API server.",
    basis=Basis.REPORTED,
)


def _word_for_several(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """The refusal in the words for two or more configured audiences; the comparison is the same."""
    audience = read(claims)
    malformed = audience.shape in {Shape.NUMBER, Shape.OTHER, Shape.MIXED_ARRAY}
    if len(expectation.values) < 2 or malformed or not set(audience.values).isdisjoint(expectation.values):  # noqa: PLR2004
        return None
    return MISMATCH_SEVERAL


VERIFIER = Verifier(
    id="kubernetes-oidc",
    name="Kubernetes API server with OpenID Connect",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    builds_on="go-oidc-v3",
    basis=Basis.READ,
    sources=(
        "kubernetes/apiserver, plugin/pkg/authenticator/token/oidc/oidc.go",
        "kubernetes/apiserver, pkg/apis/apiserver/validation/validation.go",
        "coreos/go-oidc, oidc/verify.go",
    ),
    aliases=("kube-oidc-proxy",),
    hints=(
        "kube-apiserver",
        "kubectl",
        "kubelogin",
        "invalid bearer token",
        "oidc-client-id",
        "unable to authenticate the request",
    ),
    messages=(
        MISMATCH,
        BLANK,
        MISMATCH_SEVERAL,
        NOT_CONFIGURED,
        WRONG_TYPE,
        ISSUER,
        EXPIRED,
        SIGNATURE,
        POLICY,
        UNAUTHORIZED,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=WRONG_TYPE,
        absent=MISMATCH,
        null=BLANK,
        empty_string=BLANK,
        empty_array=MISMATCH,
        number=WRONG_TYPE,
        other=WRONG_TYPE,
        mixed=WRONG_TYPE,
        decide=_word_for_several,
    ),
    order=(Check.STRUCTURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.NOT_BEFORE, Check.SIGNATURE),
    failures={Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED, Check.SIGNATURE: SIGNATURE},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(
        name="jwt[].issuer.audiences of the AuthenticationConfiguration, or --oidc-client-id",
        keys=("oidc-client-id", "audiences", "issuer.audiences"),
    ),
    recipe=Recipe(
        text="list the expected audiences in the AuthenticationConfiguration of the API server",
        language="yaml",
        code="""\
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
- issuer:
    url: $issuer
    audiences: [$audiences]
    audienceMatchPolicy: MatchAny
  claimMappings:
    username:
      claim: sub
      prefix: "oidc:"
""",
    ),
    reveal="the log of kube-apiserver",
    notes=(
        (
            "The unverified iss chooses the authenticator: a token of an issuer that is not configured is passed over without "
            "a text."
        ),
        "With two or more audiences the order is issuer, dates, signature, then the audience.",
        "Older clusters write the AuthenticationConfiguration as apiserver.config.k8s.io/v1beta1.",
    ),
)
