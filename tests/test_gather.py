"""Gathering: whatever a person pastes, the token, claims, message and settings in it are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Unset
from forwhom.best_token import best_token
from forwhom.gather import gather
from forwhom.jwt.defect import DefectCode
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import TokenForm
from forwhom.stated_setting import of_object
from tests.sample_token import CLAIMS, segment, shows_signature, token

ISTIO = """\
spec:
  jwtRules:
  - issuer: "https://other.example.com/"
    audiences:
    - other
  - issuer: "https://auth.example.com/"
    audiences:
    - "a"
    - b   # the second
"""
SETTINGS: dict[str, tuple[str, ...] | Unset] = {
    "audience: a": ("a",),
    "audience:": ("",),
    'audience: ""': ("",),
    "audiences: []": NONE_CONFIGURED,
    "audiences:\n - a\n - b": ("a", "b"),
    "audiences: [a, b]": ("a", "b"),
    'audiences = [\n  "a",\n  "b",\n]': ("a", "b"),
    '"ValidAudience": "a",': ("a",),
    '{"ValidAudiences": ["a", "b"]}': ("a", "b"),
    '{"jwt": {"audience": null}}': NONE_CONFIGURED,
    "AUDIENCE=a": ("a",),
    "export JWT_AUD='a'": ("a",),
    "Jwt:Audience=a": ("a",),
    "oauth2-proxy --oidc-extra-audience=a --upstream=static://200": ("a",),
    "gcloud run services update x --add-custom-audiences https://a": ("https://a",),
    "vault write auth/jwt/role/r bound_audiences=a user_claim=sub": ("a",),
    "spring.security.oauth2.resourceserver.jwt.audiences: https://a,https://b": ("https://a", "https://b"),
    "<audiences><audience>a</audience></audiences>": ("a",),
    'jwt.decode(token, key, audience="a", algorithms=["RS256"])': ("a",),
    "jwt.verify(token, key, { audience: ['a', 'b'] })": ("a", "b"),
    '.setExpectedAudience("a")': ("a",),
    'options.Audience = "a";': ("a",),
    'ValidAudiences = new[] { "a", "b" }': ("a", "b"),
    'new JwtBearerOptions { ValidAudiences = new[] { "a", "b" } }': ("a", "b"),
    "# audience: a": UNKNOWN,
    "audience: invalid": UNKNOWN,
    "validate-audience: true": UNKNOWN,
    "audience: process.env.AUDIENCE": UNKNOWN,
    "the audience of a": UNKNOWN,
    "jwt audience invalid. expected: a": UNKNOWN,
    "curl -d audience=a -d grant_type=client_credentials https://auth.example.com/oauth/token": UNKNOWN,
    '{"grant_type": "client_credentials", "audience": "a"}': UNKNOWN,
    "level=error msg=refused audience=a": UNKNOWN,
    "audiences:\n  nested: true": UNKNOWN,
    'audiences = [\n  "a",\nother = 1': UNKNOWN,
    'audiences = [\n  "a",\n  "b"': UNKNOWN,
    '[{"x": 1}, {"services": [{"audience": "a"}]}]': ("a",),
}


@pytest.mark.parametrize(("text", "expected"), SETTINGS.items(), ids=SETTINGS)
def test_settings_are_found_in_any_syntax(text: str, expected: tuple[str, ...] | Unset) -> None:
    """A setting of the expected audience is read from configuration, code and command lines, and from nothing else."""
    assert gather(text).expectation.audiences == expected


def test_a_setting_of_another_name_is_found_when_it_is_asked_for() -> None:
    """What only some verifiers call the audience counts only for them."""
    assert gather("oidc-client-id=kubernetes").expectation.audiences is UNKNOWN
    assert gather("oidc-client-id=kubernetes", ["oidc_client_id"]).expectation.audiences == ("kubernetes",)


def test_the_audiences_that_stand_with_the_token_s_issuer_count() -> None:
    """Where rules for several issuers are pasted, the token's own rule is read."""
    case = gather(f"{ISTIO}\n{token()}")
    assert case.expectation.audiences == ("a", "b")
    assert case.expectation.issuers == ("https://other.example.com/", "https://auth.example.com/")


