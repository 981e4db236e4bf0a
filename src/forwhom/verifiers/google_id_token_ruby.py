"""The google-id-token gem, archived in favour of googleauth.

Source: google/google-id-token, issues 35 and 37
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.expectation import Expectation
from forwhom.jwt.json import JsonValue
from forwhom.verifier import ACCEPT, Basis, Check, Message, Outcome, Recipe, Setting, Verifier, alike

MISMATCH = Message(
    template="Token audience mismatch",
    sample="GoogleIDToken::AudienceMismatchError: Token audience mismatch",
    codes=("aud-other-client", "aud-mismatch"),
    exception="GoogleIDToken::AudienceMismatchError",
    common=True,
)
CLIENT = Message(
    template="Token client-id mismatch",
    sample="GoogleIDToken::ClientIDMismatchError (Token client-id mismatch)",
    codes=("aud-other-client", "aud-mismatch"),
    exception="GoogleIDToken::ClientIDMismatchError",
    common=True,
    note="The third argument of check is the client id of azp, or cid, not the client secret.",
)


def _raised(text: str, check: Check, exception: str, code: str) -> Message:
    """An error of another check."""
    return Message(
        template=text,
        sample=f"GoogleIDToken::{exception}: {text}",
        codes=(code,),
        check=check,
        exception=f"GoogleIDToken::{exception}",
    )


ISSUER = _raised("Token issuer mismatch", Check.ISSUER, "InvalidIssuerError", "iss-mismatch")
EXPIRED = _raised("Token signature is expired", Check.EXPIRY, "ExpiredTokenError", "token-expired")
SIGNATURE = _raised("Token not verified as issued by Google", Check.SIGNATURE, "SignatureError", "signature-invalid")


def _same(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """An array in the token is only ever equal to the same array of expected audiences."""
    return ACCEPT if len(expectation.values) > 1 and claims.get("aud") == list(expectation.values) else None


VERIFIER = Verifier(
    id="google-id-token-ruby",
    name="google-id-token (Ruby)",
    kind="library",
    language="Ruby",
    versions="1.4, as reported",
    basis=Basis.READ,
    sources=("google/google-id-token, lib/google-id-token.rb, issues 35 and 37",),
    hints=("googleidtoken", "google-id-token"),
    messages=(MISMATCH, CLIENT, ISSUER, EXPIRED, SIGNATURE),
    audience=alike(MISMATCH, string_only=MISMATCH, decide=_same),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE, Check.OTHER, Check.ISSUER),
    failures={Check.ISSUER: ISSUER, Check.EXPIRY: EXPIRED, Check.SIGNATURE: SIGNATURE},
    providers=("google",),
    setting=Setting(name="the second argument of check", keys=("aud", "required_audience", "client_id")),
    recipe=Recipe(
        text="give check the client id that the token was requested for",
        language="ruby",
        code="""\
validator = GoogleIDToken::Validator.new
payload = validator.check(token, $audience)
""",
    ),
    notes=("The gem is archived; googleauth takes its place.",),
)
