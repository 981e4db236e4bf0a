"""The ASGI middleware: who gets in, what others are answered, and what reaches the application."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from forwhom.asgi import CLAIMS as KEY
from forwhom.asgi import NoClaims, RequireToken, claims_of
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.remote_keys import RemoteKeys
from forwhom.resource_server.token_rejected import TokenRejected
from tests.resource_server.asgi_driver import Answer, Endpoint, bearer, drive, scope_of
from tests.resource_server.tokens import AUDIENCE, CLAIMS, ISSUER, signed, signed_with_key, validator

if TYPE_CHECKING:
    from forwhom.asgi import Scope
    from forwhom.jwt.json import JsonValue

METADATA = "https://api.example.com/.well-known/oauth-protected-resource"
CONNECT = [{"type": "websocket.connect"}]


def fresh(**changes: JsonValue) -> dict[str, JsonValue]:
    """The claims of a token of this minute."""
    return {**CLAIMS, "iat": int(time.time()) - 10, "exp": int(time.time()) + 600, **changes}


def asked(scope: Scope, **options: Any) -> tuple[Answer, list[Scope]]:  # noqa: ANN401 - also wrong options are tried
    """What is answered to a connection, and the scopes that reached the application."""
    endpoint = Endpoint()
    received = CONNECT if scope["type"] == "websocket" else ()
    return drive(RequireToken(endpoint, validator(), **options), scope, received), endpoint.scopes


def test_a_good_token_gets_through_with_its_claims() -> None:
    """The claims stand in the state of the scope, typed access and Starlette's way lead to them."""
    claims = fresh()
    answer, reached = asked(scope_of(bearer(signed(claims))))
    assert (answer.status, answer.body) == (200, b"reached")
    assert claims_of(reached[0]) == claims
    assert reached[0]["state"]["forwhom_claims"] == reached[0]["state"][KEY] == claims


def test_all_names_are_there() -> None:
    """What the documentation imports, and whatever a star brings."""
    found: dict[str, Any] = {}
    exec("from forwhom.asgi import *", found)  # noqa: S102 - the statement is what is tested
    assert {"CLAIMS", "NoClaims", "RequireToken", "claims_of"} <= found.keys()


def test_a_server_may_leave_out_what_is_empty() -> None:
    """The query string and the method are optional in some servers and connections."""
    scope = scope_of(bearer(signed(fresh())))
    del scope["query_string"], scope["method"]
    assert asked(scope)[0].status == 200


def test_the_answer_is_one_of_http() -> None:
    """In two messages, as the protocol has them."""
    answer, _ = asked(scope_of())
    assert [message["type"] for message in answer.messages] == ["http.response.start", "http.response.body"]


def test_the_scope_of_the_server_is_left_alone() -> None:
    """What an outer layer has put into the state stays there, and its own dictionary is not changed."""
    state: dict[str, Any] = {"pool": 1}
    answer, reached = asked(scope_of(bearer(signed(fresh())), state=state))
    assert answer.status == 200
    assert reached[0]["state"]["pool"] == 1
    assert state == {"pool": 1}


@pytest.mark.parametrize(
    ("token", "status", "challenge"),
    [
        pytest.param(signed({**CLAIMS, "exp": 1}), 401, 'Bearer error="invalid_token"', id="expired"),
        pytest.param(signed({**CLAIMS, "aud": "x"}), 401, 'Bearer error="invalid_token"', id="audience"),
        pytest.param(signed(fresh(), secret=b"x" * 32), 401, 'Bearer error="invalid_token"', id="signature"),
        pytest.param("opaque", 401, 'Bearer error="invalid_token"', id="opaque"),
        pytest.param("a b", 400, 'Bearer error="invalid_request"', id="two words"),
    ],
)
def test_the_caller_is_told_the_words_of_the_standard(token: str, status: int, challenge: str) -> None:
    """Status and error of RFC 6750, whatever the reason; the application is not reached."""
    answer, reached = asked(scope_of(bearer(token)))
    assert (answer.status, answer.headers["www-authenticate"]) == (status, challenge)
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert reached == []


def test_without_a_token_the_challenge_names_no_error() -> None:
    """RFC 6750 section 3.1 asks for that; the body is empty."""
    answer, reached = asked(scope_of())
    assert (answer.status, answer.headers["www-authenticate"], answer.body) == (401, "Bearer", b"")
    assert reached == []


