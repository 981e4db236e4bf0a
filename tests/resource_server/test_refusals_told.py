"""What the operator is told of each refusal: one event, one count, and never the token."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader

from forwhom import refusal_event
from forwhom.asgi import RequireToken
from forwhom.resource_server.expected import UNCHECKED_AUDIENCE
from forwhom.resource_server.gate import Gate, Request
from forwhom.resource_server.refusal_counter import opentelemetry
from forwhom.resource_server.refusal_formatter import RefusalFormatter
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import UncheckedAudienceWarning
from tests.resource_server.asgi_driver import Endpoint, bearer, drive, scope_of
from tests.resource_server.test_asgi import fresh
from tests.resource_server.tokens import AUDIENCE, HEADER, ISSUER, NOW, refusal, signed, validator

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.algorithms import Verify

CANARY = "CANARYcanary0123456789CANARYcanary"


class Counter:
    """Keeps what is counted."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.counted: list[tuple[int, dict[str, Any]]] = []

    def add(self, amount: int, attributes: Mapping[str, str | bool | int], /) -> None:
        """Counts."""
        self.counted.append((amount, dict(attributes)))


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """The lines that the shipped formatter writes."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(RefusalFormatter())
    logger = logging.getLogger("forwhom.refusals")
    logger.addHandler(handler)
    yield out
    logger.removeHandler(handler)


def event(lines: io.StringIO) -> dict[str, Any]:
    """The one event that was written."""
    written = lines.getvalue().splitlines()
    assert len(written) == 1
    value: dict[str, Any] = json.loads(written[0])
    return value


def refuse(token: str | None, **options: Any) -> None:  # noqa: ANN401 - options of the middleware
    """Sends a token that is refused."""
    judge = options.pop("judge", None) or validator()
    path = options.pop("path", "/orders")
    scope = scope_of(bearer(token) if token else (), path=path, raw_path=path.encode())
    drive(RequireToken(Endpoint(), judge, **options), scope)


def test_an_event_tells_everything_but_the_token(lines: io.StringIO) -> None:
    """The documented members of schema 1, with both sides of the comparison, the client, and who has to act."""
    refuse(signed(fresh(aud=AUDIENCE + "/", azp="web")))
    told = event(lines)
    assert list(told)[:2] == ["event", "schema"]
    assert told.pop("time").endswith("Z")
    assert told.pop("because")
    assert [fix["party"] for fix in told.pop("fixes")] == ["resource-server", "client"]
    assert told == {
        "event": "forwhom.refusal",
        "schema": 1,
        "enforced": True,
        "status": 401,
        "code": "aud-trailing-slash",
        "also": [],
        "title": "the token's audience and the expected audience differ only by a trailing slash",
        "expected": {"audiences": [AUDIENCE], "issuers": [ISSUER], "scopes": []},
        "token": {"verified": True, "iss": ISSUER, "aud": [AUDIENCE + "/"], "client": "web"},
        "request": {"kind": "http", "method": "GET", "path": "/orders"},
    }


def test_an_event_says_what_was_asked(lines: io.StringIO) -> None:
    """The kind of the connection, the method and the path; a WebSocket has no method of its own but that of HTTP."""
    scope = scope_of(method="POST", path="/caf\u00e9", raw_path=b"/caf%C3%A9")
    drive(RequireToken(Endpoint(), validator()), scope)
    assert event(lines)["request"] == {"kind": "http", "method": "POST", "path": "/caf\u00e9"}


def test_an_event_says_that_it_was_a_websocket(lines: io.StringIO) -> None:
    """Which begins as a GET."""
    scope = scope_of(type="websocket")
    del scope["method"]
    drive(RequireToken(Endpoint(), validator()), scope, [{"type": "websocket.connect"}])
    assert event(lines)["request"] == {"kind": "websocket", "method": "GET", "path": "/orders"}


class SayingMuch:
    """Keys that refuse every token for ten reasons, each with five fixes."""

    algorithms = frozenset({"HS256"})

    def lookup(self, alg: str, kid: str | None) -> Verify:
        """Refuses."""
        (one,) = refusal(signed(fresh(aud=AUDIENCE + "/")), now=time.time()).findings
        fixes = tuple(replace(one.fixes[0], text=f"fix {place} for {alg} and {kid}") for place in range(5))
        raise TokenRejected(tuple(replace(one, code=f"code-{place}", fixes=fixes) for place in range(10)))

    async def lookup_async(self, alg: str, kid: str | None) -> Verify:
        """Refuses."""
        return self.lookup(alg, kid)


def test_an_event_is_short_whatever_is_wrong(lines: io.StringIO) -> None:
    """The cause, five more codes and three fixes; of an opaque token there are no claims to tell of."""
    refuse(signed(fresh()), judge=validator(keys=SayingMuch()))
    told = event(lines)
    assert (told["code"], told["also"]) == ("code-0", [f"code-{place}" for place in range(1, 6)])
    assert [fix["text"] for fix in told["fixes"]] == [f"fix {place} for HS256 and k1" for place in range(3)]


def test_of_an_opaque_token_nothing_is_told(lines: io.StringIO) -> None:
    """It has no claims, and that is no trouble."""
    refuse("opaque")
    told = event(lines)
    assert (told["code"], told["token"]) == (
        "token-opaque",
        {"verified": False, "iss": None, "aud": None, "client": None},
    )


def test_the_message_is_for_people(caplog: pytest.LogCaptureFixture) -> None:
    """One line at level WARNING, with the values that matter; the event stands in the record."""
    refuse(signed(fresh(aud="orders", azp="web")), enforce=False)
    (record,) = (one for one in caplog.records if one.name == "forwhom.refusals")
    assert record.levelno == logging.WARNING
    assert record.getMessage() == (
        'would be refused with 401: aud-mismatch: the token is not for this verifier, client "web", issuer '
        f'"{ISSUER}", audience ["orders"], expected ["{AUDIENCE}"]'
    )
    told: Any = vars(record)["forwhom"]
    assert (told["enforced"], told["code"]) == (False, "aud-mismatch")


def test_a_token_that_nobody_verified_is_marked(lines: io.StringIO) -> None:
    """Its values are told all the same: they lead to who sent it, if it is no forgery."""
    refuse(signed(fresh(azp="web"), secret=b"x" * 32))
    told = event(lines)
    assert told["code"] == "signature-invalid"
    assert told["token"] == {"verified": False, "iss": ISSUER, "aud": [AUDIENCE], "client": "web"}


@pytest.mark.parametrize(
    ("token", "code"), [(None, "token-missing"), ("a b", "credentials-malformed"), ("opaque", "token-opaque")]
)
def test_there_is_an_event_where_there_is_no_jwt(lines: io.StringIO, token: str | None, code: str) -> None:
    """Nothing is known of a client then."""
    refuse(token)
    told = event(lines)
    assert (told["code"], told["token"]) == (code, {"verified": False, "iss": None, "aud": None, "client": None})


def test_missing_scopes_are_told(lines: io.StringIO) -> None:
    """With those that are required; the token was verified."""
    refuse(signed(fresh(scope="a")), scopes=("a", "b"))
    told = event(lines)
    assert (told["code"], told["status"], told["expected"]["scopes"]) == ("scope-insufficient", 403, ["a", "b"])
    assert told["token"]["verified"] is True


def test_an_unchecked_audience_is_told_as_null(lines: io.StringIO) -> None:
    """There is nothing that the verifier expects."""
    try:
        judge = validator(audience=UNCHECKED_AUDIENCE)
    except UncheckedAudienceWarning:
        judge = validator(audience=UNCHECKED_AUDIENCE)
    refuse(signed(fresh(iss="x")), judge=judge)
    assert event(lines)["expected"]["audiences"] is None


def test_an_accepted_token_is_not_told_of(lines: io.StringIO) -> None:
    """Neither event nor count."""
    counter = Counter()
    refuse(signed(fresh()), counter=counter)
    assert (lines.getvalue(), counter.counted) == ("", [])


def test_values_are_escaped_and_cut(lines: io.StringIO) -> None:
    """Line ends, terminal escapes and bidirectional characters become visible, long values and lists short."""
    hostile: list[JsonValue] = ["x\nforged line", "\x1b[2J\u202e", "y" * 5000, *map(str, range(40))]
    refuse(signed(fresh(aud=hostile, iss="z" * 5000, azp="\u2028")))
    told = event(lines)
    assert told["token"]["aud"][:2] == ["x\\u000aforged line", "\\u001b[2J\\u202e"]
    assert len(told["token"]["aud"]) == 11
    assert told["token"]["aud"][-1] == "and 33 more"
    assert told["token"]["client"] == "\\u2028"
    assert len(lines.getvalue()) < 4000
    assert lines.getvalue().isascii()


@pytest.mark.parametrize(
    ("aud", "shown"), [(5, ["5"]), (None, ["null"]), ({"a": [1]}, ['{"a": [1]}']), ([], []), (["a", 5], ["a", "5"])]
)
def test_an_audience_of_the_wrong_type_is_shown_as_json(lines: io.StringIO, aud: JsonValue, shown: list[str]) -> None:
    """So that the difference between 5 and "5" is left to the code."""
    refuse(signed(fresh(aud=aud)))
    assert event(lines)["token"]["aud"] == shown


def test_one_count_for_each_refusal(lines: io.StringIO) -> None:
    """By what the operator configured and forwhom found, and by nothing that a caller can invent."""
    counter = Counter()
    refuse(signed(fresh(aud="orders", azp="web")), counter=counter)
    refuse(None, counter=counter, enforce=False)
    assert len(lines.getvalue().splitlines()) == 2
    assert counter.counted == [
        (
            1,
            {
                "forwhom.code": code,
                "forwhom.enforced": enforced,
                "forwhom.expected_audience": AUDIENCE,
                "http.response.status_code": 401,
            },
        )
        for code, enforced in (("aud-mismatch", True), ("token-missing", False))
    ]


def test_opentelemetry_counts() -> None:
    """The real SDK exports what the default counter counted."""
    reader = InMemoryMetricReader()
    provider = MeterProvider(metric_readers=[reader])
    counter = provider.get_meter("forwhom").create_counter("forwhom.refusals")
    refuse(None, counter=counter)
    refuse(None, counter=counter)
    data: Any = reader.get_metrics_data()
    (point,) = data.resource_metrics[0].scope_metrics[0].metrics[0].data.data_points
    assert (point.value, point.attributes["forwhom.code"]) == (2, "token-missing")
    provider.shutdown()


def test_the_default_counter_is_that_of_opentelemetry() -> None:
    """Where its API is installed; made by the global meter provider, whichever that is going to be."""
    code = """
