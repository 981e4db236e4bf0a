"""pyoidc's ID Token. A second audience asks for azp, and a string of aud with a blank in it counts as several.

An object in aud passes when the client id is one of its names.

Source: CZ-NIC/pyoidc, src/oic/oic/message.py and src/oic/oauth2/message.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import (
    ACCEPT,
    AudienceRules,
    Basis,
    Check,
    Limit,
    Message,
    Outcome,
    Recipe,
    Seen,
    Setting,
    Verifier,
)

_MESSAGE = "oic.oauth2.message."


def names(claims: Mapping[str, JsonValue]) -> Sequence[str]:
    """The values that are compared: a string is cut at its blanks, and of an object its names count."""
    raw = claims.get("aud")
    if isinstance(raw, dict):
        return tuple(raw)
    return raw.split(" ") if isinstance(raw, str) else read(claims).values


def expected_text(expectation: Expectation) -> str:
    """How the client id is printed: a list, which never matches, in Python's notation."""
    values = expectation.values
    return values[0] if len(values) == 1 else repr(list(values))


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    raw = claims.get("aud")
    found = raw if isinstance(raw, dict) else list(names(claims))
    return {"found": repr(found), "expected": expected_text(expectation)}


MISMATCH = Message(
    template="{expected} not in aud:{found}",
    sample="oic.exception.NotForMe: web-client not in aud:['mobile-client']",
    codes=("aud-mismatch", "aud-other-client", "aud-many-unsupported"),
    exception="oic.exception.NotForMe",
    found_as=Listing.PYTHON,
    expected_as=Listing.PYTHON,
    printed=_printed,
    note="When a list stands before it, the client id was passed as a list, which never matches.",
)
MISSING = Message(
    template="Missing required attribute 'aud'",
    sample="oic.oauth2.message.MissingRequiredAttribute: Missing required attribute 'aud'",
    codes=("aud-missing", "aud-empty"),
    check=Check.PRESENCE,
    exception=f"{_MESSAGE}MissingRequiredAttribute",
    note="An empty aud gets this text too.",
)
MALFORMED = Message(
    template="On 'aud': type != <class 'str'>",
    sample="oic.oauth2.message.DecodeError: On 'aud': type != <class 'str'>",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    exception=f"{_MESSAGE}DecodeError",
)
MEMBER = Message(
    template="On 'aud': type != <class 'str'> ({type})",
    sample="oic.oauth2.message.DecodeError: On 'aud': type != <class 'str'> (<class 'int'>)",
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    exception=f"{_MESSAGE}DecodeError",
    note="The type of the wrong member of an array stands in brackets.",
)
PARTY_MISSING = Message(
    template="azp missing",
    sample="oic.oauth2.exception.VerificationError: azp missing",
    codes=("aud-many-unsupported", "aud-stray-characters"),
    exception="oic.oauth2.exception.VerificationError",
    note="The token names more than one audience; a string with a blank in it, even at its end, counts as several.",
    common=True,
)
PARTY_STRANGE = Message(
    template="Mismatch between azp and aud claims",
    sample="oic.oauth2.exception.VerificationError: Mismatch between azp and aud claims",
    codes=("aud-other-client",),
    exception="oic.oauth2.exception.VerificationError",
    note="azp is not among the token's audiences.",
    common=True,
    basis=Basis.READ,
)
PARTY_OTHER = Message(
    template="{client} != azp:{party}",
    sample="oic.exception.NotForMe: web-client != azp:mobile-client",
    codes=("aud-other-client",),
    exception="oic.exception.NotForMe",
    common=True,
    basis=Basis.READ,
)
ISSUER = Message(
    template="{expected_issuer} != {issuer}",
    sample="oic.exception.IssuerMismatch: https://login.example.com != https://sts.example.com",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception="oic.exception.IssuerMismatch",
    common=True,
)
EXPIRED = Message(
    template="Invalid expiration time",
    sample="oic.exception.EXPError: Invalid expiration time",
    codes=("token-expired",),
    check=Check.EXPIRY,
    exception="oic.exception.EXPError",
    note="An exp that lies before iat gets this text too.",
    common=True,
    basis=Basis.READ,
)
ISSUED_LATER = Message(
    template="Issued in the future",
    sample="oic.exception.IATError: Issued in the future",
    codes=("token-not-yet-valid",),
    check=Check.ISSUED_AT,
    exception="oic.exception.IATError",
    common=True,
    basis=Basis.READ,
)