def test_the_challenge_leads_to_the_metadata() -> None:
    """Realm, required scopes and the RFC 9728 address stand in it where they are configured."""
    options: dict[str, Any] = {"realm": "orders", "resource_metadata": METADATA, "scopes": ["orders:read", "orders"]}
    answer, _ = asked(scope_of(), **options)
    parameters = f'realm="orders", resource_metadata="{METADATA}", scope="orders:read orders"'
    assert answer.headers["www-authenticate"] == f"Bearer {parameters}"
    answer, _ = asked(scope_of(bearer("x")), **options)
    assert answer.headers["www-authenticate"] == f'Bearer {parameters}, error="invalid_token"'


def test_the_caller_learns_nothing_of_what_is_expected() -> None:
    """LEAK-10: two wrong tokens are answered byte for byte alike, and no value of the validator's is in it."""
    one, _ = asked(scope_of(bearer(signed(fresh(aud=AUDIENCE + "/")))))
    other, _ = asked(scope_of(bearer(signed(fresh(iss="https://evil.example.com")))))
    assert one.messages == other.messages
    text = repr(one.messages)
    assert AUDIENCE not in text
    assert ISSUER not in text


@pytest.mark.parametrize(
    ("granted", "status"),
    [
        ({"scope": "a b"}, 200),
        ({"scope": "b c a"}, 200),
        ({"scp": ["a", "b"]}, 200),
        ({"scp": "a b"}, 200),
        ({"scope": "a"}, 403),
        ({"scope": "ab"}, 403),
        ({"scope": "A B"}, 403),
        ({"scope": "", "scp": ["a", "b"]}, 403),
        ({"scope": 5}, 403),
        ({"scp": [["a"], "b"]}, 403),
        ({"scope": " a  b ~ "}, 200),
        ({}, 403),
    ],
)
def test_all_required_scopes_must_be_granted(granted: dict[str, JsonValue], status: int) -> None:
    """In scope, or in scp where there is no scope; whole words, in their letter case."""
    answer, _ = asked(scope_of(bearer(signed(fresh(**granted)))), scopes=("a", "b"))
    assert answer.status == status
    if status == 403:
        assert answer.headers["www-authenticate"] == 'Bearer scope="a b", error="insufficient_scope"'


def test_any_character_of_a_scope_counts() -> None:
    """What stands between blanks is one, whatever it is."""
    token = signed(fresh(scope="a  ~"))
    assert asked(scope_of(bearer(token)), scopes=("~",))[0].status == 200
    assert asked(scope_of(bearer(token)), scopes=("a~",))[0].status == 403


def test_a_refusal_has_a_body_of_json_or_none() -> None:
    """With the error of RFC 6750 alone, of which its type tells."""
    answer, _ = asked(scope_of(bearer("x")))
    assert (answer.headers["content-type"], answer.body) == ("application/json", b'{"error":"invalid_token"}')
    answer, _ = asked(scope_of(query_string=b"access_token=x"))
    assert (answer.headers["content-type"], answer.body) == ("application/json", b'{"error":"invalid_request"}')
    answer, _ = asked(scope_of())
    assert (answer.headers["content-type"], answer.body) == ("text/plain", b"")


def test_two_headers_are_refused() -> None:
    """Even where both hold the good token."""
    headers = bearer(signed(fresh()))
    answer, reached = asked(scope_of([*headers, headers[1]]))
    assert (answer.status, reached) == (400, [])


def test_a_token_in_the_query_is_refused() -> None:
    """Also a good one, and beside a good one."""
    token = signed(fresh())
    for headers in ([], bearer(token)):
        answer, reached = asked(scope_of(headers, query_string=f"access_token={token}".encode()))
        assert (answer.status, reached) == (400, [])


def test_keys_that_cannot_be_had_are_not_the_tokens_fault() -> None:
    """The request is refused with 503 and without an error that makes clients throw the token away."""
    keys = RemoteKeys("http://127.0.0.1:1/jwks", insecure_http_loopback=True)
    judge = validator("RS256", keys=keys)
    answer = drive(RequireToken(Endpoint(), judge), scope_of(bearer(signed_with_key("RS256"))))
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert "www-authenticate" not in answer.headers


