"""cloudflared on the token that Cloudflare Access adds; the audience is the AUD tag of the application.

Source: cloudflare/cloudflared, ingress/middleware/jwtvalidator.go
"""

from __future__ import annotations

from forwhom.audience.listing import Listing
from forwhom.record import replace
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier
from forwhom.verifiers import go_oidc_v3

MISMATCH = Message(
    template="Invalid token in jwt: [{found}]",
    sample="2026-03-04T09:12:33Z DBG Invalid token in jwt: [4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2]",
    codes=(
        "aud-mismatch",
        "aud-missing",
    ),
    status=403,
    found_as=Listing.BLANK,
    where="log of cloudflared",
)
MALFORMED = replace(
    go_oidc_v3.MALFORMED,
    sample=f"2026-03-04T09:12:33Z ERR cloudflared {go_oidc_v3.MALFORMED.sample}",
    where="log of cloudflared",
)
NO_TOKEN = Message(
    template="no access token in request",
    sample="2026-03-04T09:12:33Z DBG no access token in request",
    codes=("token-missing",),
    check=Check.STRUCTURE,
    status=403,
    where="log of cloudflared",
    note="The request has no header Cf-Access-Jwt-Assertion.",
)
BAD_SETTING = Message(
    template="access.TeamName cannot be blank when access.audTags are present",
    sample="access.TeamName cannot be blank when access.audTags are present",
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
)
CLIENT = Message(
    template='cached token audience does not include expected application audience "{expected}"',
    sample='cached token audience does not include expected application audience "4714c1358e65fe4b408ad6d432a5f878f08194bdb4752441fd56faefa9b2b6f2"',
    codes=("aud-mismatch",),
    where="cloudflared access, at the client",
)

VERIFIER = Verifier(
    id="cloudflare-access",
    name="Cloudflare Access",
    kind="gateway",
    language="Go",
    versions="not recorded",
    basis=Basis.READ,
    sources=(
        "cloudflare/cloudflared, ingress/middleware/jwtvalidator.go, ingress/ingress.go",
        "coreos/go-oidc, oidc/verify.go",
        "Cloudflare documentation, validate JWTs",
    ),
    aliases=("cloudflared",),
    hints=(
        "cloudflare",
        "cloudflared",
        "cf-access",
        "audtag",
    ),
    messages=(
        MISMATCH,
        MALFORMED,
        NO_TOKEN,
        BAD_SETTING,
        CLIENT,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=MISMATCH,
        unset_malformed=MALFORMED,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
    ),
    order=(
        Check.STRUCTURE,
        Check.ISSUER,
        Check.EXPIRY,
        Check.SIGNATURE,
        Check.AUDIENCE,
    ),
    failures={
        Check.STRUCTURE: NO_TOKEN,
    },
    setting=Setting(
        name="audTag under originRequest.access",
        keys=(
            "audTag",
            "audTags",
            "aud_tag",
            "aud",
        ),
    ),
    recipe=Recipe(
        text="list the AUD tag of the application",
        language="yaml",
        code="""\
ingress:
- hostname: orders.corp.example
  service: http://localhost:8080
  originRequest:
    access:
      required: true
      teamName: corp
      audTag: [$audiences]
""",
    ),
    reveal="the log of cloudflared with --loglevel debug, and the AUD tag in the settings of the application",
    notes=(
        "The AUD tag of an application is 64 hexadecimal digits.",
        "An empty list matches nothing.",
    ),
)