def required(
    claims: Mapping[str, JsonValue], missing: Message, null: Message, malformed: Message, member: Message
) -> Message | None:
    """What is wrong with aud before anything is compared: it is required, and an object passes as it is."""
    raw = claims.get("aud")
    if raw == [""] or (isinstance(raw, list) and raw[:1] == [None]):
        return missing
    match read(claims).shape:
        case Shape.ABSENT | Shape.EMPTY_STRING | Shape.EMPTY_ARRAY:
            return missing
        case Shape.NULL:
            return null
        case Shape.NUMBER:
            return malformed
        case Shape.MIXED_ARRAY:
            return member
        case Shape.OTHER:
            if claims["aud"] == {}:
                return missing
            return None if isinstance(claims["aud"], dict) else malformed
        case Shape.STRING | Shape.ARRAY:
            return None


def judged(
    claims: Mapping[str, JsonValue],
    expectation: Expectation,
    found: Sequence[str],
    texts: tuple[Message, Message, Message, Message],
) -> Outcome:
    """The outcome for these audiences; `texts` are of a mismatch, and of an azp that is absent, strange, another's."""
    mismatch, party_missing, party_strange, party_other = texts
    client = expectation.values[0] if len(expectation.values) == 1 else None
    configured = isinstance(expectation.audiences, tuple)
    if configured and client not in found:
        return mismatch
    party = claims.get("azp")
    if len(found) > 1 and party not in found:
        return party_strange if "azp" in claims else party_missing
    return party_other if configured and "azp" in claims and party != client else ACCEPT


def _required(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The claim is required and typed before anything is compared; an object passes as it is."""
    return required(claims, MISSING, MALFORMED, MALFORMED, MEMBER)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """The client id has to be among the audiences, and a second audience asks for azp."""
    texts = (MISMATCH, PARTY_MISSING, PARTY_STRANGE, PARTY_OTHER)
    return _required(claims, expectation, None) or judged(claims, expectation, names(claims), texts)


VERIFIER = Verifier(
    id="pyoidc-oic",
    name="pyoidc (oic) ID Token",
    kind="library",
    language="Python",
    versions="1.7.0",
    basis=Basis.OBSERVED,
    sources=("oic 1.7.0, IdToken.verify run on a decoded token", "CZ-NIC/pyoidc, src/oic/oic/message.py at 1.7.0"),
    aliases=("pyoidc", "oic"),
    hints=("oic.exception", "oic.oauth2", "oic.oic", "oic/oic"),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        MEMBER,
        PARTY_MISSING,
        PARTY_STRANGE,
        PARTY_OTHER,
        ISSUER,
        EXPIRED,
        ISSUED_LATER,
    ),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=MISSING,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=MALFORMED,
        empty_string=MISSING,
        empty_array=MISSING,
        number=MALFORMED,
        other=MISMATCH,
        mixed=MEMBER,
        several=MISMATCH,
        decide=_audience,
    ),
    order=(Check.PRESENCE, Check.ISSUER, Check.AUDIENCE, Check.EXPIRY, Check.ISSUED_AT),
    failures={
        Check.PRESENCE: MISSING,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    special={Check.PRESENCE: _required},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="the argument client_id of IdToken.verify", keys=("client_id",)),
    switch="leaving out client_id",
    recipe=Recipe(
        text="pass the client id to which the ID Token was issued, as one string",
        language="python",
        code="""\
id_token.verify(iss=$issuer, client_id=$audience)
""",
    ),
    limits=(
        Limit(
            text="A blank in a string of aud, even at its end, makes it several audiences, and azp is then asked for.",
            seen=Seen.REFUSED,
            symptom="aud-many-unsupported",
            source="oic 1.7.0, run",
        ),
        Limit(
            text="An object in aud passes when the client id is one of its names.",
            seen=Seen.ACCEPTED,
            symptom="aud-wrong-type",
            source="oic 1.7.0, run",
        ),
    ),
    notes=(
        "A correct array with a second audience is refused without azp.",
        "Without client_id no audience is compared.",
    ),
)
