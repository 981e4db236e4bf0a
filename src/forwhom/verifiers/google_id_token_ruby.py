"""The google-id-token gem, archived in favour of googleauth.

Source: google/google-id-token, issues 35 and 37
"""

from __future__ import annotations

from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

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

VERIFIER = Verifier(
    id="google-id-token-ruby",
    name="google-id-token (Ruby)",
    kind="library",
    language="Ruby",
    versions="1.4, as reported",
    basis=Basis.REPORTED,
    sources=("google/google-id-token, issues 35 and 37",),
    hints=("googleidtoken", "google-id-token"),
    messages=(MISMATCH, CLIENT),
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
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE, Check.ISSUER),
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
