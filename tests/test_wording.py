"""Messages that no entry of the catalogue knows: what they are about, and the values they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.catalogue import catalogue
from forwhom.message_match import NOTHING_CAPTURED
from forwhom.wording import NO_WORDING, Wording, read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no audience configured", "audience-not-configured"),
        ("audience is not configured", "audience-not-configured"),
        ("token is missing the aud claim", "aud-missing"),
        ("the audience claim is required", "aud-missing"),
        ("audience claims [aud] do not exist in claims:", "aud-missing"),
        ("number of audience values exceeds the maximum", "aud-many-unsupported"),
        ("multiple audiences are not supported", "aud-many-unsupported"),
        ("json: cannot unmarshal array into Go struct field aud of type string", "aud-list-shape"),
        ("gate(): Argument #1 must be of type string, array given", "aud-list-shape"),
        ("options.audience.some is not a function", "aud-list-shape"),
        ("the aud claim is an array instead of a string", "aud-list-shape"),
        ("aud: got a string instead of a list", "aud-list-shape"),
        ("the library decodes aud into a `[]string`", "aud-list-shape"),
        ("required_audience should support a list", "aud-many-unsupported"),
        ("the audience setting is read as it is and only supports a single value", "aud-many-unsupported"),
        ("token audience has 5 values, expected 1", "aud-many-unsupported"),
        ('Get "https://id.example/.well-known/openid-configuration": x509: unknown authority', "jwks-unavailable"),
        ('invalid type: string "my.client.example", expected a sequence', "aud-list-shape"),
        ("it does not expect the audience claim to be an array", "aud-list-shape"),
        ("parse error with 'aud' array", "aud-list-shape"),
        ("we get an opaque string back as the access token", "token-opaque"),
        ("the payload is missing: two dots and nothing between", "token-encrypted"),
        ("verify_aud = false has no effect", "audience-setting-unresolved"),
        ("Token missing AZP", "aud-many-unsupported"),
        ("the aud claim contains d4e2960e, which is not our `client_id`", "aud-other-client"),
        ("Authentication failed: {error,key_not_found}", "key-not-found"),
        ("Invalid JSON web token: found 5 parts (expected 3)", "token-encrypted"),
        ("the accessToken is not JWT", "token-opaque"),
        ("Token missing payload aud value", "aud-missing"),
        ("it issues 2 audiences in a list", "aud-many-unsupported"),
        ("another clientID included in the audience", "aud-many-unsupported"),
        ("it will still accept any audience", "verifier-limit"),
        ("the audience is silently ignored", "verifier-limit"),
        ("The requested resource is invalid, missing, unknown, or malformed", "resource-not-registered"),
        ("options.audience is missing in jsonWebToken.verify", "audience-not-configured"),
        ("type 'List<dynamic>' is not a subtype of type 'String?'", "aud-list-shape"),
        ("azp mismatch", "aud-other-client"),
        ("the gateway is expecting the client_id as aud", "aud-is-client-id"),
        ("it requires client_id to equal aud", "aud-is-client-id"),
        ("its aud is the dashboard's own client ID", "aud-is-client-id"),
        ("invalid audience with audience=settings.OIDC_CLIENT_ID", "aud-is-client-id"),
        ("`ORDERS_AUDIENCE` not set in `.env.local`", "audience-not-configured"),
        ("it fails where `.validation(Validation::new().aud(&[audience]))` is not set", "audience-not-configured"),
        ("`audience` is not in the request body", "audience-not-requested"),
        ('however "audience" is not added to the authorization request', "audience-not-requested"),
        ("'Expiration time' claim ('exp') is too far in the future", "token-lifetime-too-long"),
        ("the token is valid for longer than an hour", "token-lifetime-too-long"),
        ("Resource 'https://orders.example.com' is not registered for the account", "resource-not-registered"),
        ("Audience https://a.example is not a supported token audience", "resource-not-registered"),
        ("the authorize request goes out without any audience", "audience-not-requested"),
        ("the token is bound to a different resource", "aud-mismatch"),
        ("we do not trust a token issued by them", "iss-mismatch"),
        ("JwksError: Not Found", "jwks-unavailable"),
        ("aud com.example.orders is not an authorized client id", "aud-other-client"),
        ("aud must be a string", "aud-wrong-type"),
        ("The resource principal named api://orders was not found", "resource-not-registered"),
        ("Invalid audience", "aud-mismatch"),
        ("token not intended for this service", "aud-mismatch"),
        ("unexpected issuer", "iss-mismatch"),
        ("jwt expired", "token-expired"),
        ("token used before issued", "token-not-yet-valid"),
        ("no matching key for kid k1", "key-not-found"),
        ("failed to fetch jwks", "jwks-unavailable"),
        ("algorithm HS256 is not allowed", "alg-not-allowed"),
        ("signature verification failed", "signature-invalid"),
        ("subject claim does not match", "subject-mismatch"),
        ("jwt malformed", "token-malformed"),
        ("Undefined index: aud", "aud-missing"),
        ('Undefined array key "aud"', "aud-missing"),
        ("KeyError: 'aud'", "aud-missing"),
        ("Cannot read properties of undefined (reading 'aud')", "aud-missing"),
        ("INVALID_AUDIENCE", "aud-mismatch"),
        ("InvalidAudience", "aud-mismatch"),
        ("ErrInvalidAUDClaim", "aud-mismatch"),
        ("TokenExpiredError", "token-expired"),
    ],
)
def test_what_a_message_is_about(text: str, code: str) -> None:
    """The few words that such messages are made of tell their matter."""
    assert read(text).codes[0] == code


def test_the_matters_come_in_the_order_of_the_text() -> None:
    """Who speaks of two matters means the first one first."""
    assert read("signature verified, but the issuer is wrong").codes == ("signature-invalid", "iss-mismatch")


def test_a_special_audience_matter_replaces_the_general_one() -> None:
    """A message about a missing audience is not also about a wrong one."""
    assert read("audience is missing").codes == ("aud-missing",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "connection refused",
        "404 page not found",
        "new Verifier($signature_verifier)",
        "Make sure the header is formed correctly including the signature.",
    ],
)
def test_other_messages_say_nothing(text: str) -> None:
    """A text of other matters has no code and no values."""
    assert read(text) == NO_WORDING


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The token is not allowed to be used by this audience", None, None),
        ("Expected client_id: portal-prod. Token aud claim: portal-test", ("portal-test",), ("portal-prod",)),
        ("audience: expected orders but got billing", ("billing",), ("orders",)),
        ("Expected aud claim to be: [orders], but was: [billing]", ("billing",), ("orders",)),
        ("expected aud: orders, actual: billing", ("billing",), ("orders",)),
        ("aud claim should be orders but is billing", ("billing",), ("orders",)),
        ("Token audience mismatch: token aud=[orders], expected 'https://billing'", ("orders",), ("https://billing",)),
        ("invalid audience: expected orders, got billing", ("billing",), ("orders",)),
        ('audience mismatch: expected "orders" but got ["a","b"]', ("a", "b"), ("orders",)),
        ("audience invalid. expected: orders", None, ("orders",)),
        ("audience [] found, expected audience: orders", None, ("orders",)),
        ("bad audience, found [], expected orders", (), ("orders",)),
        ("the audience is not the expected one", None, None),
        ('audience mismatch: {"aud": "orders", "expected": "billing"}', ("orders",), ("billing",)),
        ("a token with an `aud` claim, which is refused if `ALLOWED` is blank", None, None),
        ("$.aud: parsing failed, expected String, but encountered Array", None, None),
        ("too many audience values: 2 provided, maximum allowed is 1", None, None),
        ("the expected audience is 'api:// orders or one of the others", None, None),
        ("invalid audience", None, None),
        ("issuer mismatch: expected https://a.example", None, None),
        ("audience mismatch: aud=orders wherever it came from", ("orders",), None),
        ("audience mismatch: want orders have billing", ("billing",), ("orders",)),
        ("bad aud. got: billing, want: orders", ("billing",), ("orders",)),
        ("aud: 'billing' != api://orders", ("billing",), ("api://orders",)),
        ("the audience does not match https://orders.example.", None, ("https://orders.example",)),
        ("the audience does not match https://orders.example of the setting", None, None),
        ("the audience is not well-formed", None, None),
        (
            'audience "billing" is not in allowed audiences [orders, orders-v2]',
            ("billing",),
            ("orders", "orders-v2"),
        ),
        ("audience api://billing isn't known", ("api://billing",), None),
        ("audience validation is not enabled", None, None),
        ("audience=api://billing is not known", ("api://billing",), None),
        ("options.audience.filter is not a function", None, None),
    ],
)
def test_the_values_of_a_message(text: str, found: tuple[str, ...] | None, expected: tuple[str, ...] | None) -> None:
    """Found and expected values are read after the words for them; words of the sentence are no values."""
    captured = read(text).captured
    assert (captured.found, captured.expected) == (found, expected)


def test_the_wrappings_of_logs_are_undone() -> None:
    """Escapes do not hide the words."""
    assert read('{\\"error\\":\\"invalid audience: expected \\\\"orders\\\\"\\"}').captured.expected == ("orders",)


def test_every_code_is_a_finding() -> None:
    """What the words can mean has a finding kind."""
    text = "no audience configured; missing aud; aud must be a string; issuer; expired; kid not found; signature; malformed"
    assert set(read(text).codes) <= catalogue().kinds.keys()


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """No text raises."""
    assert isinstance(read(text).codes, tuple)


@pytest.mark.parametrize(
    ("piece", "codes"),
    [
        ("expected ", ()),
        ("expected: is are ", ()),
        ("aud ", ("aud-mismatch",)),
        ("expected [", ()),
        ('found "', ()),
        ("no aud ", ("aud-missing",)),
        ("missing ", ()),
        ("resource named ", ()),
    ],
)
def test_long_texts_are_read(piece: str, codes: tuple[str, ...]) -> None:
    """A text of 64 KiB made of the words around values names its matter and states no value."""
    assert read(piece * (65536 // len(piece))) == Wording(codes, NOTHING_CAPTURED)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (
            "aud claim 'https://a' is not in the list of accepted audiences ['https://b']",
            ("https://a",),
            ("https://b",),
        ),
        ("The required audience 'orders' is not included in token audiences [account]", ("account",), ("orders",)),
        ('ID token audience "web" does not match "app"', ("web",), ("app",)),
        ("The expected audience claim is missing", None, None),
        ("Apple token aud mismatch: com.example.app", ("com.example.app",), None),
        ("Invalid JWT audience: web", ("web",), None),
        ('OIDC access token has unexpected audience ["a", "b"]', ("a", "b"), None),
        ("Invalid audience: access denied", None, None),
        ("Invalid audience: unauthorized", None, None),
        ('missing required "aud" claim code: 500', None, None),
        ("audience mismatch. Expected: shop Received: account", ("account",), ("shop",)),
    ],
)
def test_both_values_are_read_from_common_sentences(
    text: str, found: tuple[str, ...] | None, expected: tuple[str, ...] | None
) -> None:
    """Which side a value stands for is told by the words before it."""
    captured = read(text).captured
    assert (captured.found, captured.expected) == (found, expected)


@pytest.mark.parametrize(
    "text", ["the required audience 'orders' is not included", "it does not contain an accepted audience"]
)
def test_a_value_that_does_not_fit_is_not_called_missing(text: str) -> None:
    """What is required or accepted may be absent from a claim that is there."""
    assert read(text).codes == ("aud-mismatch",)


@pytest.mark.parametrize("text", ["invalid_target", "error=invalid_target&state=x", '{"error": "invalid_resource"}'])
def test_errors_of_an_authorization_server(text: str) -> None:
    """The error codes by which a server says that it does not know a resource are known by themselves."""
    assert read(text).codes == ("resource-not-registered",)


def test_the_claims_that_a_message_prints_are_not_its_words() -> None:
    """A payload behind a message names an issuer and an audience, and complains of neither."""
    payload = '{"iss":"https://id.example.com","aud":["orders","billing"],"exp":1767225600}'
    assert read(f"Token used too late, 1767229200 > 1767225600, expired: {payload}").codes == ("token-expired",)
    assert read(payload) == NO_WORDING
    assert read('{"error":"invalid_token","aud":"orders"}').codes == ("aud-mismatch",)


def test_the_quote_behind_a_word_opens_no_value() -> None:
    """What is quoted ends there; the code behind it is not what was found."""
    text = (
        '401: "The audience was not found" .AddJwtBearer(options => { options.Authority = "https://id.example.com" })'
    )
    assert read(text).captured == NOTHING_CAPTURED


@pytest.mark.parametrize(
    "text",
    [
        "aud: expecting either 3 or 5 parts but was 2.",
        "JWT aud claim should be dynamic.",
        "it requires aud to be equal or more",
        "the aud is a list without azp",
        "aud has 5 values, expected 1",
    ],
)
def test_words_of_the_sentence_and_other_claims_are_no_values(text: str) -> None:
    """A comparison and the name of another claim stand where a value might."""
    assert read(text).captured == NOTHING_CAPTURED


def test_what_a_log_calls_information_is_no_complaint() -> None:
    """It counts where nothing else complains."""
    quiet = 'level=info msg="initializing provider, issuer https://id.example"'
    assert read(f'{quiet}\nlevel=warning msg="failed to verify token: the signature is bad"').codes == (
        "signature-invalid",
    )
    assert read(quiet).codes == ("iss-mismatch",)
    assert read("2024-05-08 INFO overriding AuthIssuer\nerror: key is of invalid type").codes == ("alg-not-allowed",)


@pytest.mark.parametrize(
    "text",
    [
        "invalid audience. The cookie is ignored",
        "the option is ignored. Later on, in another place and for a quite different token, it says: invalid audience",
        "invalid audience, while the cache of this gateway, which was filled an hour ago by another of its workers, has 5 entries",
        "invalid audience. Roles have to be an array",
    ],
)
def test_words_of_another_sentence_say_nothing_of_the_audience(text: str) -> None:
    """What has no effect, is ignored or a list counts beside the audience only."""
    assert read(text).codes == ("aud-mismatch",)


def test_a_service_that_is_not_there_is_no_audience() -> None:
    """Any proxy says so of a back end."""
    assert read("503 Service not found") == NO_WORDING


def test_the_kind_of_a_value_is_no_value() -> None:
    """What follows the word is."""
    text = "it does not contain expected audience uri 'https://management.example/'."
    assert read(text).captured.expected == ("https://management.example/",)


def test_punctuation_is_no_value() -> None:
    """Behind a name in quotes comes the next member, not its value."""
    assert read('{"message": "Undefined index: aud", "exception": "ErrorException"}') == Wording(
        ("aud-missing",), NOTHING_CAPTURED
    )


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("not intended for this service, audience: billing, expected: orders", ("billing",), ("orders",)),
        ("invalid audience: expected=orders audience=billing", ("billing",), ("orders",)),
        ("invalid audience: expected audience: orders, audience: orders", None, ("orders",)),
        ("audience: orders", None, None),
    ],
)
def test_what_is_only_called_the_audience_is_the_tokens_beside_an_expected_one(
    text: str, found: tuple[str, ...] | None, expected: tuple[str, ...] | None
) -> None:
    """Alone it may be either of the two."""
    assert (read(text).captured.found, read(text).captured.expected) == (found, expected)
