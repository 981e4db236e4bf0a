"""googleauth, the Ruby gem that verifies ID Tokens of Google and of Cloud IAP.

Source: googleapis/google-auth-library-ruby, lib/googleauth/id_tokens/verifier.rb
"""

from __future__ import annotations

from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Token aud mismatch: {found}",
    sample="Google::Auth::IDTokens::AudienceMismatchError: Token aud mismatch: 1234-abcd.apps.googleusercontent.com",
    codes=("aud-other-client", "aud-mismatch"),
    exception="Google::Auth::IDTokens::AudienceMismatchError",
    common=True,
)
PARTY = Message(
    template="Token azp mismatch: {party}",
    sample="Google::Auth::IDTokens::AuthorizedPartyMismatchError: Token azp mismatch: 1234-abcd.apps.googleusercontent.com",
    codes=("aud-other-client",),
    check=Check.OTHER,
    exception="Google::Auth::IDTokens::AuthorizedPartyMismatchError",
    common=True,
)

VERIFIER = Verifier(
    id="googleauth-ruby",
    name="googleauth (Ruby)",
    kind="library",
    language="Ruby",
    versions="1.x, as read",
    basis=Basis.READ,
    sources=("googleapis/google-auth-library-ruby, lib/googleauth/id_tokens/verifier.rb",),
    aliases=("google-auth-ruby",),
    hints=("google::auth::idtokens", "googleauth"),
    messages=(MISMATCH, PARTY),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=ACCEPT,
        unset_blank=ACCEPT,
        unset_malformed=ACCEPT,
        absent=MISMATCH,
        null=MISMATCH,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=MISMATCH,
        other=MISMATCH,
        mixed=MISMATCH,
    ),
    order=(Check.SIGNATURE, Check.EXPIRY, Check.AUDIENCE, Check.OTHER, Check.ISSUER),
    failures={Check.OTHER: PARTY},
    providers=("google", "google-iap"),
    setting=Setting(name="aud of verify_oidc or verify_iap", keys=("aud", "audience")),
    recipe=Recipe(
        text="name the expected audience",
        language="ruby",
        code="""\
payload = Google::Auth::IDTokens.verify_oidc(token, aud: $audience)
""",
    ),
    notes=("Without aud no audience is asked for.", "aud may be a list; one in common is enough."),
    inferred=("empty_string", "number", "other", "mixed", "order"),
)