def test_all_audiences_count_where_no_token_tells_them_apart() -> None:
    """Without a token every rule is read."""
    assert gather(ISTIO).expectation.audiences == ("other", "a", "b")


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '"{}"',
        "Bearer {}\n",
        "Authorization: Bearer {}",
        "$ curl -H 'Authorization: Bearer {}' https://api.example.com/v1",
        "Cookie: a=1; access_token={}; b=2",
        "https://app.example.com/cb#access_token={}&state=1",
        "access_token%3D{}%26state%3D1",
        '{{"access_token": "{}", "expires_in": 3600}}',
    ],
)
def test_a_token_is_read_wherever_it_stands_and_is_no_complaint(text: str) -> None:
    """A request with a token is evidence of the token and of no refusal."""
    case = gather(text.format(token()))
    assert case.token
    assert case.token.claims == CLAIMS
    assert case.error is None


def test_a_token_wrapped_over_lines_is_read_whole() -> None:
    """What an e-mail or a terminal broke is put together."""
    text = "\n".join(token()[at : at + 64] for at in range(0, len(token()), 64))
    case = gather(f"Authorization: Bearer\n{text}\n\nForbidden")
    assert case.token
    assert case.token.claims == CLAIMS
    assert case.token.signature_length == 256
    assert case.error == "Forbidden"


def test_the_first_whole_token_wins_and_the_others_are_noted() -> None:
    """Of several tokens one is read, and the reader is told."""
    text = f"cut: {token()[:60]}\none: {token()}\ntwo: {token({'aud': 'second'})}"
    case = gather(text)
    assert case.token
    assert case.token.claims == CLAIMS
    assert case.notes == ("2 more tokens stand in the text; the first whole one was read",)
    assert (span := best_token(text))
    assert span.text == token()


def test_no_token_stays_in_the_error_text() -> None:
    """The message is kept for the catalogue, its secrets are not."""
    case = gather(f"2026-03-04 ERROR rejected token={token()} reason=Audiences in Jwt are not allowed")
    assert case.error == "2026-03-04 ERROR rejected token=[token] reason=Audiences in Jwt are not allowed"
    assert not shows_signature(repr(case))


@pytest.mark.parametrize(
    "text",
    [
        '{"aud": "x", "exp": 1}\ninvalid audience',
        'INFO claims {"aud": "x", "exp": 1} invalid audience',
        'msg="claims: {\\"aud\\":\\"x\\",\\"exp\\":1}" invalid audience',
        "aud: x\nexp: 1\ninvalid audience",
        '"aud": "x",\n"exp": 1,\ninvalid audience',
        '{"token": {"header": {"alg": "RS256"}, "payload": {"aud": "x", "exp": 1}}} invalid audience',
    ],
)
def test_decoded_claims_are_the_token_s_and_no_setting(text: str) -> None:
    """`aud` among claims was found, not expected."""
    case = gather(text)
    assert case.token
    assert case.token.form is TokenForm.PARTS
    assert case.token.claims == {"aud": "x", "exp": 1}
    assert case.expectation.audiences is UNKNOWN
    assert case.error
    assert "invalid audience" in case.error


def test_claims_as_lines_may_hold_a_list() -> None:
    """A list whose members stand on lines of their own is one claim."""
    case = gather("iss: https://auth.example.com/\naud:\n- a\n- b\n")
    assert case.token
    assert case.token.claims == {"iss": "https://auth.example.com/", "aud": ["a", "b"]}


def test_claims_beside_a_token_are_noted() -> None:
    """The token is believed, and the reader is told of the other claims."""
    case = gather(f'{token()}\n{{"aud": "other", "exp": 1}}')
    assert case.token
    assert case.token.claims == CLAIMS
    assert case.notes == ("decoded claims stand beside the token; those of the token were read",)


def test_claims_complete_an_encrypted_token() -> None:
    """Where only the header can be read, decoded claims tell the rest."""
    text = f"{segment({'alg': 'RSA-OAEP', 'enc': 'A256GCM'})}.aaaa.bbbb.cccc.dddd"
    case = gather(text + '\n{"aud": "x"}')
    assert case.token
    assert case.token.form is TokenForm.JWE


def test_settings_are_not_looked_for_without_end() -> None:
    """In an object nine levels deep nobody keeps a setting."""
    value: JsonValue = {"audience": "a"}
    assert [one.values for one in of_object({"x": value})] == [("a",)]
    for _ in range(10):
        value = {"x": value}
    assert list(of_object(value)) == []