from opentelemetry import metrics
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from forwhom.resource_server.refusal_counter import opentelemetry
counter = opentelemetry()
reader = InMemoryMetricReader()
metrics.set_meter_provider(MeterProvider(metric_readers=[reader]))
counter.add(3, {"forwhom.code": "x"})
metric = reader.get_metrics_data().resource_metrics[0].scope_metrics[0].metrics[0]
print(metric.name, metric.data.data_points[0].value)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "forwhom.refusals 3\n"


def test_without_opentelemetry_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no dependency."""
    monkeypatch.setitem(sys.modules, "opentelemetry.metrics", None)
    assert opentelemetry() is None
    refuse(None)


def test_a_counter_that_fails_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The caller is answered as ever, and the operator told of the failure."""

    class Broken:
        def add(self, amount: int, attributes: Mapping[str, str | bool | int], /) -> None:
            raise ArithmeticError(amount, attributes)

    answer = drive(RequireToken(Endpoint(), validator(), counter=Broken()), scope_of())
    assert answer.status == 401
    assert "the counter of refusals failed: ArithmeticError" in caplog.text


def test_the_formatter_leaves_other_records_alone() -> None:
    """It may stand on the root logger."""
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "hello %s", ("you",), None)
    assert RefusalFormatter("%(levelname)s %(message)s").format(record) == "INFO hello you"


