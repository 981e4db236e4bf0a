"""Which kind of token it is: what tells it, how sure that is, and that nothing makes the inference fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.finding import Confidence
from forwhom.folder import load
from forwhom.provider import Provider
from forwhom.token_kind import TokenKind, infer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue

PROVIDERS = load("forwhom.providers", "PROVIDER", Provider, "id")
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
GOOGLE_ACCOUNT = "ci@acme-prod.iam.gserviceaccount.com"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["typ", "iss", "sub", "aud", "azp", "client_id", "scope", "scp", "nonce", "at_hash", "email", "events", "token_use"]
)
CLAIMS = st.dictionaries(NAMES | st.text(max_size=6), JSON, max_size=6)


@pytest.mark.parametrize("typ", ["at+jwt", "application/at+jwt", "AT+JWT"])
def test_typ_of_the_header_tells_an_access_token(typ: str) -> None:
    """The JOSE header's typ of RFC 9068 is certain, in any letter case and with its media type prefix."""
    inference = infer({"typ": typ}, {"nonce": "n"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ACCESS_TOKEN, Confidence.CERTAIN)
    assert inference.because == f"its JOSE header says typ {typ}"


def test_typ_of_the_header_tells_a_logout_token() -> None:
    """The JOSE header's typ of OIDC Back-Channel Logout is certain."""
    assert infer({"typ": "logout+jwt"}, {}, None).kind is TokenKind.LOGOUT_TOKEN


@pytest.mark.parametrize("typ", ["JWT", None, 7, ["at+jwt"]])
def test_other_values_of_typ_tell_nothing(typ: JsonValue) -> None:
    """The usual typ, and one that is no string, leave the decision to the claims."""
    assert infer({"typ": typ}, {}, None).kind is TokenKind.UNKNOWN


@pytest.mark.parametrize(
    ("claims", "kind"),
    [
        ({"typ": "ID"}, TokenKind.ID_TOKEN),
        ({"typ": "Bearer", "nonce": "n"}, TokenKind.ACCESS_TOKEN),
        ({"typ": "Refresh"}, TokenKind.REFRESH_TOKEN),
        ({"typ": "Offline"}, TokenKind.REFRESH_TOKEN),
        ({"typ": "Logout"}, TokenKind.LOGOUT_TOKEN),
        ({"token_use": "id", "scope": "x"}, TokenKind.ID_TOKEN),
        ({"token_use": "access"}, TokenKind.ACCESS_TOKEN),
        ({"type": "access_token"}, TokenKind.ACCESS_TOKEN),
    ],
)
def test_a_claim_that_names_the_kind_is_believed(claims: Mapping[str, JsonValue], kind: TokenKind) -> None:
    """Keycloak's typ, Cognito's token_use and their like are certain, whatever else stands there."""
    inference = infer(None, claims, None)
    assert (inference.kind, inference.confidence) == (kind, Confidence.CERTAIN)


def test_other_words_in_these_claims_tell_nothing() -> None:
    """A word that is no kind of token, or no string, is passed over."""
    assert infer(None, {"typ": "JWT", "token_use": ["id"]}, None).kind is TokenKind.UNKNOWN


def test_events_tell_a_logout_token() -> None:
    """The logout event in the claim events is certain."""
    assert infer(None, {"events": {LOGOUT: {}}, "sub": "ada"}, None).kind is TokenKind.LOGOUT_TOKEN


def test_other_events_tell_nothing() -> None:
    """Events of another kind make no logout token."""
    assert infer(None, {"events": {"https://example.org/event": {}}}, None).kind is TokenKind.UNKNOWN


@pytest.mark.parametrize(
    ("claims", "kind", "confidence"),
    [
        ({"kubernetes.io": {}}, TokenKind.SERVICE_ACCOUNT, Confidence.CERTAIN),
        ({"sub": "system:serviceaccount:shop:web"}, TokenKind.SERVICE_ACCOUNT, Confidence.CERTAIN),
        ({"sub": "spiffe://acme.example/shop"}, TokenKind.WORKLOAD, Confidence.CERTAIN),
        ({"repository": "acme/shop", "run_id": "7"}, TokenKind.WORKLOAD, Confidence.CERTAIN),
        ({"project_path": "acme/shop", "job_id": "7"}, TokenKind.WORKLOAD, Confidence.CERTAIN),
        ({"email": GOOGLE_ACCOUNT, "azp": "1101", "sub": "1101"}, TokenKind.SERVICE_ACCOUNT, Confidence.CERTAIN),
        ({"email": GOOGLE_ACCOUNT, "sub": "1101"}, TokenKind.SERVICE_ACCOUNT, Confidence.LIKELY),
        (
            {"iss": GOOGLE_ACCOUNT, "sub": GOOGLE_ACCOUNT, "aud": "https://pubsub.googleapis.com/"},
            TokenKind.SERVICE_ACCOUNT,
            Confidence.LIKELY,
        ),
        (
            {"iss": GOOGLE_ACCOUNT, "sub": GOOGLE_ACCOUNT, "aud": "https://oauth2.googleapis.com/token"},
            TokenKind.CLIENT_ASSERTION,
            Confidence.LIKELY,
        ),
        ({"iss": "shop", "sub": "shop", "aud": "https://as.example"}, TokenKind.CLIENT_ASSERTION, Confidence.LIKELY),
    ],
)
def test_workloads_and_clients_are_told_by_who_they_are(
    claims: Mapping[str, JsonValue], kind: TokenKind, confidence: Confidence
) -> None:
    """Tokens of machines carry the machine: its cluster, its pipeline, its account, or itself as the issuer."""
    inference = infer(None, claims, None)
    assert (inference.kind, inference.confidence) == (kind, confidence)


def test_one_claim_of_a_pipeline_is_not_enough() -> None:
    """A claim named repository alone may mean anything."""
    assert infer(None, {"repository": "acme/shop"}, None).kind is TokenKind.UNKNOWN


def test_hashes_tell_an_id_token() -> None:
    """Only an ID Token carries at_hash, and the reason lists what was seen."""
    inference = infer(None, {"at_hash": "x", "nonce": "n"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ID_TOKEN, Confidence.CERTAIN)
    assert inference.because == "it carries at_hash and nonce"


def test_hashes_beside_a_scope_are_only_likely() -> None:
    """Some providers put a scope into ID Tokens; then the hash makes it likely, not certain."""
    assert infer(None, {"at_hash": "x", "scope": "openid"}, None).confidence is Confidence.LIKELY


@pytest.mark.parametrize("name", ["scope", "scp", "gty", "permissions", "cid", "appid", "idtyp"])
def test_what_was_granted_tells_an_access_token(name: str) -> None:
    """Scopes and their like say what a token may do, which an ID Token does not."""
    inference = infer(None, {name: "x", "azp": "shop", "aud": "shop"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ACCESS_TOKEN, Confidence.LIKELY)


def test_a_scope_beside_a_nonce_is_only_possible() -> None:
    """The two contradict each other, since a nonce belongs to an ID Token."""
    inference = infer(None, {"scope": "openid", "nonce": "n"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ACCESS_TOKEN, Confidence.POSSIBLE)


def test_a_null_claim_does_not_count() -> None:
    """A claim without a value tells nothing."""
    assert infer(None, {"scope": None, "at_hash": None}, None).kind is TokenKind.UNKNOWN


@pytest.mark.parametrize("name", ["azp", "client_id"])
def test_an_audience_that_is_the_own_client_tells_an_id_token(name: str) -> None:
    """Without a scope, a token of a signed-in user for its own client is likely an ID Token."""
    inference = infer(None, {name: "shop", "aud": ["shop"], "email": "ada@acme.example"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ID_TOKEN, Confidence.LIKELY)
    assert name in inference.because


def test_an_excerpt_of_claims_tells_less() -> None:
    """Where only aud and the client are shown, the scope may just have been left out."""
    assert infer(None, {"azp": "shop", "aud": "shop"}, None).confidence is Confidence.POSSIBLE
    assert infer(None, {"azp": "shop", "aud": "shop", "exp": 1767225600}, None).confidence is Confidence.LIKELY


def test_client_id_without_a_sign_in_may_be_an_access_token() -> None:
    """RFC 9068 puts the client into client_id, also where aud repeats it."""
    inference = infer(None, {"client_id": "shop", "aud": "shop"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ACCESS_TOKEN, Confidence.POSSIBLE)


def test_an_empty_client_is_no_audience() -> None:
    """An empty azp that equals an empty aud tells nothing."""
    assert infer(None, {"azp": "", "aud": ""}, None).kind is TokenKind.UNKNOWN


def test_a_nonce_tells_an_id_token() -> None:
    """Without a scope a nonce makes an ID Token likely."""
    inference = infer(None, {"nonce": "n", "aud": "https://api.example"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ID_TOKEN, Confidence.LIKELY)


def test_a_profile_for_a_client_is_likely_an_id_token() -> None:
    """Several claims about the user, for something that is no URI."""
    inference = infer(None, {"email": "ada@acme.example", "name": "Ada", "aud": "shop"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ID_TOKEN, Confidence.LIKELY)


@pytest.mark.parametrize(
    "claims", [{"email": "a@b.example", "name": "A", "aud": "https://api.example"}, {"name": "A", "aud": "shop"}]
)
def test_a_profile_alone_is_only_possible(claims: Mapping[str, JsonValue]) -> None:
    """A home-made session token names the user too, and a URI as its audience speaks against an ID Token."""
    inference = infer(None, claims, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ID_TOKEN, Confidence.POSSIBLE)


def test_a_uri_as_audience_may_be_an_access_token() -> None:
    """With nothing else to go by, identifiers of APIs are mostly URIs and those of clients are not."""
    inference = infer(None, {"aud": "https://api.example"}, None)
    assert (inference.kind, inference.confidence) == (TokenKind.ACCESS_TOKEN, Confidence.POSSIBLE)


def test_a_provider_with_one_kind_of_token_tells_it() -> None:
    """Clerk's JWTs are session tokens, although nothing in their claims says so."""
    inference = infer(None, {"sub": "ada"}, PROVIDERS["clerk"])
    assert (inference.kind, inference.confidence) == (TokenKind.ACCESS_TOKEN, Confidence.LIKELY)


@pytest.mark.parametrize(
    ("provider", "aud"),
    [
        ("keycloak", "account"),
        ("auth0", ["https://api.example", "https://acme.auth0.com/userinfo"]),
        ("entra-v2", "https://graph.microsoft.com"),
    ],
)
def test_an_audience_of_the_providers_own_tells_an_access_token(provider: str, aud: JsonValue) -> None:
    """Default audiences and the provider's own APIs stand in access tokens only."""
    inference = infer(None, {"aud": aud}, PROVIDERS[provider])
    assert (inference.kind, inference.confidence) == (TokenKind.ACCESS_TOKEN, Confidence.LIKELY)


def test_an_audience_of_the_providers_own_does_not_outdo_a_nonce() -> None:
    """A default that looks like a client id is not held against an ID Token's nonce."""
    claims: dict[str, JsonValue] = {"aud": "client_01ABCDEFGHJKMNPQRSTVWXYZ78", "nonce": "n"}
    assert infer(None, claims, PROVIDERS["workos"]).kind is TokenKind.ID_TOKEN


@pytest.mark.parametrize(
    ("more", "confidence"), [({}, Confidence.POSSIBLE), ({"auth_time": 1760000000}, Confidence.LIKELY)]
)
def test_the_form_of_a_client_id_hints_at_an_id_token(more: Mapping[str, JsonValue], confidence: Confidence) -> None:
    """An audience in the form of the provider's client ids may be an ID Token's; a sign-in makes it likely."""
    inference = infer(None, {"aud": "0oa1b2c3d4e5f6g7h8i9", **more}, PROVIDERS["okta-custom"])
    assert (inference.kind, inference.confidence) == (TokenKind.ID_TOKEN, confidence)


def test_where_access_tokens_are_for_clients_too_the_form_tells_nothing() -> None:
    """Zitadel puts the ids of applications into the audience of access tokens as well."""
    assert infer({}, {"aud": ["287419081525624851"], "exp": 1}, PROVIDERS["zitadel"]).kind is TokenKind.UNKNOWN


def test_a_very_long_audience_is_not_held_against_patterns() -> None:
    """What is far longer than any identifier is left alone."""
    assert infer(None, {"aud": "a" * 5000}, PROVIDERS["okta-custom"]).kind is TokenKind.UNKNOWN


def test_nothing_tells_nothing() -> None:
    """Without header and claims the kind is unknown, and the reason says so."""
    inference = infer(None, None, None)
    assert (inference.kind, inference.confidence) == (TokenKind.UNKNOWN, Confidence.POSSIBLE)
    assert inference.because == "it carries nothing that tells its kind"


@given(
    header=st.none() | CLAIMS, claims=st.none() | CLAIMS, provider=st.none() | st.sampled_from(list(PROVIDERS.values()))
)
def test_inference_never_raises(
    header: Mapping[str, JsonValue] | None, claims: Mapping[str, JsonValue] | None, provider: Provider | None
) -> None:
    """Any JSON objects have a kind, with a reason."""
    assert infer(header, claims, provider).because