def test_a_key_set_is_described() -> None:
    """A pasted JWK Set becomes the keys of the case."""
    case = gather('{"keys": [{"kty": "RSA", "kid": "k1", "n": "AQAB", "e": "AQAB"}]}')
    assert case.keys
    assert [key.kid for key in case.keys.keys] == ["k1"]


@pytest.mark.parametrize(
    "text",
    [
        "jwt audience invalid. expected: a",
        "Forbidden",
        "hello",
        '{"error":"invalid_token","message":"jwt audience invalid. expected: a"}',
        'www-authenticate: Bearer error="invalid_token", error_description="The audience \'a\' is invalid"',
        "IDX10214: Audience validation failed. Audiences: 'a'.",
    ],
)
def test_what_is_nothing_else_is_the_message(text: str) -> None:
    """A text without a token or a setting is kept whole for the catalogue of messages."""
    case = gather(text)
    assert case.error == text
    assert case.token is None


def test_a_switch_stays_in_the_text_for_the_finding_about_it() -> None:
    """A line that turns the check off is evidence."""
    assert gather("audience: a\nverify_aud: false").error == "verify_aud: false"


def test_an_opaque_token_is_taken_from_its_header() -> None:
    """A bearer token that is no JWT is recognised as one."""
    case = gather("Authorization: Bearer ya29.a0AfH6SMBx1234567890")
    assert case.token
    assert case.token.form is TokenForm.OPAQUE


@pytest.mark.parametrize("text", ["", "   \n", "curl https://api.example.com/"])
def test_nothing_is_found_in_nothing(text: str) -> None:
    """Blank text, or a request without a token, is no evidence."""
    case = gather(text)
    assert (case.token, case.error) == (None, None)


PIECES = st.sampled_from(
    [
        token(),
        token()[:50],
        '{"aud":',
        "audience: ",
        "audiences:\n - ",
        "\n",
        '"',
        "{",
        "[",
        " Bearer ",
        "error: ",
        "aud: x\n",
        "\\n",
        "%20",
        "issuer=",
        "eyJ",
        "\0",
        "\ud800",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join))
def test_gather_never_raises_and_keeps_no_signature(text: str) -> None:
    """Any mixture of anything is a case, and no signature is in it."""
    case = gather(text)
    if text.count(".") == 2 * text.count(token()):
        assert not shows_signature(repr(case.error))


