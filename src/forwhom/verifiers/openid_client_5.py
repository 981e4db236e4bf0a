"""openid-client 5. It prints both values; the signature of an ID Token is verified last.

A token for several audiences is refused without azp, even when the client is among them.

Source: panva/openid-client, lib/client.js at 5.7.1.
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import UNKNOWN, Expectation
from forwhom.audience.listing import Listing
from forwhom.audience.printed import compact, javascript
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_ERROR = "RPError"


def _printed(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """A list as JSON, any other value as Node prints it."""
    match claims.get("aud"):
        case list() as aud:
            return {"found": compact(aud)}
        case dict() as aud:
            return {
                "found": "{ " + ", ".join(f"{_name(name)}: {_member(aud[name])}" for name in aud) + " }"
                if aud
                else "{}"
            }
        case aud:
            return {"found": javascript(aud)}


def _name(name: str) -> str:
    return name if name.isidentifier() else f"'{name}'"


def _member(value: JsonValue) -> str:
    return f"'{value}'" if isinstance(value, str) else javascript(value)


MISMATCH = Message(
    template="aud mismatch, expected {expected}, got: {found}",
    sample="RPError: aud mismatch, expected web-client, got: mobile-client",
    codes=("aud-mismatch", "aud-wrong-type", "aud-empty"),
    exception=_ERROR,
    printed=_printed,
    note="The signature has not been verified yet when this is printed.",
)
NOT_INCLUDED = Message(
    template="aud is missing the client_id, expected {expected} to be included in {found}",
    sample='RPError: aud is missing the client_id, expected web-client to be included in ["mobile-client"]',
    codes=("aud-mismatch", "aud-empty"),
    exception=_ERROR,
    found_as=Listing.JSON,
    printed=_printed,
)
MISSING = Message(
    template="missing required JWT property aud",
    sample="RPError: missing required JWT property aud",
    codes=("aud-missing",),
    check=Check.PRESENCE,
    exception=_ERROR,
)
AZP_MISSING = Message(
    template="missing required JWT property azp",
    sample="RPError: missing required JWT property azp",
    codes=("aud-many-unsupported", "aud-mismatch"),
    exception=_ERROR,
    note="aud names more than one audience, and the token has no azp.",
)
AZP = Message(
    template="azp mismatch, got: {azp}",
    sample="RPError: azp mismatch, got: mobile-client",
    codes=("aud-other-client", "aud-mismatch"),
    exception=_ERROR,
    basis=Basis.READ,
)
NOT_CONFIGURED = Message(
    template="client_id is required",
    sample="TypeError: client_id is required",
    codes=("audience-not-configured", "aud-many-unsupported"),
    check=Check.CONFIGURATION,
    exception="TypeError",
)
ISSUER = Message(
    template="unexpected iss value, expected {expected_issuer}, got: {issuer}",
    sample="RPError: unexpected iss value, expected https://login.example.com/, got: https://login.example.org/",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=_ERROR,
)
EXPIRED = Message(
    template="JWT expired, now {now}, exp {exp}",
    sample="RPError: JWT expired, now 1774576800, exp 1774569600",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception=_ERROR,
)
NOT_YET_VALID = Message(
    template="JWT not active yet, now {now}, nbf {nbf}",
    sample="RPError: JWT not active yet, now 1774569600, nbf 1774576800",
    codes=("token-not-yet-valid",),
    check=Check.NOT_BEFORE,
    exception=_ERROR,
)
SIGNATURE = Message(
    template="failed to validate JWT signature",
    sample="RPError: failed to validate JWT signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception=_ERROR,
)


def _configuration(_claims: Mapping[str, JsonValue], expectation: Expectation, _now: float | None) -> Message | None:
    """Exactly one client_id is taken, and it must not be empty."""
    if expectation.audiences is UNKNOWN or (len(expectation.values) == 1 and expectation.values[0]):
        return None
    return NOT_CONFIGURED


def _presence(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The claim aud is required, whatever its value."""
    return None if "aud" in claims else MISSING


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Several audiences need azp; a list that lacks the client has its own text."""
    aud = claims.get("aud")
    if not isinstance(aud, list):
        return None
    if len(aud) > 1 and not claims.get("azp"):
        return AZP_MISSING
    return None if any(one in expectation.values for one in aud) else NOT_INCLUDED


VERIFIER = Verifier(
    id="openid-client-5",
    name="openid-client 5",
    kind="library",
    language="JavaScript",
    versions="5.7.1",
    basis=Basis.OBSERVED,
    sources=("openid-client 5.7.1, run", "panva/openid-client, lib/client.js at 5.7.1"),
    hints=("RPError", "openid-client/lib/client.js"),
    messages=(
        MISMATCH,
        NOT_INCLUDED,
        MISSING,
        AZP_MISSING,
        AZP,
        NOT_CONFIGURED,
        ISSUER,
        EXPIRED,
        NOT_YET_VALID,
        SIGNATURE,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=NOT_CONFIGURED,
        unset_blank=NOT_CONFIGURED,
        unset_malformed=NOT_CONFIGURED,
        absent=MISSING,
        null=MISMATCH,
        empty_string=MISMATCH,
        empty_array=NOT_INCLUDED,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
        empty_setting=NOT_CONFIGURED,
        several=NOT_CONFIGURED,
        decide=_audience,
    ),
    order=(
        Check.CONFIGURATION,
        Check.PRESENCE,
        Check.ISSUER,
        Check.NOT_BEFORE,
        Check.EXPIRY,
        Check.AUDIENCE,
        Check.SIGNATURE,
    ),
    failures={
        Check.CONFIGURATION: NOT_CONFIGURED,
        Check.PRESENCE: MISSING,
        Check.ISSUER: ISSUER,
        Check.NOT_BEFORE: NOT_YET_VALID,
        Check.EXPIRY: EXPIRED,
        Check.SIGNATURE: SIGNATURE,
    },
    special={Check.CONFIGURATION: _configuration, Check.PRESENCE: _presence},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="client_id of the Client", keys=("client_id", "clientId")),
    recipe=Recipe(
        text="give the Client the client id that the token was issued to",
        language="javascript",
        code="""\
import { Issuer } from "openid-client";

const issuer = await Issuer.discover($issuer);
const client = new issuer.Client({ client_id: $audience, client_secret: "SECRET", response_types: ["code"] });
const tokens = await client.callback(redirectUri, client.callbackParams(request), checks);
""",
    ),
)