def test_only_exempt_paths_are_open() -> None:
    """Without a token, and without claims."""
    answer, reached = asked(scope_of(path="/health", raw_path=b"/health"), exempt={"/health"})
    assert answer.status == 200
    with pytest.raises(NoClaims):
        claims_of(reached[0])


@pytest.mark.parametrize(
    "path", ["/health/", "/healthz", "/Health", "//health", "/orders/../health", "/health/../orders", "/health%2f", ""]
)
def test_an_exempt_path_stands_for_itself_alone(path: str) -> None:
    """No other path is open because of it."""
    answer, _ = asked(scope_of(path=path, raw_path=path.encode()), exempt={"/health"})
    assert answer.status == 401


def test_an_exempt_path_in_another_spelling_is_not_exempt() -> None:
    """The server decoded it, but another layer may route by what was sent."""
    answer, _ = asked(scope_of(path="/health", raw_path=b"/%68ealth"), exempt={"/health"})
    assert answer.status == 401


def test_what_stands_in_the_state_already_does_not_count() -> None:
    """Claims that another layer left there are taken away where this one lets a request pass without a token."""
    _, reached = asked(scope_of(state={KEY: {"sub": "root"}}), enforce=False)
    assert reached[0]["state"][KEY] is None


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD", "GET", "POST", "PROPFIND"])
def test_every_method_needs_a_token(method: str) -> None:
    """A preflight request too: CORS is answered outside."""
    headers = [(b"origin", b"https://web.example.com"), (b"access-control-request-method", b"GET")]
    answer, reached = asked(scope_of(headers, method=method))
    assert (answer.status, reached) == (401, [])


def test_lifespan_passes() -> None:
    """The application starts up and shuts down as without the middleware."""
    scope: Scope = {"type": "lifespan", "asgi": {"version": "3.0"}}
    _, reached = asked(scope)
    assert reached == [scope]


def test_an_unknown_kind_of_connection_is_let_in_by_nobody() -> None:
    """What is not understood is not passed on."""
    with pytest.raises(ValueError, match="lets none in"):
        asked({"type": "telepathy"})


def test_a_websocket_gets_in_with_a_token() -> None:
    """The handshake is an HTTP request with the same header."""
    _, reached = asked(scope_of(bearer(signed(fresh())), type="websocket"))
    assert claims_of(reached[0])["aud"] == AUDIENCE


def test_a_websocket_is_closed_before_it_opens() -> None:
    """The server makes a 403 of it; nothing was accepted before."""
    answer, reached = asked(scope_of(type="websocket"))
    assert answer.messages == [{"type": "websocket.close", "code": 1008}]
    assert reached == []


def test_a_websocket_is_denied_with_the_answer_of_http_where_the_server_can() -> None:
    """Then the challenge reaches the client."""
    scope = scope_of(bearer("x"), type="websocket", extensions={"websocket.http.response": {}})
    answer, _ = asked(scope)
    assert [message["type"] for message in answer.messages] == [
        "websocket.http.response.start",
        "websocket.http.response.body",
    ]
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'


def test_a_client_that_has_gone_is_answered_nothing() -> None:
    """The connection ended before the handshake."""
    answer = drive(
        RequireToken(Endpoint(), validator()), scope_of(type="websocket"), [{"type": "websocket.disconnect"}]
    )
    assert answer.messages == []


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("token", [None, "opaque", signed({**CLAIMS, "exp": 1})])
def test_report_only_lets_everything_through(kind: str, token: str | None) -> None:
    """Without claims, so that nothing relies on a token that was not accepted."""
    _, reached = asked(scope_of(bearer(token) if token else (), type=kind), enforce=False)
    assert len(reached) == 1
    with pytest.raises(NoClaims):
        claims_of(reached[0])


def test_report_only_gives_claims_where_the_token_is_good() -> None:
    """So an application can be prepared before the switch."""
    _, reached = asked(scope_of(bearer(signed(fresh()))), enforce=False)
    assert claims_of(reached[0])["aud"] == AUDIENCE


class BrokenKeys:
    """Keys that fail in a way that no keys should."""

    algorithms = frozenset({"HS256"})

    def lookup(self, alg: str, kid: str | None) -> Any:  # noqa: ANN401
        """Fails."""
        raise RuntimeError(alg, kid)

    async def lookup_async(self, alg: str, kid: str | None) -> Any:  # noqa: ANN401
        """Fails."""
        return self.lookup(alg, kid)


