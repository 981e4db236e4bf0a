"""Pomerium, whose access-token path takes only a plain string in aud.

Source: pomerium/pomerium, pkg/identity/oidc/oidc.go
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, Basis, Check, Message, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="error verifying access token audience claim, invalid audience",
    sample="error verifying access token audience claim, invalid audience",
    codes=(
        "aud-mismatch",
        "aud-list-shape",
        "aud-missing",
    ),
    note="It is also printed when aud is an array.",
)
EXTERNAL = Message(
    template="identity/extjwt: token audience does not match any allowed audience",
    sample="identity/extjwt: token audience does not match any allowed audience",
    codes=("aud-mismatch",),
)
EXTERNAL_UNSET = Message(
    template="identity/extjwt: at least one allowed audience is required",
    sample="identity/extjwt: at least one allowed audience is required",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
)
PROVIDER_UNSET = Message(
    template="at least one audience is required",
    sample="config: at least one audience is required",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
)
SESSION = Message(
    template="internal/sessions: validation failed, invalid audience claim (aud)",
    sample="internal/sessions: validation failed, invalid audience claim (aud)",
    codes=("aud-mismatch",),
)

VERIFIER = Verifier(
    id="pomerium",
    name="Pomerium",
    kind="gateway",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "pomerium/pomerium, pkg/identity/oidc/oidc.go, pkg/identity/oidc/azure/microsoft.go, pkg/identity/oidc/extjwt/extjwt.go",
        "pomerium/pomerium, config/identity_provider.go",
        "pomerium/pomerium, internal/sessions/errors.go",
    ),
    hints=(
        "pomerium",
        "identity/extjwt",
        "idp_access_token",
    ),
    messages=(
        MISMATCH,
        EXTERNAL,
        EXTERNAL_UNSET,
        PROVIDER_UNSET,
        SESSION,
    ),
    audience=alike(MISMATCH, unset=ACCEPT, string_only=MISMATCH),
    order=(Check.EXPIRY, Check.SIGNATURE, Check.AUDIENCE, Check.ISSUER),
    setting=Setting(
        name="idp_access_token_allowed_audiences",
        keys=(
            "idp_access_token_allowed_audiences",
            "audiences",
        ),
    ),
    switch="idp_access_token_allowed_audiences left out: any audience passes",
    recipe=Recipe(
        text="list the audience in idp_access_token_allowed_audiences",
        language="yaml",
        code="""\
idp_access_token_allowed_audiences: [$audiences]
""",
    ),
    reveal="the log of Pomerium at log_level debug",
    notes=("Identity providers for external tokens refuse every token when no audience is listed.",),
)
