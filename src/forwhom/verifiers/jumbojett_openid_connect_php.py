"""jumbojett/openid-connect-php, inside many plugins of WordPress, Moodle, ownCloud and YOURLS.

Source: jumbojett/OpenID-Connect-PHP, src/OpenIDConnectClient.php and its tests
"""

from __future__ import annotations

from forwhom.token_kind import TokenKind
from forwhom.verifier import COMPARE, AudienceRules, Basis, Check, Message, Recipe, Setting, Verifier

MISMATCH = Message(
    template="Unable to verify JWT claims",
    sample="PHP Fatal error: Uncaught Jumbojett\\OpenIDConnectClientException: Unable to verify JWT claims in OpenIDConnectClient.php:330",
    codes=("aud-other-client", "iss-mismatch", "token-expired", "aud-mismatch"),
    exception="Jumbojett\\OpenIDConnectClientException",
    note="One text for issuer, audience, nonce, times and at_hash.",
)

VERIFIER = Verifier(
    id="jumbojett-openid-connect-php",
    name="jumbojett/openid-connect-php",
    kind="library",
    language="PHP",
    versions="0.x and 1.x, as read",
    basis=Basis.READ,
    sources=("jumbojett/OpenID-Connect-PHP, src/OpenIDConnectClient.php and its tests",),
    aliases=("openid-connect-php",),
    hints=("jumbojett", "openidconnectclient"),
    messages=(MISMATCH,),
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
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.OTHER, Check.EXPIRY),
    failures={Check.ISSUER: MISMATCH, Check.EXPIRY: MISMATCH},
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="client id of OpenIDConnectClient", keys=("clientID", "client_id")),
    recipe=Recipe(
        text="set the client id that the ID Token names",
        language="php",
        code="""\
$$oidc = new Jumbojett\\OpenIDConnectClient($issuer, $audience, $$secret);
""",
    ),
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
