"""What a text costs grows with its length and no faster, counted in instructions of the interpreter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from forwhom.audience.difference import relate
from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.gather import gather
from forwhom.jwt.token import decode
from forwhom.recognise import recognise
from forwhom.redact import redact
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.wording import read
from tests.resource_server.tokens import AUDIENCE, CLAIMS, NOW, signed, validator
from tests.steps import Steps, TooManySteps, steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.jwt.json import JsonValue

_SIZE = 4096
_JUDGE = validator()
#: So much growth between one length and the double is still linear: whatever is found twice is looked at twice.
_FACTOR = 2.5
#: Instructions that a call may take whatever the length.
_FLOOR = 30_000

_PIECES = (
    "a",
    ".",
    "[",
    '{"a":',
    "Bearer ",
    "%2",
    "\\",
    "${",
    "<your-",
    "aud ",
    "expected [",
    "/",
    "eyJhbGciOiJSUzI1NiJ9.",
    "\n",
)


def _refused(token: str) -> None:
    with pytest.raises(TokenRejected) as caught:
        _JUDGE.validate(token, NOW)
    assert str(caught.value)


def _measured(call: Callable[[int], Callable[[], object]]) -> None:
    half, whole = steps(call(_SIZE)), steps(call(2 * _SIZE))
    assert whole <= _FACTOR * half + _FLOOR, f"{half} steps became {whole} with twice the length"


@pytest.mark.parametrize("piece", _PIECES)
@pytest.mark.parametrize("reader", [decode, gather, read, redact, _refused], ids=lambda reader: reader.__name__)
def test_twice_the_text_takes_twice_the_steps(reader: Callable[[str], object], piece: str) -> None:
    """Whoever reads a text that an attacker wrote."""
    _measured(lambda size: partial(reader, piece * (size // len(piece))))


@pytest.mark.parametrize("piece", _PIECES)
def test_recognition_and_diagnosis_are_linear(piece: str) -> None:
    """With the whole catalogue, and with whatever was gathered from the text."""
    known = catalogue()
    _measured(lambda size: partial(recognise, piece * (size // len(piece)), known.phrasebook))
    _measured(lambda size: partial(diagnose, gather(piece * (size // len(piece))), known))


_PAYLOADS: dict[str, Callable[[int], dict[str, JsonValue]]] = {
    "audiences": lambda size: {"aud": [*("x" * 9 for _ in range(size // 12))]},
    "path": lambda size: {"aud": f"https://x/{'a/' * (size // 2)}"},
    "escapes": lambda size: {"aud": f"{AUDIENCE}{'%2f' * (size // 3)}"},
    "members": lambda size: {"sub": 1, **{f"{one:x}": 1 for one in range(size // 8)}},
    "issuer": lambda size: {"iss": "/" * size},
    "digits": lambda size: {"exp": "9" * size},
}


@pytest.mark.parametrize("name", _PAYLOADS)
def test_a_signed_payload_takes_linear_steps(name: str) -> None:
    """Of an issuer that is trusted and odd: also what explains the refusal is bounded."""
    _measured(lambda size: partial(_refused, signed({**CLAIMS, **_PAYLOADS[name](size)})))


def test_two_long_values_are_compared_in_linear_steps() -> None:
    """Where they part is found without trying every pair."""
    _measured(lambda size: partial(relate, "https://x/" + "a/" * (size // 2), "https://x/" + "b/" * (size // 2)))


def test_ten_million_dots_take_no_steps() -> None:
    """STR-08: the length is looked at before the text is."""
    dots = "." * 10_000_000
    assert steps(partial(_refused, dots)) < steps(partial(_refused, "." * 1000)) + 1000


def test_the_counter_tells_quadratic_from_linear() -> None:
    """A loop within a loop does not pass, and a limit ends it in the middle."""
    text = "a" * 600

    def quadratic(size: int) -> Callable[[], object]:
        return lambda: [one for one in text[:size] for _ in text[:size]]

    assert steps(quadratic(600)) > 3.5 * steps(quadratic(300))
    with pytest.raises(TooManySteps), Steps(1000):
        quadratic(600)()
