"""Signatures are verified in the page, by the browser's own cryptography; what it lacks it says."""

from __future__ import annotations

import hmac
import json
from typing import TYPE_CHECKING

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from forwhom.jwt import base64url
from tests.sample_token import CLAIMS

if TYPE_CHECKING:
    from tests.browser.opening import Workbench

pytestmark = pytest.mark.browser
RSA = RSAKey.generate_key(2048)
EDWARDS = OKPKey.generate_key("Ed25519")
SECRET = OctKey.import_key("a secret of more than thirty-two characters, as it should be")
CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
KEYS: dict[str, RSAKey | ECKey | OKPKey | OctKey] = {
    **{f"{family}{bits}": RSA for family in ("RS", "PS") for bits in (256, 384, 512)},
    **{name: ECKey.generate_key(curve) for name, curve in CURVES.items()},
    **{f"HS{bits}": SECRET for bits in (256, 384, 512)},
    # RFC 9864 has renamed the algorithm; most tokens have the old name.
    "EdDSA": EDWARDS,
    "Ed25519": EDWARDS,
}


def signed(algorithm: str, kid: str = "k1") -> str:
    """A token with a real signature."""
    head = base64url.encode(json.dumps({"alg": algorithm, "kid": kid}).encode())
    data = f"{head}.{base64url.encode(json.dumps(CLAIMS).encode())}"
    signer = jws.default_registry.algorithms[algorithm]
    return f"{data}.{base64url.encode(signer.sign(data.encode(), KEYS[algorithm]))}"


def key_set(algorithm: str, kid: str = "k1") -> str:
    """The JWK Set that verifies it."""
    key = KEYS[algorithm]
    return json.dumps({"keys": [{**key.as_dict(private=isinstance(key, OctKey)), "kid": kid}]})


def verified(workbench: Workbench, token: str, key: str) -> str:
    """What the page says of the signature of a token, with this key."""
    page = workbench.page
    page.evaluate("document.querySelector('#settings').open = true")
    workbench.paste(token)
    before = page.evaluate("Number(document.documentElement.dataset.read)")
    page.locator("#key").fill(key)
    workbench.wait_for(f"Number(document.documentElement.dataset.read) > {before}")
    return page.locator("#token .signature p").inner_text()


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_signature_is_verified(workbench: Workbench, algorithm: str) -> None:
    """Every algorithm that the browser has, with a JWK Set; the checklist says that it passed."""
    assert "is verified" in verified(workbench, signed(algorithm), key_set(algorithm))
    assert workbench.page.locator(".checks .passed", has_text="signature").count() == 1


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "EdDSA", "HS256"])
def test_a_wrong_signature_is_found(workbench: Workbench, algorithm: str) -> None:
    """A changed payload is not verified, and that is the cause."""
    head, _, signature = signed(algorithm).split(".")
    forged = f"{head}.{base64url.encode(json.dumps({**CLAIMS, 'sub': 'u2'}).encode())}.{signature}"
    assert "does not fit" in verified(workbench, forged, key_set(algorithm))
    assert workbench.page.locator("[data-code=signature-invalid]").count() == 1


def test_a_public_key_in_pem_and_a_plain_secret_are_read(workbench: Workbench) -> None:
    """Not only JWK Sets."""
    assert "is verified" in verified(workbench, signed("RS256"), RSA.as_pem(private=False).decode())
    secret = "a secret of more than thirty-two characters, as it should be"
    assert "is verified" in verified(workbench, signed("HS256"), secret)


def test_a_public_key_is_never_taken_for_a_secret(workbench: Workbench) -> None:
    """A token that claims HS256, signed with the text of a public key, is not verified with it."""
    pem = RSA.as_pem(private=False).decode().strip()
    data = f"{base64url.encode(json.dumps({'alg': 'HS256'}).encode())}.{base64url.encode(b'{}')}"
    forged = f"{data}.{base64url.encode(hmac.digest(pem.encode(), data.encode(), 'sha256'))}"
    assert "Not verified" in verified(workbench, forged, pem)


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [("ES256K", '{"kty": "EC"}'), ("none", "x"), ("RS256", "{}"), ("RS256", "word"), ("RS256", "{")],
)
def test_what_cannot_be_told_is_said(workbench: Workbench, algorithm: str, key: str) -> None:
    """An algorithm that the browser lacks, or a key that is none, is neither a pass nor a failure."""
    token = f"{base64url.encode(json.dumps({'alg': algorithm}).encode())}.{base64url.encode(b'{}')}.AAAA"
    assert "Not verified" in verified(workbench, token, key)


def test_a_key_of_another_name_is_not_tried(workbench: Workbench) -> None:
    """The key ID of the header chooses the key; that none has it is a finding."""
    told = verified(workbench, signed("RS256", "k1"), key_set("RS256", "k2"))
    assert "none of the keys fits" in told
    assert workbench.page.locator("[data-code=key-not-found]").count() == 1
