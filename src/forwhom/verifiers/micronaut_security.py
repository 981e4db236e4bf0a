"""Micronaut Security. It answers a bare 401; the reason stands in the log at TRACE.

Nimbus parses the token.

Source: micronaut-projects/micronaut-security, AudienceJwtClaimsValidator.java and AudienceClaimValidator.java.
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

MISMATCH = Message(
    template="Expected JWT audience claim to include '{expected}', but audience list ({found}) did not.",
    sample="TRACE i.m.s.t.j.v.AudienceJwtClaimsValidator - Expected JWT audience claim to include 'https://api.example.com', "
    "but audience list (https://orders.example.com) did not.",
    codes=("aud-mismatch",),
    status=401,
    found_as=Listing.COMMA,
    where="the log at TRACE",
)
MISSING = Message(
    template="Expected JWT audience claim {expected} but audience list is not specified",
    sample="TRACE i.m.s.t.j.v.AudienceJwtClaimsValidator - Expected JWT audience claim https://api.example.com but audience "
    "list is not specified",
    codes=("aud-missing", "aud-empty"),
    status=401,
    where="the log at TRACE",
)
CLIENT = Message(
    template="JWT validation failed for provider [{provider}]. Audience claims does not contain [{expected}]",
    sample="TRACE i.m.s.o.e.t.r.v.AudienceClaimValidator - JWT validation failed for provider [auth0]. Audience claims does not "
    "contain [web-client]",
    codes=("aud-mismatch", "aud-other-client"),
    where="the log at TRACE",
    note="The OpenID client prints it of an ID Token; the expected value is its client id.",
)
CLIENT_PARTY = Message(
    template="JWT validation failed for provider [{provider}]. Multiple audience claims present but no authorized party",
    sample="TRACE i.m.s.o.e.t.r.v.AudienceClaimValidator - JWT validation failed for provider [auth0]. Multiple audience claims "
    "present but no authorized party",
    codes=("aud-many-unsupported",),
    where="the log at TRACE",
    note="The OpenID client prints it of an ID Token with more than one audience and without azp.",
)

VERIFIER = Verifier(
    id="micronaut-security",
    name="Micronaut Security",
    kind="framework",
    language="Java",
    versions="source of 2024-10",
    basis=Basis.READ,
    sources=("micronaut-projects/micronaut-security, AudienceJwtClaimsValidator.java and AudienceClaimValidator.java",),
    aliases=("micronaut",),
    hints=("micronaut", "AudienceJwtClaimsValidator"),
    messages=(MISMATCH, MISSING, CLIENT, CLIENT_PARTY),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        absent=MISSING,
        null=MISSING,
        empty_string=COMPARE,
        empty_array=MISSING,
        number=MISSING,
        other=MISSING,
        mixed=MISSING,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    setting=Setting(
        name="micronaut.security.token.jwt.claims-validators.audience", keys=("claims-validators.audience", "audience")
    ),
    switch="leaving the property out, which is the default",
    recipe=Recipe(
        text="set the property claims-validators.audience, and let the log show its reason",
        language="yaml",
        code="""\
micronaut:
  security:
    token:
      jwt:
        claims-validators:
          audience: $audience
          issuer: $issuer
logger:
  levels:
    io.micronaut.security: TRACE
""",
    ),
    limits=(
        Limit(
            text="Without the property, which is the default, any audience passes.",
            seen=Seen.ACCEPTED,
            symptom="audience-not-configured",
            source="micronaut-projects/micronaut-security, AudienceJwtClaimsValidator.java",
        ),
    ),
    reveal="the logger io.micronaut.security at TRACE prints the reason",
    notes=("One audience can be expected; it may be one of an array's.",),
    inferred=("number", "other", "mixed", "order", "several"),
)