class WordlessKeys(BrokenKeys):
    """Keys that refuse a token, and then fail to say why."""

    def lookup(self, alg: str, kid: str | None) -> Any:  # noqa: ANN401
        """Refuses."""
        raise TokenRejected(lambda: super(WordlessKeys, self).lookup(alg, kid))


@pytest.mark.parametrize("keys", [BrokenKeys(), WordlessKeys()], ids=lambda keys: type(keys).__name__)
def test_a_defect_refuses_unless_only_reporting(keys: BrokenKeys, caplog: pytest.LogCaptureFixture) -> None:
    """An unforeseen error never lets a request in, and never stops one where nothing is enforced."""
    judge = validator(keys=keys)
    endpoint = Endpoint()
    with pytest.raises(RuntimeError):
        drive(RequireToken(endpoint, judge), scope_of(bearer(signed(fresh()))))
    assert endpoint.scopes == []
    assert drive(RequireToken(endpoint, judge, enforce=False), scope_of(bearer(signed(fresh())))).status == 200
    assert "could not be judged" in caplog.text


@pytest.mark.parametrize(
    ("options", "word"),
    [
        pytest.param({"scopes": "orders"}, "scopes", id="one string as scopes"),
        pytest.param({"scopes": ["a b"]}, "scopes", id="two scopes in one"),
        pytest.param({"scopes": [""]}, "scopes", id="an empty scope"),
        pytest.param({"scopes": ['a"']}, "scopes", id="a scope with a quote"),
        pytest.param({"scopes": [5]}, "scopes", id="a number as scope"),
        pytest.param({"exempt": "/health"}, "exempt", id="one string as paths"),
        pytest.param({"exempt": ["health"]}, "exempt", id="a path without its slash"),
        pytest.param({"exempt": ["/health*"]}, "exempt", id="a pattern"),
        pytest.param({"exempt": ["/{name}"]}, "exempt", id="a template"),
        pytest.param({"exempt": ["/a?b"]}, "exempt", id="a query"),
        pytest.param({"exempt": ["/%61"]}, "exempt", id="percent-encoding"),
        pytest.param({"exempt": None}, "exempt", id="no collection"),
        pytest.param({"realm": 'a"b'}, "realm", id="a quote in the realm"),
        pytest.param({"realm": "a\r\nSet-Cookie: x"}, "realm", id="a line end in the realm"),
        pytest.param({"realm": ""}, "realm", id="an empty realm"),
        pytest.param({"realm": 5}, "realm", id="a number as realm"),
        pytest.param({"resource_metadata": "http://api.example.com/x"}, "resource_metadata", id="metadata over http"),
        pytest.param({"resource_metadata": 'https://a/"'}, "resource_metadata", id="a quote in the address"),
        pytest.param({"enforce": "false"}, "enforce", id="a word as switch"),
        pytest.param({"enforce": 0}, "enforce", id="a number as switch"),
    ],
)
def test_a_mistake_in_the_options_is_told_at_once(options: dict[str, Any], word: str) -> None:
    """The error begins with the name of the option."""
    with pytest.raises(ConfigurationError, match=f"^{word}: "):
        RequireToken(Endpoint(), validator(), **options)


def test_what_would_be_right_is_shown() -> None:
    """A tuple of one needs a comma, which is easily forgotten."""
    for name, example in (("scopes", "('orders:read',)"), ("exempt", "('/health',)")):
        options: dict[str, Any] = {name: "a"}
        with pytest.raises(ConfigurationError) as caught:
            RequireToken(Endpoint(), validator(), **options)
        assert str(caught.value) == f"{name}: a tuple of texts is needed, such as {example}"


def test_on_this_machine_the_metadata_may_come_over_http() -> None:
    """While somebody develops; the challenge names it as it is."""
    answer, _ = asked(scope_of(), resource_metadata="http://127.0.0.1:8000/metadata")
    assert answer.headers["www-authenticate"] == 'Bearer resource_metadata="http://127.0.0.1:8000/metadata"'


def test_a_validator_is_needed() -> None:
    """Not its class, nor a function."""
    wrong: Any = print
    with pytest.raises(ConfigurationError, match="validator"):
        RequireToken(Endpoint(), wrong)
