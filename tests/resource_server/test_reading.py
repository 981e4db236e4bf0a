"""Header, parts and JSON as the validator reads them: what is refused, and that what is usual is read fast."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA384

from forwhom.finding import Where as Place
from forwhom.jwt import base64url
from forwhom.jwt.defect import Where
from forwhom.jwt.token import MAX_LENGTH
from forwhom.resource_server import compact
from forwhom.resource_server.compact import members, split
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.signature import Header
from tests.resource_server.tokens import (
    CLAIMS,
    HEADER,
    NOW,
    RSA_KEY,
    SECRET,
    refusal,
    signed,
    validator,
    with_header,
)

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue


def test_an_algorithm_that_fits_the_key_is_not_allowed_by_that() -> None:
    """A good RS384 signature is refused where only RS256 was configured, before the key is asked."""
    signing_input = signed(header={**HEADER, "alg": "RS384"}).rpartition(".")[0]
    signature = base64url.encode(RSA_KEY.sign(signing_input.encode(), PKCS1v15(), SHA384()))
    token = f"{signing_input}.{signature}"
    assert validator("RS256", algorithms=("RS256", "RS384")).validate(token, NOW) == CLAIMS
    cause = refusal(token, validator("RS256")).findings[0]
    assert (cause.code, cause.found, cause.expected) == ("alg-not-allowed", "RS384", ["RS256"])
    assert (cause.evidence[0].pointer, cause.evidence[0].where) == ("/alg", Place.HEADER)


def test_a_longer_secret_fits_more_and_allows_no_more() -> None:
    """The secret is long enough for HS512, and HS384 was not configured."""
    keys = StaticKeys.from_secret(SECRET * 2, "k1")
    assert keys.algorithms == {"HS256", "HS384", "HS512"}
    token = signed(header={**HEADER, "alg": "HS384"}, secret=SECRET * 2)
    assert refusal(token, validator(keys=keys)).findings[0].expected == ["HS256"]


@pytest.mark.parametrize(
    ("token", "pointer"),
    [
        pytest.param(with_header(typ=1), "/typ", id="typ"),
        pytest.param(with_header(kid=1), "/kid", id="kid"),
        pytest.param(with_header(alg=1), "/alg", id="alg"),
        pytest.param(with_header(crit=["b64"]), "/crit", id="crit"),
        pytest.param(signed(header={"alg": "none"}), "/alg", id="none"),
        pytest.param(signed('{"a":1,"a":2}'), "/a", id="twice"),
        pytest.param(signed("[]"), "", id="no object"),
    ],
)
def test_what_is_malformed_has_its_place(token: str, pointer: str) -> None:
    """The pointer leads to the member."""
    assert refusal(token).findings[0].evidence[0].pointer == pointer


def test_three_defects_are_told_at_most() -> None:
    """The first three; and a payload without one that is no object has a sentence of its own."""
    because = refusal(with_header(crit=["a"], b64=False, jku="x", x5u="y", zip="DEF")).findings[0].because
    assert because.count("; ") == 2
    assert refusal(signed('{"a":1,"a":2}')).findings[0].because != refusal(signed("[]")).findings[0].because
    assert refusal(signed("[]")).findings[0].because == "the payload is not a JSON object"


def test_an_empty_signature_is_told_from_a_wrong_one() -> None:
    """Both are no signature of the key."""
    signing_input = signed().rpartition(".")[0]
    empty, wrong = refusal(f"{signing_input}."), refusal(f"{signing_input}.AAAA")
    assert (empty.code, wrong.code) == ("signature-invalid", "signature-invalid")
    assert empty.findings[0].because == "the signature is empty"
    assert wrong.findings[0].because == "the key does not verify it"


def test_the_members_of_a_header_are_not_printed() -> None:
    """Whoever prints one sees no more than what matters here."""
    assert "secret" not in repr(Header("HS256", "k1", None, {"x": "secret"}))


def test_the_longest_token_is_read() -> None:
    """One character more is not."""
    head, body, signature = signed().split(".")
    longest = f"{head}.{'A' * (MAX_LENGTH - len(head) - len(signature) - 2)}.{signature}"
    assert (len(longest), len(body) > 0) == (MAX_LENGTH, True)
    assert split(longest) is not None
    assert split(f"{longest}A") is None


_USUAL = [
    pytest.param({}, id="empty"),
    pytest.param({**CLAIMS}, id="claims"),
    pytest.param({"x": 1.5, "y": -0.25, "z": 1e300}, id="fractions"),
    pytest.param({"x": int("9" * 309)}, id="309 digits"),
    pytest.param({"x": "a\\b/c", "y": 'say "x"'}, id="escapes"),
    pytest.param({"x": [[[[1]]]], "y": {"z": {}}}, id="nested"),
    pytest.param({"x": "\u00e4\U0001f600"}, id="beyond ASCII"),
    pytest.param({"x": "[" * 63}, id="64 brackets"),
    pytest.param({"x": [True, False, None]}, id="constants"),
]


@pytest.mark.parametrize("value", _USUAL)
def test_what_is_usual_is_read_by_the_scanner_alone(
    value: dict[str, JsonValue], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The strict reader, which takes much longer, is not asked."""
    monkeypatch.setattr(compact, "parse_strict", None)
    assert members(json.dumps(value, ensure_ascii=False).encode(), Where.PAYLOAD) == value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"x":"\\u00e4"}', id="an escape"),
        pytest.param(f'{{"x":"{"[" * 64}"}}', id="65 brackets"),
        pytest.param(' {"x":1}', id="a blank before"),
        pytest.param('{"x":1} ', id="a blank after"),
    ],
)
def test_what_is_unusual_and_right_is_read_as_well(text: str) -> None:
    """By the strict reader."""
    found = members(text.encode(), Where.PAYLOAD)
    assert isinstance(found, dict)
    assert list(found) == ["x"]
