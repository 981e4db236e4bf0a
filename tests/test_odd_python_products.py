"""What Python packages for one provider or framework do that the library beneath them does not."""

from __future__ import annotations

import pytest

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.jwt.json import JsonValue
from forwhom.prediction import Circumstances, predict
from forwhom.verifier import Verifier
from forwhom.verifiers import (
    cognitojwt,
    django_oauth_toolkit_token_endpoint,
    drf_oidc_auth,
    fastapi_azure_auth,
    litestar_jwt,
    mcp_context_forge,
    okta_jwt_verifier_python,
    pypi_trusted_publishing,
    python_social_auth,
)

NOW = 1_711_497_600
ISSUER = "https://login.example.com/"


def answer(verifier: Verifier, expected: tuple[str, ...] | None, **claims: JsonValue) -> str | None:
    """What the verifier says of these claims where these audiences are expected; `None` when it accepts."""
    audiences = NONE_CONFIGURED if expected is None else expected
    expectation = Expectation(audiences=audiences, issuers=(ISSUER,))
    return predict(verifier, claims, expectation, Circumstances(now=NOW)).message


def okta(expected: tuple[str, ...] | None, **claims: JsonValue) -> str | None:
    """What Okta's verifier says of a token that is in order but for these claims."""
    return answer(okta_jwt_verifier_python.VERIFIER, expected, **{"iss": ISSUER, "exp": NOW + 60, **claims})


def test_okta_expects_the_audience_of_its_default_server() -> None:
    """Without a setting the audience is api://default, and with an empty one there is no verifier."""
    assert okta(None, aud="api://default") is None
    assert okta(None, aud=["api", "api://default"]) is None
    assert okta(None, aud="api") == "Audience doesn't match"
    assert okta(None, aud=["api://default", 1]) == "Invalid claim format in token"
    assert okta((), aud="api") == okta(("",), aud="api") == "Audience is missing."


def test_okta_asks_for_its_claims_before_it_compares_them() -> None:
    """What is absent has another text than what is null, and both come before an expired token."""
    assert okta(("api",), exp=NOW - 1) == 'Required claim "aud" is not present.'
    assert okta(("api",), exp=NOW - 1, aud=None) == 'Token is missing the "aud" claim'
    assert okta(("api",), exp=NOW - 1, aud=0) == "Signature has expired"
    assert okta(("api",), aud=0) == 'Token is missing the "aud" claim'
    assert okta(("api",), iss="other", aud="x") == "Invalid issuer"
    assert okta(("api",), aud="api") is None
    assert answer(okta_jwt_verifier_python.VERIFIER, ("api",), aud="x") == 'Required claim "iss" is not present.'


def cognito(expected: tuple[str, ...] | None, **claims: JsonValue) -> str | None:
    """What cognitojwt says of a token that is in order but for these claims."""
    return answer(cognitojwt.VERIFIER, expected, **{"exp": NOW + 60, **claims})


def test_cognitojwt_goes_by_token_use() -> None:
    """An ID Token is held by aud, an access token by client_id; another token is none of Cognito."""
    assert cognito(("web",), token_use="id", aud="web", client_id="other") is None
    assert cognito(("web",), token_use="access", aud="other", client_id="web") is None
    assert cognito(("web",), token_use="access", client_id="other") == cognitojwt.MISMATCH.template
    assert cognito(("web",), token_use="access", aud="web") == "KeyError: 'client_id'"
    assert cognito(("web",), token_use="id", client_id="web") == "KeyError: 'aud'"
    assert cognito(("web",), token_use="refresh") == cognitojwt.USE.template
    assert cognito(("web",), aud="web") == "KeyError: 'token_use'"


def test_cognitojwt_compares_a_text_alone() -> None:
    """An array is refused, even of the right value; without an app client nothing is looked at."""
    assert cognito(("web",), token_use="id", aud=["web"]) == cognitojwt.MISMATCH.template
    assert cognito(None, aud=["web"]) is cognito((), aud=7) is cognito(("",)) is None


@pytest.mark.parametrize(("value", "text"), [(NOW - 1, "Token is expired"), (True, "Token is expired"), (1e300, None)])
def test_cognitojwt_compares_exp_with_the_clock(value: JsonValue, text: str | None) -> None:
    """A boolean counts as a number."""
    assert cognito(None, exp=value) == text


def test_cognitojwt_stumbles_over_an_exp_that_is_no_number() -> None:
    """Python's own errors come of it."""
    assert cognito(None, exp="soon") == cognitojwt.EXPIRY_TYPE.template
    assert answer(cognitojwt.VERIFIER, None) == "KeyError: 'exp'"


def drf(expected: tuple[str, ...] | None, **claims: JsonValue) -> str | None:
    """What drf-oidc-auth says of a token that is in order but for these claims."""
    return answer(drf_oidc_auth.VERIFIER, expected, **{"iss": ISSUER, "iat": NOW, **claims})


