"""The header of an accepted token is read once: what that may save, and what it must not let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.jwt import base64url
from tests.resource_server.tokens import CLAIMS, HEADER, NOW, SECRET, refusal, signed, validator
from tests.steps import steps

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.resource_server.validator import Validator

NONE = base64url.encode(b'{"alg":"none"}')


def taken(judge: Validator, token: str) -> int:
    """The instructions of accepting a token."""
    return steps(lambda: judge.validate(token, NOW))


def numbered(number: int) -> str:
    """A good token with a header that no other number gives."""
    return signed(CLAIMS, {**HEADER, "n": 100 + number})


def test_a_header_is_read_once() -> None:
    """To refuse the next token with it takes fewer instructions than where it was never seen."""
    judge, other = validator(), validator()
    assert judge.validate(signed(), NOW)
    expired = signed({**CLAIMS, "exp": NOW - 100})
    assert steps(lambda: refusal(expired, judge)) < steps(lambda: refusal(expired, other))


def test_a_refused_token_leaves_nothing_behind() -> None:
    """Whoever cannot sign decides about nothing that is kept."""
    forged = signed(CLAIMS, secret=SECRET[::-1])
    one, other = validator(), validator()
    assert refusal(forged, one).code == "signature-invalid"
    assert taken(one, signed()) == taken(other, signed())


def test_another_header_is_read_for_itself() -> None:
    """ALG-01: after a good token, one with its payload and signature under a header of alg none is refused."""
    judge = validator()
    good = signed()
    assert judge.validate(good, NOW)
    _, payload, signature = good.split(".")
    assert refusal(f"{NONE}.{payload}.{signature}", judge).code == "alg-not-allowed"


def test_the_kind_of_a_token_counts_each_time() -> None:
    """A header that is known is held against the profile like any other."""
    judge = validator(profile="at+jwt")
    claims: dict[str, JsonValue] = {**CLAIMS, "client_id": "c1", "jti": "t1"}
    header: dict[str, JsonValue] = {**HEADER, "typ": "at+jwt"}
    for _ in range(2):
        assert judge.validate(signed(claims, header), NOW)
        assert refusal(signed(claims), judge).code == "typ-mismatch"


def test_64_headers_are_kept_and_no_more() -> None:
    """A signed header of its own for each token leaves the memory bounded: with the 65th all others are forgotten."""
    judge = validator()
    unknown = taken(judge, numbered(0))
    known = taken(judge, numbered(0))
    assert known < unknown
    for number in range(1, 64):
        assert taken(judge, numbered(number)) == unknown
    assert [taken(judge, numbered(number)) for number in (0, 1, 63)] == [known] * 3
    assert taken(judge, numbered(64)) > known
    assert taken(judge, numbered(1)) == unknown
    assert taken(judge, numbered(64)) == known
