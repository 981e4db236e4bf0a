"""Argo CD, which tries its allowed audiences one after the other and wraps whatever the last of them said.

The wrapping sentence speaks of audiences even when the signature or the issuer was at fault.

Source: argoproj/argo-cd, util/oidc/provider.go.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import AudienceRules, Basis, Check, Limit, Message, Outcome, Recipe, Seen, Setting, Verifier

_LOG = (
    'time="2026-03-04T09:12:33Z" level=error msg="finished unary call with code Unauthenticated" error="rpc error: code = '
    "Unauthenticated desc = invalid session: "
)


def _printed(_claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    """The audience that was tried, which the clause names once more."""
    return {"aud": expectation.values[0]} if expectation.values else {}


MISMATCH = Message(
    template='failed to verify provider token: token verification failed for all audiences: error for aud "{aud}": oidc: '
    'expected audience "{expected}" got {found}',
    sample="rpc error: code = Unauthenticated desc = invalid session: failed to verify provider token: token verification failed "
    'for all audiences: error for aud "argo-cd": oidc: expected audience "argo-cd" got ["ci-deployer"]',
    codes=("aud-mismatch", "aud-other-client"),
    status=401,
    found_as=Listing.GO_QUOTED,
    printed=_printed,
    note="One clause follows for each allowed audience, in no fixed order.",
)
ALL_FAILED = Message(
    template="token verification failed for all audiences",
    sample="Failed to verify token: failed to verify token: token verification failed for all audiences: error for aud "
    '"argo-cd": failed to verify signature: failed to verify id token signature',
    codes=("aud-mismatch", "aud-other-client", "signature-invalid", "iss-mismatch"),
    status=401,
    note="A bad signature and a wrong issuer are wrapped in the same sentence: the part behind each colon is the reason.",
)
EXPECTED = Message(
    template='failed to verify token: oidc: expected audience "{expected}" got {found}',
    sample='Failed to verify token: failed to verify token: oidc: expected audience "argo-cd-cli" got ["argo-cd"]',
    codes=("aud-mismatch", "aud-other-client"),
    status=401,
    found_as=Listing.GO_QUOTED,
    nothing=("[]",),
    versions="before 2.6",
    basis=Basis.REPORTED,
)
BLANK = Message(
    template='failed to verify provider token: token verification failed for all audiences: error for aud "{aud}": oidc: '
    'expected audience "{expected}" got [""]',
    sample="rpc error: code = Unauthenticated desc = invalid session: failed to verify provider token: token verification failed "
    'for all audiences: error for aud "argo-cd": oidc: expected audience "argo-cd" got [""]',
    codes=("aud-empty",),
    status=401,
    printed=_printed,
    note="The token's aud is null or an empty string.",
)
MISSING = Message(
    template="failed to verify provider token: oidc: invalid configuration, clientID must be provided or SkipClientIDCheck "
    "must be set",
    sample=_LOG + "failed to verify provider token: oidc: invalid configuration, clientID must be provided or "
    'SkipClientIDCheck must be set"',
    codes=("aud-missing",),
    status=401,
    note="The text misleads: the token has no aud; the configuration is not at fault.",
)
NOT_CONFIGURED = Message(
    template="failed to verify provider token: token has an audience claim, but no allowed audiences are configured",
    sample=_LOG
    + 'failed to verify provider token: token has an audience claim, but no allowed audiences are configured"',
    codes=("audience-not-configured",),
    status=401,
)
MALFORMED = Message(
    template="failed to determine whether the token has an aud claim: {detail}",
    sample=_LOG
    + "failed to verify provider token: failed to determine whether the token has an aud claim: failed to determine "
    "whether token had an audience claim: failed to unmarshal claims: json: cannot unmarshal number into Go value of type "
    '[]string"',
    codes=("aud-wrong-type", "token-malformed"),
    status=401,
)
SIGNATURE = Message(
    template="failed to verify signature: failed to verify id token signature",
    sample='token verification failed for all audiences: error for aud "argo-cd": failed to verify signature: failed to '
    "verify id token signature",
    codes=("signature-invalid", "key-not-found"),
    check=Check.SIGNATURE,
    status=401,
    basis=Basis.REPORTED,
)


def _has_claim(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """With no allowed audience a claim that is there is refused as such, even when it names nobody."""
    if expectation.audiences is NONE_CONFIGURED and read(claims).shape in {
        Shape.NULL,
        Shape.EMPTY_STRING,
        Shape.EMPTY_ARRAY,
    }:
        return NOT_CONFIGURED
    return None


VERIFIER = Verifier(
    id="argocd",
    name="Argo CD",
    kind="infrastructure",
    language="Go",
    versions="from 2.6",
    builds_on="go-oidc-v3",
    basis=Basis.READ,
    sources=(
        "argoproj/argo-cd, util/oidc/provider.go",
        "argoproj/argo-cd, util/security/jwt.go",
        "argoproj/argo-cd, util/settings/settings.go",
        "argoproj/argo-cd, server/server.go",
        "coreos/go-oidc, oidc/verify.go",
    ),
    aliases=("argo-cd",),
    hints=("argocd", "argo-cd", "failed to verify provider token"),
    messages=(MISMATCH, BLANK, ALL_FAILED, EXPECTED, MISSING, NOT_CONFIGURED, MALFORMED, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=MISSING,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=BLANK,
        empty_string=BLANK,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        decide=_has_claim,
    ),
    order=(Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.SIGNATURE),
    failures={Check.SIGNATURE: SIGNATURE},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(
        name="allowedAudiences in oidc.config of argocd-cm",
        keys=("allowedAudiences", "clientID", "cliClientID", "oidc.config"),
    ),
    switch="skipAudienceCheckWhenTokenHasNoAudience: true, for tokens without aud",
    recipe=Recipe(
        text="list the expected audiences under allowedAudiences in argocd-cm",
        language="yaml",
        code="""\
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
  namespace: argocd
data:
  oidc.config: |
    name: Corp
    issuer: $issuer
    clientID: argo-web
    cliClientID: argo-cli
    allowedAudiences: [$audiences]
""",
    ),
    limits=(
        Limit(
            text="A token without aud was accepted.",
            seen=Seen.ACCEPTED,
            versions="before 2.6",
            symptom="aud-missing",
            source="argoproj/argo-cd, util/settings/settings.go",
        ),
    ),
    reveal="argocd-server with --loglevel debug; the text lists each audience that was tried",
    notes=(
        (
            "Without allowedAudiences the clientID and the cliClientID are expected; with the bundled Dex these are argo-cd and "
            "argo-cd-cli. allowedAudiences replaces both, so it has to list them too."
        ),
        "An expired token ends the loop over the audiences.",
        "Releases of 2.6 and some after it begin these texts with failed to verify token, without provider.",
    ),
)
