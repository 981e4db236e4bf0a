"""Tokens made and broken by others. Origins: SOURCE.md in each folder of tests/vectors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from forwhom.resource_server import expected
from forwhom.resource_server.compact import split
from forwhom.resource_server.configuration_error import ConfigurationError
from forwhom.resource_server.keys import StaticKeys
from forwhom.resource_server.refusal import unreadable
from forwhom.resource_server.signature import read_header, verified_payload
from forwhom.resource_server.token_rejected import TokenRejected
from forwhom.resource_server.validator import Validator

_VECTORS = Path(__file__).parents[1] / "vectors"
_COMPACT = ("jws/4_1", "jws/4_2", "jws/4_3", "jws/4_4", "curve25519")
_PRIVATE = ("d", "p", "q", "dp", "dq", "qi")

#: Labelled valid, refused here.
_REFUSED = {
    346: "the key is for PS256, the token says PS384",
    350: "the key is for PS256, the token says PS384",
    347: "the key is for ES521, which is no algorithm",
    351: "the key is for ES521, which is no algorithm",
    372: "a character outside of the alphabet stands in the header",
    373: "a character outside of the alphabet stands in the payload",
}
#: Labelled invalid, and yet the same text as case 357, which is labelled valid.
_SAME_AS_A_VALID_ONE = (367, 370)


def _load(name: str) -> Any:  # noqa: ANN401
    return json.loads((_VECTORS / name).read_text(encoding="utf-8"))


def _public(key: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in key.items() if name not in _PRIVATE}


def _payload(token: str, key: dict[str, Any]) -> bytes:
    """The payload of a token that verifies with the key, by the algorithm that the key names."""
    keys = StaticKeys(key)
    algorithms = expected.algorithms((key["alg"],) if "alg" in key else None, keys.algorithms)
    parts = split(token)
    if parts is None:
        raise unreadable(token)
    header = read_header(token, parts[1], algorithms)
    return verified_payload(parts, keys.lookup(header.alg, header.kid))


def _wycheproof() -> list[Any]:
    groups = _load("wycheproof-jws/json_web_signature_test.json")["testGroups"]
    return [
        pytest.param(group.get("public") or group["private"], case, id=f"{case['tcId']}-{case['comment'] or 'case'}")
        for group in groups
        for case in group["tests"]
        if case["tcId"] not in _SAME_AS_A_VALID_ONE
    ]


@pytest.mark.parametrize(("key", "case"), _wycheproof())
def test_wycheproof(key: dict[str, Any], case: dict[str, Any]) -> None:
    """What is labelled valid verifies, but for six named cases; nothing that is labelled invalid does."""
    if case["result"] == "valid" and case["tcId"] not in _REFUSED:
        assert _payload(case["jws"], key) is not None
        return
    with pytest.raises((TokenRejected, ConfigurationError)):
        _payload(case["jws"], key)


def test_every_wycheproof_case_was_looked_at() -> None:
    """The numbers of accepted, refused and skipped cases are those of the data."""
    cases = [case.values[1] for case in _wycheproof()]
    valid = [case for case in cases if case["result"] == "valid"]
    assert (len(valid), len(cases) - len(valid), len(_REFUSED)) == (46, 353, 6)


def _cookbook(*, compact: bool) -> list[Any]:
    files = sorted((_VECTORS / "rfc7520-cookbook").rglob("*.json"))
    names = [path.relative_to(_VECTORS / "rfc7520-cookbook").as_posix() for path in files]
    return [name for name in names if name.startswith(_COMPACT) == compact]


@pytest.mark.parametrize("name", _cookbook(compact=True))
def test_cookbook_signatures_verify(name: str) -> None:
    """The compact examples of RFC 7520 and RFC 8037 give back their payload."""
    example = _load(f"rfc7520-cookbook/{name}")
    key = {**_public(example["input"]["key"]), "alg": example["input"]["alg"]}
    assert _payload(example["output"]["compact"], key).decode() == example["input"]["payload"]


@pytest.mark.parametrize("name", _cookbook(compact=False))
def test_cookbook_forms_that_are_no_token_are_refused(name: str) -> None:
    """Detached, unencoded, unprotected, several signatures, nested: each is refused, in whatever form it comes."""
    example = _load(f"rfc7520-cookbook/{name}")
    outputs = example["output"] if "output" in example else {"nested": str(example["encrypt"]["output"]["compact"])}
    forms = [form if isinstance(form, str) else json.dumps(form) for form in outputs.values()]
    keys = StaticKeys.from_secret(bytes(32), "018c0ae5-4d9b-471b-bfd6-eef314bc7037")
    validator = Validator(audience="api", issuer="issuer", keys=keys, algorithms=("HS256",))
    for form in forms:
        with pytest.raises(TokenRejected):
            validator.validate(form, 0)


@pytest.mark.parametrize("sample", _load("istio-tokens/tokens.json"), ids=lambda sample: sample["name"])
def test_istio_tokens(sample: dict[str, Any]) -> None:
    """Every signature verifies; of the tokens, those for foo are accepted, the others have no audience."""
    claims = sample["claims"]
    keys = StaticKeys(_load(f"istio-tokens/{sample['jwks']}"))
    validator = Validator(audience="foo", issuer=claims["iss"], keys=keys)
    if "foo" in claims.get("aud", ()):
        assert validator.validate(sample["token"], 1_900_000_000) == claims
        return
    with pytest.raises(TokenRejected) as caught:
        validator.validate(sample["token"], 1_900_000_000)
    assert "aud-missing" in [finding.code for finding in caught.value.findings]