def test_drf_oidc_auth_requires_some_audience() -> None:
    """Unless a value is set, any audience passes, but none does not."""
    missing = "<class 'joserfc.errors.MissingClaimError'>missing_claim: Missing claim: 'aud'"
    assert drf(None, aud="other") is None
    assert drf(None) == drf(("api",)) == drf((), aud=None) == missing
    assert drf(None, aud="") == drf(("api",), aud="other") == drf_oidc_auth.MISMATCH.template
    assert answer(drf_oidc_auth.VERIFIER, None, iat=NOW) == missing.replace("'aud'", "'aud,iss'")


def test_drf_oidc_auth_refuses_an_old_token_last() -> None:
    """The age counts whatever exp says, after everything else, and a token without iat is as old as the epoch."""
    too_old = "Invalid Authorization header. JWT too old."
    assert drf(("api",), aud="api", iat=NOW - 601) == too_old
    assert drf(("api",), aud="other", iat=NOW - 601) == drf_oidc_auth.MISMATCH.template
    assert drf(("api",), aud="api", exp=NOW - 1, iat=NOW) == "Invalid Authorization header. JWT has expired."
    assert answer(drf_oidc_auth.VERIFIER, ("api",), iss=ISSUER, aud="api") == too_old


def azure(expected: tuple[str, ...] | None, **claims: JsonValue) -> str | None:
    """What fastapi-azure-auth logs of a token that is in order but for these claims."""
    usual: dict[str, JsonValue] = {"iss": ISSUER, "sub": "user", "iat": NOW, "nbf": NOW, "exp": NOW + 60}
    return answer(fastapi_azure_auth.VERIFIER, expected, **{**usual, **claims})


def test_fastapi_azure_auth_makes_a_user_of_the_claims() -> None:
    """PyJWT lets an array and a fraction pass, the user that is made of them does not."""
    assert azure(("api",), aud="api") is None
    assert (
        azure(("api",), aud=["api"])
        == azure(("api",), aud="api", exp=NOW + 60.5)
        == fastapi_azure_auth.NO_USER.template
    )
    assert azure(("api",), aud=["other"]) == "Token contains invalid claims. Audience doesn't match"


def test_fastapi_azure_auth_requires_six_claims() -> None:
    """Each has to be there before any is compared."""
    missing = 'Token contains invalid claims. Token is missing the "{}" claim'
    assert azure(("api",), exp=None, aud=None) == missing.format("exp")
    assert azure(("api",), nbf=None, aud="other") == missing.format("nbf")
    assert azure(("api",), aud=0) == missing.format("aud")
    assert azure(None, aud="") is None
    assert azure(None, aud="api") == "Token contains invalid claims. Invalid audience"


def test_fastapi_azure_auth_frames_the_texts_of_pyjwt() -> None:
    """The frame says what kind of error it was, the rest is PyJWT's."""
    assert azure(("api",), aud="api", iss="other") == "Token contains invalid claims. Invalid issuer"
    assert azure(("api",), aud="other", exp=NOW) == "Token signature has expired. Signature has expired"
    assert azure(("api",), aud="api", sub=7) == "Invalid token. Error: Subject must be a string"


def litestar(expected: tuple[str, ...] | None, **claims: JsonValue) -> str | None:
    """What Litestar says of a token that is in order but for these claims."""
    usual: dict[str, JsonValue] = {"iss": ISSUER, "sub": "user", "iat": NOW, "exp": NOW + 60}
    return answer(litestar_jwt.VERIFIER, expected, **{**usual, **claims})


@pytest.mark.parametrize("expected", [None, ()])
def test_litestar_accepts_any_audience_that_is_one(expected: tuple[str, ...] | None) -> None:
    """None configured and an empty list are the same; a number is refused even then, since the field is a text."""
    assert litestar(expected, aud="other") is litestar(expected, aud=None) is litestar(expected) is None
    assert litestar(expected, aud=7) == litestar(expected, aud=["other", 7]) == "Invalid token"


@pytest.mark.parametrize(
    "claims",
    [{"exp": 1000 * NOW}, {"exp": str(NOW + 60)}, {"iat": None}, {"sub": ""}, {"iss": "other"}, {"aud": "other"}],
)
def test_litestar_says_one_thing_of_everything(claims: dict[str, JsonValue]) -> None:
    """Also of what PyJWT lets pass and Python cannot make a date of."""
    assert litestar(("api",), aud="api") is None
    assert litestar(("api",), **{"aud": "api", **claims}) == "Invalid token"


def forge(expected: tuple[str, ...] | None, **claims: JsonValue) -> str | None:
    """What MCP Context Forge says of these claims."""
    return answer(mcp_context_forge.VERIFIER, expected, **claims)


