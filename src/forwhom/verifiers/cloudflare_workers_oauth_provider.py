"""@cloudflare/workers-oauth-provider, the OAuth server in front of MCP servers on Workers. No value is shown.

A token is bound to one resource, the URL of the Worker; the case of scheme and host and a slash at an empty path do
not matter.

Source: @cloudflare/workers-oauth-provider 1.2.3, dist/oauth-provider.js; cloudflare/workers-oauth-provider, issue 108
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.audience.match import Comparison
from forwhom.jwt.json import JsonValue
from forwhom.verifier import Basis, Check, Limit, Message, Recipe, Seen, Setting, Verifier, alike

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)([/?#].*)?", re.DOTALL)
#: What a resource is written with, and its parts.
_RESOURCE = re.compile(r"([a-z][a-z0-9+.-]*)://([\w:@!$&'()*+,;=.~%\[\]-]+)(/[^?]*)?(\?.*)?", re.ASCII | re.IGNORECASE)
_CHARACTERS = re.compile(r"(?:[\w:/?@!$&'()*+,;=.~\[\]-]|%[0-9A-Fa-f]{2})+", re.ASCII)
_LOOPBACK = re.compile(r"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?", re.IGNORECASE)
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^:@\[\]]+)(?::([0-9]+))?")
_USUAL_PORTS = {"https": "443", "http": "80"}
_STEPS = re.compile(r"/\.{1,2}(?:/|$)")


def folded(resource: str) -> str | None:
    """The resource with scheme and host in lower case and a slash for an empty path; `None` where it is no URL."""
    parts = _URL.fullmatch(resource)
    if not parts:
        return None
    path = parts[3] or "/"
    return f"{parts[1]}{parts[2]}".lower() + (path if path.startswith("/") else f"/{path}")


def same_resource(found: str, expected: str) -> bool:
    """Whether the two name one resource."""
    return folded(found) is not None and folded(found) == folded(expected)


RESOURCE = Comparison(
    "resource",
    "URLs exactly, but for the case of scheme and host and for a slash in place of an empty path",
    same_resource,
)


def _refusal(template: str, *codes: str, note: str = "", versions: str = "", challenge: str = "") -> Message:
    """A text of the response to a request with a token; `challenge` is what its header says beside the error."""
    return Message(
        template=template,
        sample=f"""\
HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer realm="OAuth", error="invalid_token"{challenge}

