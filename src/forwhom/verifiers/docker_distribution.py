"""The registry of Docker Distribution (and of Harbor, GitLab) on a token of its token server.

Source: distribution/distribution, registry/auth/token/token.go
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="token intended for another audience: {found}",
    sample='time="2026-03-04T09:12:33Z" level=info msg="token intended for another audience: [registry.corp.example]"',
    codes=("aud-mismatch",),
    found_as=Listing.GO_PLAIN,
    status=401,
    where="log of the registry",
    note="The service parameter of the token request has to be the service of the registry, without quotes around it.",
)

VERIFIER = Verifier(
    id="docker-distribution",
    name="Docker Distribution registry",
    kind="infrastructure",
    language="Go",
    versions="2 and 3, as read",
    basis=Basis.READ,
    sources=("distribution/distribution, registry/auth/token/token.go",),
    aliases=("docker-registry",),
    hints=("registry", "go.version", "harbor"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MISMATCH,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.STRUCTURE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.NOT_BEFORE, Check.SIGNATURE),
    setting=Setting(
        name="auth.token.service of the registry", keys=("auth.token.service", "REGISTRY_AUTH_TOKEN_SERVICE")
    ),
    recipe=Recipe(
        text="let service be what the token server puts into aud",
        language="yaml",
        code="""\
auth:
  token:
    realm: https://auth.corp.example/token
    service: $audience
    issuer: $issuer
""",
    ),
    inferred=(
        "unset",
        "unset_blank",
        "unset_malformed",
        "absent",
        "null",
        "empty_string",
        "empty_array",
        "number",
        "other",
        "mixed",
    ),
)
