"""The registry of Docker Distribution (and of Harbor, GitLab) on a token of its token server.

Source: distribution/distribution, registry/auth/token/token.go
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.verifier import (
    ACCEPT,
    COMPARE,
    AudienceRules,
    Basis,
    Check,
    Message,
    Outcome,
    Recipe,
    Setting,
    Verifier,
)


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """How Go's JSON package calls the value that does not fit; an issuer that is absent is empty."""
    found = claims.get("aud")
    return {"kind": next((name for kind, name in _KINDS if isinstance(found, kind)), "array")}


# A bool is an int to Python, so it comes first.
_KINDS = ((bool, "bool"), ((int, float), "number"), (dict, "object"))
MISMATCH = Message(
    template='token intended for another audience: "{found}"',
    sample='time="2026-03-04T09:12:33Z" level=info msg="token intended for another audience: \\"registry.corp.example\\""',
    codes=("aud-mismatch", "aud-missing", "aud-empty"),
    status=401,
    where="log of the registry",
    note="The service parameter of the token request has to be the service of the registry, without quotes around it. A "
    "token without aud gets this text with nothing between the quotes.",
)
LIST_MISMATCH = Message(
    template="token intended for another audience: {found}",
    sample='time="2026-03-04T09:12:33Z" level=info msg="token intended for another audience: [registry.corp.example]"',
    codes=("aud-mismatch",),
    found_as=Listing.GO_PLAIN,
    status=401,
    versions="from 3",
    where="log of the registry",
    note="Version 3 takes an aud that is an array.",
    basis=Basis.READ,
)
MALFORMED = Message(
    template="error while unmarshalling raw token: json: cannot unmarshal {kind} into Go struct field ClaimSet.aud of type string",
    sample='time="2026-03-04T09:12:33Z" level=info msg="error while unmarshalling raw token: json: cannot unmarshal array into Go struct field ClaimSet.aud of type string"',
    codes=("aud-list-shape", "aud-wrong-type"),
    check=Check.TYPE,
    status=401,
    printed=_printed,
    where="log of the registry",
    note="Version 2 reads aud into a string; a token server has to write one string.",
)
ISSUER = Message(
    template='token from untrusted issuer: "{issuer}"',
    sample='time="2026-03-04T09:12:33Z" level=info msg="token from untrusted issuer: \\"https://auth.corp.example\\""',
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    status=401,
    where="log of the registry",
)
EXPIRED = Message(
    template="token not to be used after {until} - currently {now}",
    sample='time="2026-03-04T09:12:33Z" level=info msg="token not to be used after 2026-03-04 08:12:33 +0000 UTC - currently 2026-03-04 09:12:33.24320538 +0000 UTC m=+3.225403509"',
    codes=("token-expired",),
    check=Check.EXPIRY,
    status=401,
    where="log of the registry",
    note="A minute of grace is in it; a token without exp gets this text too.",
)
NOT_YET_VALID = Message(
    template="token not to be used before {from} - currently {now}",
    sample='time="2026-03-04T09:12:33Z" level=info msg="token not to be used before 2026-03-04 10:12:33 +0000 UTC - currently 2026-03-04 09:12:33.507498381 +0000 UTC m=+3.489696520"',
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    status=401,
    where="log of the registry",
)
KEY = Message(
    template='token signed by untrusted key with ID: "{key}"',
    sample='time="2026-03-04T09:12:33Z" level=info msg="token signed by untrusted key with ID: \\"observed\\""',
    codes=("key-not-found",),
    check=Check.KEY,
    status=401,
    where="log of the registry",
    note="kid has to be the fingerprint of a key in rootcertbundle, unless the header carries x5c or jwk.",
)
SIGNATURE = Message(
    template="unable to verify token signature: {detail}",
    sample='time="2026-03-04T09:12:33Z" level=info msg="unable to verify token signature: invalid signature"',
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    status=401,
    where="log of the registry",
)
NO_START = Message(
    template='unable to configure authorization (token): token auth requires a valid option string: "service"',
    sample='panic: unable to configure authorization (token): token auth requires a valid option string: "service"',
    codes=("audience-not-configured",),
    check=Check.CONFIGURATION,
    where="standard error of the registry, which does not start",
)
RESPONSE = Message(
    template='{"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":null}]}',
    sample="""\
HTTP/1.1 401 Unauthorized
Docker-Distribution-Api-Version: registry/2.0

{"errors":[{"code":"UNAUTHORIZED","message":"authentication required","detail":null}]}""",
    codes=("aud-mismatch", "token-missing", "iss-mismatch", "token-expired", "signature-invalid", "aud-list-shape"),
    check=Check.OTHER,
    status=401,
    where="response body",
    note="The client reads this whatever is wrong; the log of the registry says what.",
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Without a service, or with a list of them, the registry does not start."""
    return NO_START if expectation.audiences is NONE_CONFIGURED or len(expectation.values) > 1 else None


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """What is no string is refused while the claims are read; null reads as an empty string."""
    return None if read(claims).shape in {Shape.ABSENT, Shape.NULL, Shape.STRING, Shape.EMPTY_STRING} else MALFORMED


def _expiry(claims: Mapping[str, JsonValue], _expectation: Expectation, now: float | None) -> Message | None:
    """An exp that is absent or null reads as 0, which is long past."""
    expires = claims.get("exp") or 0
    return EXPIRED if isinstance(expires, int) and (now or _MINUTE + 1) > expires + _MINUTE else None


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """With a service that is empty, a token without aud names it."""
    return ACCEPT if "" in expectation.values and not claims.get("aud") else None


_MINUTE = 60

VERIFIER = Verifier(
    id="docker-distribution",
    name="Docker Distribution registry",
    kind="infrastructure",
    language="Go",
    versions="2.8.2; 3 as read",
    basis=Basis.OBSERVED,
    sources=(
        "docker-registry 2.8.2 of Debian 12, run with the recipe",
        "distribution/distribution, registry/auth/token/token.go",
    ),
    aliases=("docker-registry",),
    hints=("registry", "go.version", "harbor"),
    messages=(
        MISMATCH,
        LIST_MISMATCH,
        MALFORMED,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        KEY,
        SIGNATURE,
        NO_START,
        RESPONSE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NO_START,
        unset_blank=NO_START,
        unset_malformed=NO_START,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MALFORMED,
        number=MALFORMED,
        other=MALFORMED,
        mixed=MALFORMED,
        string_only=MALFORMED,
        several=NO_START,
        decide=_audience,
    ),
    order=(
        Check.CONFIGURATION,
        Check.TYPE,
        Check.ISSUER,
        Check.AUDIENCE,
        Check.EXPIRY,
        Check.NOT_BEFORE,
        Check.KEY,
        Check.SIGNATURE,
    ),
    failures={
        Check.CONFIGURATION: NO_START,
        Check.TYPE: MALFORMED,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.KEY: KEY,
        Check.SIGNATURE: SIGNATURE,
    },
    special={Check.CONFIGURATION: _configuration, Check.TYPE: _type, Check.EXPIRY: _expiry},
    setting=Setting(
        name="auth.token.service of the registry", keys=("auth.token.service", "REGISTRY_AUTH_TOKEN_SERVICE")
    ),
    switch="service as an empty string: a token without aud passes",
    recipe=Recipe(
        text="let service be what the token server puts into aud",
        language="yaml",
        code="""\
auth:
  token:
    realm: https://auth.corp.example/token
    service: $audience
    issuer: $issuer
    rootcertbundle: /etc/docker/registry/token.pem
""",
    ),
    reveal="the log of the registry, at level info, has the token's audience; the response has not",
    notes=(
        "The signature is verified last, so that a forged token for another audience reports the audience.",
        "A registry is one service: with a list it does not start.",
    ),
)
