"""jumbojett/openid-connect-php, inside many plugins of WordPress, Moodle, ownCloud and YOURLS.

Source: jumbojett/OpenID-Connect-PHP, src/OpenIDConnectClient.php and its tests
"""

from __future__ import annotations

from collections.abc import Mapping

from forwhom.audience.audience import Shape, read
from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.token_kind import TokenKind
from forwhom.verifier import ACCEPT, COMPARE, AudienceRules, Basis, Check, Message, Outcome, Recipe, Setting, Verifier

_TYPES = ((str, "string"), (bool, "bool"), (int, "int"), (float, "float"), (dict, "stdClass"))


def _type(claims: Mapping[str, JsonValue], _expectation: Expectation) -> Mapping[str, str]:
    """The type of the claim in the words of PHP."""
    found = claims.get("aud")
    return {"type": next((name for kind, name in _TYPES if isinstance(found, kind)), "null")}


MISMATCH = Message(
    template="Unable to verify JWT claims",
    sample="PHP Fatal error: Uncaught Jumbojett\\OpenIDConnectClientException: Unable to verify JWT claims in OpenIDConnectClient.php:330",
    codes=("aud-other-client", "iss-mismatch", "token-expired", "aud-mismatch"),
    exception="Jumbojett\\OpenIDConnectClientException",
    note="One text for issuer, audience, nonce, times and at_hash.",
)
NO_ARRAY = Message(
    template="in_array(): Argument #2 ($haystack) must be of type array, {type} given",
    sample="TypeError: in_array(): Argument #2 ($haystack) must be of type array, string given in OpenIDConnectClient.php:1205",
    codes=("aud-other-client", "aud-missing", "aud-wrong-type", "aud-mismatch"),
    exception="TypeError",
    printed=_type,
    versions="up to 1.0.2, with PHP 8",
    note="A string that is not the client id is searched as if it were an array. PHP 7 gives the other text.",
)


SIGNATURE = Message(
    template="Unable to verify signature",
    sample="PHP Fatal error: Uncaught Jumbojett\\OpenIDConnectClientException: Unable to verify signature",
    codes=("signature-invalid",),
    check=Check.SIGNATURE,
    exception="Jumbojett\\OpenIDConnectClientException",
)


def _decide(claims: Mapping[str, JsonValue], expectation: Expectation) -> Outcome | None:
    """Only an array is searched as one; without a client id, a token without audience equals it."""
    shape = read(claims).shape
    if expectation.audiences is not NONE_CONFIGURED:
        string = shape in {Shape.STRING, Shape.EMPTY_STRING} and claims["aud"] not in expectation.values
        return NO_ARRAY if string else None
    if shape in {Shape.ABSENT, Shape.NULL}:
        return ACCEPT
    return MISMATCH if isinstance(claims["aud"], list) else NO_ARRAY


VERIFIER = Verifier(
    id="jumbojett-openid-connect-php",
    name="jumbojett/openid-connect-php",
    kind="library",
    language="PHP",
    versions="1.0.2, as read",
    basis=Basis.READ,
    sources=("jumbojett/OpenID-Connect-PHP, src/OpenIDConnectClient.php, its tests and issue 441",),
    aliases=("openid-connect-php",),
    hints=("jumbojett", "openidconnectclient"),
    messages=(MISMATCH, NO_ARRAY, SIGNATURE),
    audience=AudienceRules(
        mismatch=MISMATCH,
        unset=MISMATCH,
        unset_blank=ACCEPT,
        unset_malformed=NO_ARRAY,
        absent=NO_ARRAY,
        null=NO_ARRAY,
        empty_string=COMPARE,
        empty_array=MISMATCH,
        number=NO_ARRAY,
        other=NO_ARRAY,
        mixed=COMPARE,
        decide=_decide,
    ),
    order=(Check.SIGNATURE, Check.ISSUER, Check.AUDIENCE, Check.SUBJECT, Check.OTHER, Check.EXPIRY, Check.NOT_BEFORE),
    failures={
        Check.SIGNATURE: SIGNATURE,
        Check.ISSUER: MISMATCH,
        Check.SUBJECT: MISMATCH,
        Check.EXPIRY: MISMATCH,
        Check.NOT_BEFORE: MISMATCH,
    },
    takes=TokenKind.ID_TOKEN,
    setting=Setting(name="client id of OpenIDConnectClient", keys=("clientID", "client_id")),
    recipe=Recipe(
        text="set the client id that the ID Token names",
        language="php",
        code="""\
$$oidc = new Jumbojett\\OpenIDConnectClient($issuer, $audience, $$secret);
""",
    ),
)