def test_context_forge_looks_at_what_is_there() -> None:
    """A token without aud or iss is sent on, and nothing is expected where no resource is set."""
    assert forge(("api",), aud=None) is forge(("api",)) is forge(("api",), aud=["api", 7]) is None
    assert forge(None, aud="other") is forge((), aud="other") is forge(("",), aud="other") is None


def test_context_forge_reports_all_that_is_wrong() -> None:
    """Both texts stand in one frame; a slash at the end of the issuer is no fault, an iss that is no text ends it."""
    both = str(forge(("api",), aud="other", iss="https://sts.example.com"))
    assert "Refusing to forward OAuth token" in both
    assert f"{mcp_context_forge.MISMATCH.template}; Token issuer mismatch: token iss='https://sts.example.com'" in both
    assert forge(("api",), aud="api", iss=ISSUER.rstrip("/")) is None
    assert forge(("api",), aud="other", iss=7) == mcp_context_forge.ISSUER_TYPE.template


@pytest.mark.parametrize(
    "claims", [{"iat": None}, {"exp": NOW}, {"nbf": NOW + 60}, {"aud": ["pypi"]}, {"aud": "testpypi"}, {"aud": None}]
)
def test_pypi_says_one_thing_of_whatever_pyjwt_refuses(claims: dict[str, JsonValue]) -> None:
    """Four claims have to be there, and the audience is one text."""
    usual: dict[str, JsonValue] = {"iss": ISSUER, "iat": NOW, "exp": NOW + 60, "aud": "pypi"}
    assert answer(pypi_trusted_publishing.VERIFIER, ("pypi",), **usual) is None
    text = answer(pypi_trusted_publishing.VERIFIER, ("pypi",), **{**usual, **claims})
    assert text == "malformed or invalid token"


def social(expected: tuple[str, ...] | None, **claims: JsonValue) -> str | None:
    """What Python Social Auth says of an ID Token that is in order but for these claims."""
    usual: dict[str, JsonValue] = {"iss": ISSUER, "sub": "user", "iat": NOW, "exp": NOW + 60}
    return answer(python_social_auth.VERIFIER, expected, **{**usual, **claims})


def test_python_social_auth_names_no_claim() -> None:
    """One sentence covers all that is wrong, another all that is not there."""
    wrong, missing = python_social_auth.UNVERIFIED.template, python_social_auth.MISSING.template
    assert social(("web",), aud="web") is None
    assert social(("web",), aud="other") == social(("web",), aud="web", iss="other") == social(None, aud="web") == wrong
    assert social(("web",)) == social(("web",), aud=0) == social(None) == missing
    assert social(("web",), aud="web", nbf=NOW + 60) == "The authentication response is not yet valid."


def test_python_social_auth_asks_for_azp_beside_several_audiences() -> None:
    """Wherever azp stands, it has to be the client."""
    wrong = python_social_auth.UNVERIFIED.template
    assert social(("web",), aud=["web", "api"]) == social(("web",), aud="web", azp="api") == wrong
    assert social(("web",), aud=["web", "api"], azp="web") is social(("web",), aud=["web"]) is None


def test_python_social_auth_refuses_an_old_token_as_expired() -> None:
    """The age counts whatever exp says, unless the clock is unknown."""
    assert social(("web",), aud="web", iat=NOW - 601) == "The authentication response has expired."
    assert social(("web",), aud="web", iat=NOW - 599) is None


def toolkit(authorized: tuple[str, ...] | None, aud: JsonValue) -> str | None:
    """What the token endpoint of django-oauth-toolkit says of a request for these resources."""
    return answer(django_oauth_toolkit_token_endpoint.VERIFIER, authorized, aud=aud)


def test_django_oauth_toolkit_lets_a_token_request_choose_among_what_was_authorized() -> None:
    """Nothing is chosen where nothing is asked for, and anything may be where nothing was authorized."""
    one, two = "https://api.example.com", "https://orders.example.com"
    assert toolkit((one, two), two) is toolkit((one, two), [two, one]) is toolkit((one,), None) is None
    assert toolkit(None, two) is toolkit((), [one, two]) is toolkit((one,), " ") is None
    assert str(toolkit((one,), [one, two])).startswith(f"The requested resource '{two}' is not allowed.")


def test_django_oauth_toolkit_wants_a_scheme_and_a_host() -> None:
    """What was authorized before is held to it as well."""
    one = "https://api.example.com"
    for wrong in ("urn:orders", "orders", f"{one}#a", "https://me@api.example.com", f"{one}:a"):
        assert str(toolkit((one,), wrong)).startswith(f"The resource '{wrong}' is not a valid resource indicator")
    assert str(toolkit(("orders",), None)).startswith("The resource 'orders' is not")
    assert str(toolkit((one,), [one, ""])).startswith("The resource '' is not")
