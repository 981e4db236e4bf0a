"""Sigstore's Fulcio, whose callers see one text for every trouble with an identity token.

Source: sigstore/fulcio, pkg/identity/authorize.go; coreos/go-oidc, oidc/verify.go
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.finding import Party
from forwhom.record import replace
from forwhom.verifier import AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers import go_oidc_v3

MISMATCH = Message(
    template='oidc: expected audience "{expected}" got {found}',
    sample='fulcio-server: oidc: expected audience "sigstore" got ["https://github.com/corp"]',
    codes=(
        "aud-mismatch",
        "aud-provider-default",
        "aud-missing",
    ),
    found_as=Listing.GO_QUOTED,
    nothing=("[]",),
    where="log of the server",
)
BLANK, NOT_CONFIGURED, MALFORMED = (
    replace(message, sample=f"fulcio-server: {message.sample}", where="log of the server")
    for message in (go_oidc_v3.BLANK, go_oidc_v3.NOT_CONFIGURED, go_oidc_v3.MALFORMED)
)
GENERIC = Message(
    template="There was an error processing the identity token",
    sample="error fetching certificate from fulcio: rpc error: code = InvalidArgument desc = There was an error processing the identity token",
    codes=(
        "aud-mismatch",
        "token-expired",
        "signature-invalid",
        "token-malformed",
    ),
    check=Check.OTHER,
    status=400,
)
ISSUER = Message(
    template="unsupported issuer: {issuer}",
    sample="fulcio: unsupported issuer: https://gitlab.corp.example",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
)

VERIFIER = Verifier(
    id="sigstore-fulcio",
    name="Sigstore Fulcio",
    kind="infrastructure",
    language="Go",
    versions="not recorded",
    builds_on="go-oidc-v3",
    basis=Basis.READ,
    sources=(
        "sigstore/fulcio, pkg/config/config.go",
        "sigstore/fulcio, pkg/identity/authorize.go",
        "coreos/go-oidc, oidc/verify.go",
    ),
    aliases=(
        "fulcio",
        "cosign",
    ),
    hints=(
        "fulcio",
        "sigstore",
        "cosign",
    ),
    messages=(
        MISMATCH,
        BLANK,
        NOT_CONFIGURED,
        MALFORMED,
        GENERIC,
        ISSUER,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=MALFORMED,
        absent=MISMATCH,
        null=BLANK,
        empty_string=BLANK,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        empty_setting=NOT_CONFIGURED,
    ),
    order=(
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.SIGNATURE,
    ),
    failures={
        Check.ISSUER: ISSUER,
    },
    setting=Setting(
        name="client-id of the issuer in Fulcio's configuration",
        keys=(
            "client-id",
            "ClientID",
            "oidc-issuers",
        ),
    ),
    recipe=Recipe(
        text="request the identity token for the audience of Fulcio",
        language="yaml",
        code="""\
id_tokens:
  SIGSTORE_ID_TOKEN:
    aud: $audience
""",
        party=Party.CLIENT,
    ),
    reveal="the answer of the server, which cosign prints with --verbose",
    notes=("The public instance expects sigstore.",),
)