@pytest.mark.parametrize(
    "piece",
    [
        '{"a":',
        "eyJhbGciOi.",
        "audience: [",
        "audience:\n",
        "- ",
        '{"',
        "(audience(",
        "eyJhbGci\n",
        "aud:\n- x\n",
        '\\"{',
    ],
)
def test_large_hostile_texts_are_read(piece: str) -> None:
    """A quarter of a mebibyte of one hostile piece has an answer; the time is linear by construction."""
    case = gather(piece * (262_144 // len(piece)))
    assert case.outcome is None


def test_claims_with_blanks_are_words_not_claims() -> None:
    """A sentence that begins with the name of a claim is no claim."""
    case = gather("aud: is not the one that was expected")
    assert case.token is None
    assert case.error == "aud: is not the one that was expected"


def test_claims_complete_a_token_whose_payload_is_lost() -> None:
    """The header of the token and the decoded claims make one."""
    case = gather(f'{segment({"alg": "RS256", "kid": "k1"})}\n{{"aud": "x", "exp": 1}}')
    assert case.token
    assert case.token.header == {"alg": "RS256", "kid": "k1"}
    assert case.token.claims == {"aud": "x", "exp": 1}


@pytest.mark.parametrize(
    "text", ["decoded: {'aud': ['orders'], 'admin': True}", "{ aud: [ 'orders' ], admin: true, azp: undefined }"]
)
def test_claims_as_a_program_prints_them(text: str) -> None:
    """Claims in the notation of Python or JavaScript are claims."""
    token = gather(f"{text}\nInvalid audience").token
    assert token
    assert token.claims == {"aud": ["orders"], "admin": True}


def test_a_claim_that_stands_twice_is_told() -> None:
    """Of pasted claims, too, the last value is read, and the repetition is a defect."""
    seen = gather('{"aud": "orders", "aud": "billing", "exp": 1}').token
    assert seen
    assert seen.claims == {"aud": "billing", "exp": 1}
    assert [(defect.code, defect.pointer) for defect in seen.defects] == [(DefectCode.JSON_DUPLICATE_NAME, "/aud")]


def test_colours_and_tags_hide_nothing() -> None:
    """A log with colours and an error page are read as they are seen."""
    case = gather("<html><body><pre>ERROR: \x1b[31maudience refused\x1b[0m<br>audience: orders</pre></body></html>")
    assert case.expectation.audiences == ("orders",)
    assert case.error == "ERROR: audience refused"


@pytest.mark.parametrize("name", ["token_audience", "access-token-audience", "actual.audience", "foundAudience"])
def test_the_audience_of_the_token_is_no_setting(name: str) -> None:
    """A log that names both values calls one of them the token's."""
    case = gather(f"audience mismatch\n{name}=https://a.example/\n")
    assert case.expectation.audiences is UNKNOWN
    assert gather("quarkus.oidc.token.audience=orders").expectation.audiences == ("orders",)


def test_the_description_of_an_error_is_a_part_of_it() -> None:
    """Written like a setting, it holds the words that tell most."""
    text = 'error = "invalid_audience";\n"error_description" = "Use one project for both";\nlevel = "info";\n'
    assert gather(text).error == 'error = "invalid_audience";\n"error_description" = "Use one project for both";'


def test_claims_leave_a_mark_in_the_message_that_prints_them() -> None:
    """So the message is recognised, and the claims are not repeated."""
    case = gather('Token used too late, 1767229200 > 1767225600: {"iss": "https://a.example", "email": "a@b.example"}')
    assert case.error == "Token used too late, 1767229200 > 1767225600: {}"
    assert case.token
    assert case.token.claims == {"iss": "https://a.example", "email": "a@b.example"}


@pytest.mark.parametrize(
    "text",
    [
        "aud not satisfied",
        "Token used too late, 1767229200 > 1767225600",
        "interface conversion: interface {} is []interface {}, not []string",
        "the aud claim is suddenly an array instead of a string",
        "http://localhost:8080/?error=access_denied&error_description=Service%20not%20found",
    ],
)
def test_trouble_is_heard_without_the_word_error(text: str) -> None:
    """A message that nobody calls an error is one all the same, beside settings as well as alone."""
    assert gather(text).error == text
    assert gather(f"{text}\n\naudience: orders\n").error == text


def test_both_sides_that_a_log_names_stay_in_the_message() -> None:
    """Of two names for the audience the one that is no setting is still a part of what was said."""
    text = "audience mismatch\ntoken_audience=https://a.example/\nserver_identifier=https://a.example"
    assert gather(text).error == text


def test_a_token_endpoint_may_be_the_audience() -> None:
    """Of a client assertion it is; where a token is requested from it, nothing is configured."""
    assert gather('audience: "https://id.example/oauth2/token"').expectation.audiences == (
        "https://id.example/oauth2/token",
    )
    assert gather("POST https://id.example/oauth2/token audience=orders").expectation.audiences is UNKNOWN


def test_a_constant_is_no_value() -> None:
    """Code names a setting by another name; what that holds nobody sees."""
    assert gather("audience = settings_of_app.OIDC_CLIENT_ID").expectation.audiences is UNKNOWN


@pytest.mark.parametrize(
    "code",
    [
        "const issuer = AUTH0_DOMAIN + '/';",
        "  .setIssuer(issuer)",
        "return verify(token, issuer, audience);",
        "options.issuer = issuerOf(tenant);",
    ],
)
def test_statements_of_a_program_are_no_words(code: str) -> None:
    """Names in code tell nothing of what was refused."""
    assert gather(f"Unable to decode JWT.\n{code}\n").error == "Unable to decode JWT."


def test_a_string_that_code_puts_together_is_no_value() -> None:
    """What stands in the rest of it nobody sees."""
    assert gather('web.audience("https://" + clientInfo.domain + "/userinfo")').expectation.audiences is UNKNOWN


def test_the_header_of_a_jwe_may_repeat_claims() -> None:
    """RFC 7519 section 5.3: it stays a header, and nothing is known of the claims."""
    case = gather('{"alg": "dir", "enc": "A256GCM", "iss": "https://id.example/"}')
    assert case.token
    assert case.token.header == {"alg": "dir", "enc": "A256GCM", "iss": "https://id.example/"}
    assert case.token.claims is None
