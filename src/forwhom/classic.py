"""The classic situations: pairs of an `aud` claim and a setting about which verifiers disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.prediction import predict
from forwhom.record import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue
    from forwhom.prediction import Prediction
    from forwhom.verifier import Verifier

EXPECTED = "https://api.example.com"
OTHER = "https://orders.example.com"
ISSUER = "https://auth.example.com"
_CLAIMS: Mapping[str, JsonValue] = {"iss": ISSUER, "sub": "user-1", "iat": 1760000000, "exp": 1760003600}


@dataclass(frozen=True, slots=True)
class Classic:
    """One situation: `aud` holds the claim, or nothing when it is absent; an empty `expected` is none configured.

    `short` is the heading of its column, `text` one clause.
    """

    id: str
    short: str
    text: str
    aud: Mapping[str, JsonValue]
    expected: tuple[str, ...] = (EXPECTED,)

    @property
    def claims(self) -> dict[str, JsonValue]:
        """The claims of the token."""
        return {**_CLAIMS, **self.aud}

    def predict(self, verifier: Verifier) -> Prediction:
        """What the verifier would do, everything else being in order."""
        expectation = Expectation(audiences=self.expected or NONE_CONFIGURED, issuers=(ISSUER,))
        return predict(verifier, self.claims, expectation)


def _aud(value: JsonValue) -> Mapping[str, JsonValue]:
    return {"aud": value}


CLASSICS = (
    Classic("none-set", "none set", "no audience is configured, and the token names one", _aud(EXPECTED), ()),
    Classic("none-set-absent", "none set, no aud", "no audience is configured, and the token has no `aud`", {}, ()),
    Classic("same", "same", "the token names the expected audience", _aud(EXPECTED)),
    Classic("other", "other", "the token names another audience", _aud(OTHER)),
    Classic("slash", "slash", "the token's audience has one more trailing slash", _aud(f"{EXPECTED}/")),
    Classic("case", "case", "the two audiences differ in letter case", _aud("https://API.example.com")),
    Classic(
        "scheme", "scheme", "the token's audience begins with `http` instead of `https`", _aud("http://api.example.com")
    ),
    Classic(
        "array-of-one", "array of one", "the token's `aud` is an array of the expected audience alone", _aud([EXPECTED])
    ),
    Classic(
        "array-of-two",
        "array of two",
        "the token's `aud` is an array of the expected audience and another",
        _aud([EXPECTED, OTHER]),
    ),
    Classic("absent", "absent", "the token has no `aud`", {}),
    Classic("null", "null", "the token's `aud` is `null`", _aud(None)),
    Classic("empty-string", '""', 'the token\'s `aud` is the empty string `""`', _aud("")),
    Classic("empty-array", "[]", "the token's `aud` is the empty array `[]`", _aud([])),
    Classic("number", "number", "the token's `aud` is a number", _aud(42)),
    Classic("object", "object", "the token's `aud` is an object", _aud({"api": EXPECTED})),
    Classic(
        "mixed", "mixed", "the token's `aud` is an array of the expected audience and a number", _aud([EXPECTED, 42])
    ),
    Classic(
        "two-set",
        "two set",
        "two audiences are configured, and the token names the first",
        _aud(EXPECTED),
        (EXPECTED, OTHER),
    ),
    Classic(
        "two-set-both",
        "two set, both named",
        "two audiences are configured, and the token names both",
        _aud([EXPECTED, OTHER]),
        (EXPECTED, OTHER),
    ),
    Classic("empty-string-set", '"" set', "the configured audience is the empty string", _aud(EXPECTED), ("",)),
)
BY_ID: Mapping[str, Classic] = {one.id: one for one in CLASSICS}
