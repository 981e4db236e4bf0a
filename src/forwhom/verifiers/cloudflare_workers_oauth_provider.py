"""@cloudflare/workers-oauth-provider, the OAuth server in front of MCP servers on Workers.

Source: cloudflare/workers-oauth-provider, src/oauth-provider.ts, issue 108
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Limit, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Token audience does not match resource server",
    sample="""\
HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer error="invalid_token", error_description="Token audience does not match resource server"

{"error":"invalid_token","error_description":"Token audience does not match resource server"}""",
    codes=("aud-path-differs", "aud-host-differs", "aud-scheme-differs", "aud-mismatch"),
    status=401,
)

VERIFIER = Verifier(
    id="cloudflare-workers-oauth-provider",
    name="@cloudflare/workers-oauth-provider",
    kind="library",
    language="TypeScript",
    versions="0.1 and later, as reported",
    basis=Basis.READ,
    sources=("cloudflare/workers-oauth-provider, src/oauth-provider.ts and issue 108",),
    aliases=("workers-oauth-provider",),
    hints=("workers-oauth-provider", "wrangler", "workers.dev", "resource_metadata"),
    messages=(MISMATCH,),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=ACCEPT,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    setting=Setting(
        name="the URL under which the Worker is asked, and the resource of the token request",
        keys=("resource", "resourceMetadata"),
    ),
    recipe=Recipe(
        text="request the token with the resource that the server publishes",
        language="text",
        code="""\
resource=$audience
""",
    ),
    limits=(
        Limit(
            text="a resource with a path was compared with the origin alone, so that every token for it was refused.",
            versions="0.1",
            symptom="aud-path-differs",
            source="cloudflare/workers-oauth-provider, issue 108",
        ),
    ),
    notes=("A token that was requested without resource has no audience, and is taken.",),
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
        "order",
    ),
)