_HEAD = signed(fresh()).split(".")[0]
_REFUSED = [
    pytest.param(CANARY, id="opaque"),
    pytest.param(f"ghp_{CANARY}", id="opaque of a known kind"),
    pytest.param(f"{_HEAD}.{CANARY}.{CANARY}", id="payload that is no JSON"),
    pytest.param(f"{CANARY}.{CANARY}.{CANARY}", id="header that is no JSON"),
    pytest.param(f"{_HEAD}.{CANARY}", id="two parts"),
    pytest.param(f"{_HEAD}..{CANARY}..", id="five parts"),
    pytest.param(signed(fresh(jti=CANARY, aud="orders")), id="another audience"),
    pytest.param(signed(fresh(jti=CANARY, exp=1)), id="expired"),
    pytest.param(signed(fresh(jti=CANARY), {**HEADER, "kid": "none of ours"}), id="unknown key"),
    pytest.param(signed(fresh(jti=CANARY), secret=CANARY.encode()), id="forged"),
    pytest.param(signed(fresh(jti=CANARY)) + "~", id="a foreign character"),
    pytest.param(signed(fresh(aud=signed(fresh(jti=CANARY)))), id="a token as audience"),
    pytest.param(signed(fresh(aud="x", azp=signed(fresh(jti=CANARY)))), id="a token as client"),
    pytest.param(signed(fresh(iss=signed(fresh(jti=CANARY)))), id="a token as issuer"),
]


