"""idpyoidc's ID Token, the successor of pyoidc. A second audience asks for azp.

Its text for a wrong issuer shows two expressions in braces instead of their values, which is a mark to know it by.

Source: IdentityPython/idpy-oidc, src/idpyoidc/message/oidc/__init__.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from forwhom.audience.audience import read
from forwhom.audience.expectation import Expectation
from forwhom.audience.listing import Listing
from forwhom.jwt.json import JsonValue
from forwhom.record import replace
from forwhom.verifier import Basis, Check, Limit, Message, Outcome, Seen
from forwhom.verifiers import pyoidc_oic

_ERRORS = "idpyoidc.exception."


def _names(claims: Mapping[str, JsonValue]) -> Sequence[str]:
    """The values that are compared: of an object its names count, and a blank separates nothing."""
    raw = claims.get("aud")
    return tuple(raw) if isinstance(raw, dict) else read(claims).values


def _printed(claims: Mapping[str, JsonValue], expectation: Expectation) -> Mapping[str, str]:
    raw = claims.get("aud")
    found = raw if isinstance(raw, dict) else list(_names(claims))
    return {"found": repr(found), "expected": pyoidc_oic.expected_text(expectation)}


MISMATCH = Message(
    template="{expected} not in {found}",
    sample="idpyoidc.exception.NotForMe: web-client not in ['mobile-client']",
    codes=("aud-mismatch", "aud-other-client", "aud-many-unsupported"),
    exception=f"{_ERRORS}NotForMe",
    found_as=Listing.PYTHON,
    expected_as=Listing.PYTHON,
    printed=_printed,
    note="When a list stands before it, the client id was passed as a list, which never matches.",
    common=True,
)
MISSING = replace(
    pyoidc_oic.MISSING,
    sample="idpyoidc.exception.MissingRequiredAttribute: Missing required attribute 'aud'",
    exception=f"{_ERRORS}MissingRequiredAttribute",
)
MALFORMED = replace(
    pyoidc_oic.MALFORMED,
    sample="idpyoidc.exception.DecodeError: On 'aud': type != <class 'str'>",
    exception=f"{_ERRORS}DecodeError",
)
MEMBER = replace(
    pyoidc_oic.MEMBER,
    sample="idpyoidc.exception.DecodeError: On 'aud': type != <class 'str'> (<class 'int'>)",
    exception=f"{_ERRORS}DecodeError",
)
NULL = Message(
    template="Null is not allowed",
    sample='  File "site-packages/idpyoidc/message/__init__.py", line 280, in from_dict\nValueError: Null is not allowed',
    codes=("aud-wrong-type",),
    check=Check.TYPE,
    note="A claim of the token is null; the text does not say which.",
    common=True,
)
PARTY_MISSING = replace(
    pyoidc_oic.PARTY_MISSING,
    sample="idpyoidc.exception.VerificationError: azp missing",
    codes=("aud-many-unsupported",),
    exception=f"{_ERRORS}VerificationError",
    note="The token names more than one audience.",
)
PARTY_STRANGE = replace(
    pyoidc_oic.PARTY_STRANGE,
    sample="idpyoidc.exception.VerificationError: Mismatch between azp and aud claims",
    exception=f"{_ERRORS}VerificationError",
)
PARTY_OTHER = replace(
    pyoidc_oic.PARTY_OTHER,
    sample="idpyoidc.exception.NotForMe: web-client != azp:mobile-client",
    exception=f"{_ERRORS}NotForMe",
)
ISSUER = Message(
    template="{kwargs['iss']} != {self['iss']}",
    sample="idpyoidc.exception.IssuerMismatch: {kwargs['iss']} != {self['iss']}",
    codes=("iss-mismatch",),
    check=Check.ISSUER,
    exception=f"{_ERRORS}IssuerMismatch",
    note="The braces are in the text itself: the library prints the expressions instead of the two issuers.",
)
EXPIRED = replace(
    pyoidc_oic.EXPIRED,
    sample="idpyoidc.exception.EXPError: Invalid expiration time",
    exception=f"{_ERRORS}EXPError",
    note="",
)
ISSUED_LATER = replace(
    pyoidc_oic.ISSUED_LATER,
    template="Issued sometime in the future",
    sample="idpyoidc.exception.IATError: Issued sometime in the future",
    exception=f"{_ERRORS}IATError",
)


def _required(claims: Mapping[str, JsonValue], _expectation: Expectation, _now: float | None) -> Message | None:
    """The claim is required and typed before anything is compared; an object passes as it is."""
    return pyoidc_oic.required(claims, MISSING, NULL, MALFORMED, MEMBER)


def _audience(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome:
    """The client id has to be among the audiences, and a second audience asks for azp."""
    texts = (MISMATCH, PARTY_MISSING, PARTY_STRANGE, PARTY_OTHER)
    return _required(claims, expectation, None) or pyoidc_oic.judged(claims, expectation, _names(claims), texts)


VERIFIER = replace(
    pyoidc_oic.VERIFIER,
    id="idpyoidc",
    name="idpyoidc ID Token",
    versions="5.0.0",
    basis=Basis.OBSERVED,
    sources=(
        "idpyoidc 5.0.0, IdToken.verify run on a decoded token",
        "IdentityPython/idpy-oidc, src/idpyoidc/message/oidc/__init__.py at 5.0.0",
    ),
    aliases=("idpy-oidc",),
    hints=("idpyoidc",),
    messages=(
        MISMATCH,
        MISSING,
        MALFORMED,
        MEMBER,
        NULL,
        PARTY_MISSING,
        PARTY_STRANGE,
        PARTY_OTHER,
        ISSUER,
        EXPIRED,
        ISSUED_LATER,
    ),
    audience=replace(
        pyoidc_oic.VERIFIER.audience,
        mismatch=MISMATCH,
        unset_blank=MISSING,
        unset_malformed=MALFORMED,
        absent=MISSING,
        null=NULL,
        empty_string=MISSING,
        empty_array=MISSING,
        number=MALFORMED,
        other=MISMATCH,
        mixed=MEMBER,
        several=MISMATCH,
        decide=_audience,
    ),
    failures={
        Check.PRESENCE: MISSING,
        Check.ISSUER: ISSUER,
        Check.EXPIRY: EXPIRED,
        Check.ISSUED_AT: ISSUED_LATER,
    },
    special={Check.PRESENCE: _required},
    limits=(
        Limit(
            text="An object in aud passes when the client id is one of its names.",
            seen=Seen.ACCEPTED,
            symptom="aud-wrong-type",
            source="idpyoidc 5.0.0, run",
        ),
    ),
)