{{"error":"invalid_token","error_description":"{template}"}}""",
        codes=codes,
        status=401,
        note=note,
        versions=versions,
    )


EXTERNAL = _refusal(
    "External access token is not bound to the configured resource",
    "aud-mismatch",
    "aud-missing",
    "aud-list-shape",
    "aud-path-differs",
    "aud-host-differs",
    "aud-empty",
    "aud-wrong-type",
    note="A token that the Worker did not issue; resolveExternalToken says its audience, as one text.",
)
INTERNAL = _refusal(
    "Access token is not bound to the configured resource",
    "aud-path-differs",
    "aud-host-differs",
    "aud-mismatch",
    note="A token that the Worker issued for another resource, as after resourceMetadata.resource was changed.",
)
MISMATCH = _refusal(
    "Token audience does not match resource server",
    "aud-host-differs",
    "aud-path-differs",
    "aud-scheme-differs",
    "aud-mismatch",
    note="From 1.0 on the token is for the configured resource, and the request came in under another host or path; before, the "
    "URL of the request was all that the audience was compared with.",
    challenge=', error_description="Invalid audience"',
)
INVALID = Message(
    template="Invalid access token",
    sample='{"error":"invalid_token","error_description":"Invalid access token"}',
    codes=("signature-invalid", "token-expired", "token-opaque"),
    check=Check.SIGNATURE,
    status=401,
    common=True,
    note="The token is not stored, or resolveExternalToken does not take it.",
)
EXPIRED = Message(
    template="Access token expired",
    sample='{"error":"invalid_token","error_description":"Access token expired"}',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    common=True,
    note="A token that the Worker issued; from 1.0 on its audience is looked at before.",
)
UNKNOWN_RESOURCE = Message(
    template="The resource parameter must name exactly one configured protected resource",
    sample='{"error":"invalid_target","error_description":"The resource parameter must name exactly one configured protected '
    'resource"}',
    codes=("resource-not-registered", "aud-path-differs"),
    status=400,
    exception="invalid_target",
    note="The client asked for a resource that is not the configured one.",
)


def _setting(template: str, *codes: str) -> Message:
    """An error when the Worker starts, about the resource that is configured."""
    return Message(template=template, sample=f"TypeError: {template}", codes=codes, check=Check.CONFIGURATION)


REQUIRED = _setting(
    "resourceMetadata.resource is required and must be an absolute HTTPS URI without a fragment (http is accepted only on a "
    "loopback host)",
    "audience-not-configured",
    "aud-not-a-uri",
)
LOWER_CASE = _setting("resourceMetadata.resource must use a lowercase scheme and lowercase host", "aud-case-differs")
CANONICAL = _setting(
    "resourceMetadata.resource must use canonical URL serialization without userinfo, a default port, or dot segments",
    "aud-not-a-uri",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """The resource has to be an HTTPS URL, written in the one canonical way."""
    if expectation.audiences is UNKNOWN:
        return None
    resource = expectation.values[0] if expectation.values else ""
    parts = _RESOURCE.fullmatch(resource)
    if not parts or not _CHARACTERS.fullmatch(resource):
        return REQUIRED
    scheme = parts[1].lower()
    if scheme != "https" and not (scheme == "http" and _LOOPBACK.fullmatch(parts[2])):
        return REQUIRED
    if parts[1] + parts[2] != (parts[1] + parts[2]).lower():
        return LOWER_CASE
    host = _HOST.fullmatch(parts[2])
    canonical = (
        host and host[1] != _USUAL_PORTS[scheme] and not _STEPS.search(parts[3] or "") and (parts[3] or not parts[4])
    )
    return None if canonical else CANONICAL


VERIFIER = Verifier(
    id="cloudflare-workers-oauth-provider",
    name="@cloudflare/workers-oauth-provider",
    kind="library",
    language="TypeScript",
    versions="1.2.3",
    basis=Basis.OBSERVED,
    sources=(
        "@cloudflare/workers-oauth-provider 1.2.3, run with tokens of another issuer; by hand with its own, as were 0.10.4 and 0.1.0",
        "@cloudflare/workers-oauth-provider 1.2.3, dist/oauth-provider.js and docs/migration-1.x.md",
        "cloudflare/workers-oauth-provider, issue 108",
    ),
    aliases=("workers-oauth-provider",),
    hints=("workers-oauth-provider", "wrangler", "workers.dev", "resource_metadata"),
    messages=(MISMATCH, INTERNAL, EXTERNAL, INVALID, EXPIRED, UNKNOWN_RESOURCE, REQUIRED, LOWER_CASE, CANONICAL),
    audience=alike(
        EXTERNAL, unset=REQUIRED, empty_string=EXTERNAL, string_only=EXTERNAL, empty_setting=REQUIRED, compare=RESOURCE
    ),
    order=(Check.CONFIGURATION, Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE),
    failures={Check.CONFIGURATION: REQUIRED, Check.SIGNATURE: INVALID, Check.EXPIRY: INVALID},
    special={Check.CONFIGURATION: _configuration},
    setting=Setting(
        name="resourceMetadata.resource, the URL under which the Worker is asked",
        keys=("resource", "resourceMetadata"),
    ),
    recipe=Recipe(
        text="configure the URL under which clients reach the Worker, and let them request the token with it as resource",
        language="javascript",
        code="""\
const { OAuthProvider } = await import("@cloudflare/workers-oauth-provider");

const provider = new OAuthProvider({ ...options, resourceMetadata: { resource: $audience } });
""",
    ),
    limits=(
        Limit(
            text="A resource with a path was compared with the origin alone, so that every token for it was refused.",
            seen=Seen.REFUSED,
            versions="0.1",
            symptom="aud-path-differs",
            source="cloudflare/workers-oauth-provider, issue 108; 0.1.0, run",
        ),
    ),
    notes=(
        "A token of its own that was requested without resource is for the one resource that is configured, and is taken.",
        "Until 0.10 nothing had to be configured: the URL of the request had to begin with the audience.",
        "A token of another issuer is verified by the application, which tells the audience; a list of them is refused.",
    ),
)