def pieces(token: str) -> set[str]:
    """The token, its parts from twelve characters on but the header, and what only it contains."""
    _, *parts = token.split(".") if "." in token else ["", token]
    return {token, CANARY, *(part for part in parts if len(part) >= 12)}


@pytest.mark.parametrize("enforce", [True, False])
@pytest.mark.parametrize("token", _REFUSED)
def test_no_token_in_any_log(
    token: str, caplog: pytest.LogCaptureFixture, lines: io.StringIO, *, enforce: bool
) -> None:
    """Neither whole nor in part, in no record of any logger, its arguments included, nor what the caller is sent."""
    caplog.set_level(logging.DEBUG)
    app = RequireToken(Endpoint(), validator(), enforce=enforce)
    answer = drive(app, scope_of(bearer(token), path=f"/reset/{token}", raw_path=b"/reset"))
    told = lines.getvalue() + repr([vars(record) for record in caplog.records]) + repr(answer.messages)
    assert event(lines)
    assert [piece for piece in pieces(token) if piece in told] == []


@pytest.mark.parametrize("token", _REFUSED)
def test_no_token_in_an_exception(token: str) -> None:
    """Not in its text, repr, attributes, arguments, trace or in what it was raised from."""
    with pytest.raises(TokenRejected) as caught:
        validator().validate(token, NOW)
    error = caught.value
    assert error.args == ()
    trace = "".join(traceback.format_exception(error))
    told = f"{vars(error)!r} {error} {error!r} {error.args!r} {error.__cause__!r} {error.__context__!r} {trace}"
    assert [piece for piece in pieces(token) if piece in told.replace(str(error.findings), "")] == []


def test_no_token_in_a_representation() -> None:
    """Of nothing that is handed along."""
    token = signed(fresh(jti=CANARY))
    request = Request(
        kind="http", method="GET", path=f"/{token}", query=token.encode(), authorization=[f"Bearer {token}".encode()]
    )
    gate = Gate(validator(), enforce=True, realm=None, resource_metadata=None, scopes=(), exempt=(), counter=Counter())
    verdict = gate.accepted(request, token, fresh(jti=CANARY))
    assert CANARY not in f"{request!r} {verdict!r} {gate!r}"
    assert token not in f"{request!r} {verdict!r} {gate!r}"


def test_an_event_can_be_read_back(lines: io.StringIO) -> None:
    """What the formatter wrote gives the same event again."""
    refuse(signed(fresh(aud=["a" * 300, "\u202e", 5], azp="w\u00ebb")))
    told = event(lines)
    read = refusal_event.read(told)
    assert read
    assert refusal_event.as_json(read) == told


def test_a_hostile_token_makes_a_short_event(lines: io.StringIO) -> None:
    """Of 64 KiB, made of as many words as fit, in the token and in the path."""
    words = " ".join(f"{number:012}" for number in range(3500))
    refuse(signed(fresh(aud=words), secret=b"x" * 32), path="/" + words)
    refuse("~".join(f"{number:012}" for number in range(4800)), path="/" + words)
    assert len(lines.getvalue().splitlines()) == 2
    assert len(lines.getvalue()) < 8_000
