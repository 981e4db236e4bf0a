"""From an issuer to its metadata: where it is looked for, and when at the second place."""

from __future__ import annotations

import pytest

from forwhom.resource_server.discovery import addresses
from forwhom.resource_server.remote_keys import RemoteKeys
from tests.resource_server.loopback import raw, serving
from tests.resource_server.tokens import refusal, signed_with_key, validator


@pytest.mark.parametrize(
    ("issuer", "openid", "oauth"),
    [
        ("https://a.example", "", ""),
        ("https://a.example/", "", ""),
        ("https://a.example/t1", "/t1", "/t1"),
        ("https://a.example/t1/", "/t1", "/t1"),
        ("https://a.example:8443/t1/t2~", "/t1/t2~", "/t1/t2~"),
    ],
)
def test_the_metadata_stands_where_the_standards_say(issuer: str, openid: str, oauth: str) -> None:
    """For OpenID Connect behind the path of the issuer, for OAuth alone before it; without a slash between."""
    host = "/".join(issuer.split("/")[:3])
    assert addresses(issuer) == (
        f"{host}{openid}/.well-known/openid-configuration",
        f"{host}/.well-known/oauth-authorization-server{oauth}",
    )


@pytest.mark.parametrize(("status", "places"), [(404, 2), (410, 2), (403, 1), (500, 1), (503, 1)])
def test_the_second_place_is_for_those_that_have_not_the_first(status: int, places: int) -> None:
    """A server that fails may still have it: then nothing else is asked, and the next token may ask again."""
    with serving(raw(f"HTTP/1.1 {status} No\nContent-Length: 0")) as server:
        keys = RemoteKeys.from_issuer(server.url, insecure_http_loopback=True)
        judge = validator("EdDSA", keys=keys, issuer=server.url)
        (cause,) = refusal(signed_with_key("EdDSA"), judge).findings
    assert (cause.code, str(status) in cause.because) == ("jwks-unavailable", True)
    assert len(server.paths) == places
