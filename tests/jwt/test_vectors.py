"""Tokens made by others, and strings made to break things. Origins: SOURCE.md in each folder of tests/vectors."""

import json
from pathlib import Path
from typing import Any

import pytest

from forwhom.jwt import jwks
from forwhom.jwt.json import JsonValue
from forwhom.jwt.token import TokenForm, decode, from_parts
from tests.jwt.compact import codes, compact_claims

_VECTORS = Path(__file__).parents[1] / "vectors"


def _load(name: str) -> Any:  # noqa: ANN401
    return json.loads((_VECTORS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", _load("istio-tokens/tokens.json"), ids=lambda sample: sample["name"])
def test_istio_tokens_decode_to_their_parts(sample: dict[str, Any]) -> None:
    """Header and claims are as published, without a defect, and a key in their set fits."""
    token = decode(sample["token"])
    assert (token.form, token.header, token.claims) == (TokenForm.JWS, sample["header"], sample["claims"])
    assert token.defects == ()
    (key,) = jwks.with_kid(jwks.read(_load(f"istio-tokens/{sample['jwks']}")), sample["header"]["kid"])
    assert (jwks.fits(key, "RS256"), key.bits, key.defects) == (True, 2048, ())


@pytest.mark.parametrize("sample", _load("rfc-examples/rfc_examples.json")["jws"], ids=lambda sample: sample["id"])
def test_rfc_examples_decode(sample: dict[str, Any]) -> None:
    """Each has the algorithm that its document says, and no defect of form but those it is an example of."""
    token = decode(sample["token"])
    assert (token.form, (token.header or {}).get("alg")) == (TokenForm.JWS, sample["alg"])
    assert set(codes(token.defects)) <= {"alg-none", "json-syntax"}


@pytest.mark.parametrize("text", _load("blns/blns.json"))
def test_naughty_strings_pass_through_every_place(text: str) -> None:
    """As token, as claim, as name and as key ID a string is kept as it is, and no line about it leaves ASCII."""
    claims: dict[str, JsonValue] = {"aud": text, "iss": [text], text: text}
    token = decode(compact_claims(claims))
    assert token.claims == claims
    parts = from_parts({"alg": text, "kid": text}, None)
    for defect in (*token.defects, *parts.defects, *decode(text).defects):
        assert defect.text.isascii()
