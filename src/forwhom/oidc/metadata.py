"""The metadata of an authorization server: where it stands, what it says, and whether it is in order.

Source: OIDC Discovery 1.0, RFC 8414
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from forwhom.audience.difference import relate
from forwhom.jwt.defect import quoted
from forwhom.oidc.address import host_of, is_loopback_name, malformed
from forwhom.oidc.step import Check, failed, hinted, note, passed, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.json import JsonValue

OPENID_SUFFIX = "/.well-known/openid-configuration"
OAUTH_SUFFIX = "/.well-known/oauth-authorization-server"
_ENDPOINTS = (
    "authorization_endpoint",
    "token_endpoint",
    "device_authorization_endpoint",
    "introspection_endpoint",
    "revocation_endpoint",
    "userinfo_endpoint",
    "pushed_authorization_request_endpoint",
    "registration_endpoint",
    "end_session_endpoint",
    "jwks_uri",
)
_ASYMMETRIC = ("RS", "PS", "ES", "Ed")


class Form(StrEnum):
    """The two kinds of metadata document."""

    OPENID = "openid"
    OAUTH = "oauth"


@dataclass(frozen=True, slots=True)
class Metadata:
    """A metadata document, the issuer that was asked for, and the address at which it was found."""

    issuer: str
    url: str
    form: Form
    members: dict[str, JsonValue] = field(repr=False)

    def text(self, name: str) -> str | None:
        """A member that is a string, `None` where it is absent or something else."""
        value = self.members.get(name)
        return value if isinstance(value, str) and value else None

    def texts(self, name: str) -> tuple[str, ...] | None:
        """A member that is an array of strings, `None` where it is absent or no array."""
        value = self.members.get(name)
        return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else None

    @property
    def named(self) -> bool:
        """Whether the document names the issuer that was asked for, exactly."""
        return self.members.get("issuer") == self.issuer

    @property
    def endpoints(self) -> dict[str, str]:
        """The addresses in the document, by the name of their member."""
        return {name: url for name in _ENDPOINTS if (url := self.text(name))}


def issuer_of(address: str) -> str:
    """The issuer that an address means; that of a metadata document means the issuer whose document it is."""
    if address.endswith(OPENID_SUFFIX):
        return address.removesuffix(OPENID_SUFFIX)
    parts = urlsplit(address)
    if parts.path.startswith(OAUTH_SUFFIX):
        return urlunsplit((parts.scheme, parts.netloc, parts.path.removeprefix(OAUTH_SUFFIX), "", ""))
    return address


def addresses(issuer: str) -> dict[Form, str]:
    """Where the metadata of an issuer stands: behind its path for OpenID, between host and path for OAuth.

    Source: OIDC Discovery 1.0 section 4.1, RFC 8414 section 3.1
    """
    parts = urlsplit(issuer)
    path = parts.path.rstrip("/")
    return {
        Form.OPENID: f"{issuer.rstrip('/')}{OPENID_SUFFIX}",
        Form.OAUTH: urlunsplit((parts.scheme, parts.netloc, f"{OAUTH_SUFFIX}{path}", "", "")),
    }


def review(metadata: Metadata) -> tuple[Check, ...]:
    """What is to be said about a document, the issuer first."""
    return (*_issuer(metadata), *_endpoints(metadata), *_pkce(metadata), *_algorithms(metadata), *_others(metadata))


def _issuer(metadata: Metadata) -> Iterator[Check]:
    found, reference = metadata.members.get("issuer"), "OIDC Discovery 1.0 section 4.3, RFC 8414 section 3.3"
    if metadata.named:
        yield passed("the issuer in the document is the one that was asked for", reference)
        return
    if not isinstance(found, str):
        yield failed("the document names no issuer", reference, found=found, expected=metadata.issuer)
        return
    difference = relate(found, metadata.issuer)
    text = "the document is another issuer's than the one that was asked for"
    if difference and difference.is_trifle:
        text = f"the issuer in the document and the one that was asked for differ by {difference.kinds[0]}"
    check = failed(text, reference, found=found, expected=metadata.issuer)
    yield check if malformed(found) else hinted(check, f"ask for {found}, if you meant that one")


def _endpoints(metadata: Metadata) -> Iterator[Check]:
    home = host_of(metadata.issuer)
    # Metadata over http comes from this machine, or from a private host that a plain yes opened.
    is_open = urlsplit(metadata.issuer).scheme == "http" and not is_loopback_name(home)
    if is_open:
        text = f"{home} is asked over http: whoever is on the way can read and change what is sent, secrets too"
        yield warning(text, "RFC 8414 section 2")
    foreign: dict[str, list[str]] = {}
    for name, url in metadata.endpoints.items():
        if trouble := _endpoint(name, url, home, is_open=is_open):
            yield trouble
        elif host_of(url) != home:
            foreign.setdefault(host_of(url), []).append(name)
    for host, names in foreign.items():
        yield note(f"{host}, another host than {home}, has the {', '.join(names)}")
    if "jwks_uri" not in metadata.endpoints:
        text = "the document names no jwks_uri, so that no signature can be verified"
        yield failed(text, "OIDC Discovery 1.0 section 3") if metadata.form is Form.OPENID else warning(text)
    for name in ("authorization_endpoint", "token_endpoint"):
        if name not in metadata.endpoints:
            yield warning(f"the document names no {name}", "RFC 8414 section 2")


def _endpoint(name: str, url: str, home: str, *, is_open: bool) -> Check | None:
    """What is wrong with the address of one endpoint; `is_open` where http is what `home` is asked by."""
    host = host_of(url)
    local, to_local = is_loopback_name(home), is_loopback_name(host)
    if trouble := malformed(url):
        return failed(f"the {name} cannot be used: {trouble}", "RFC 8414 section 2")
    if urlsplit(url).scheme != "https" and not (is_open and host == home) and not (local and to_local):
        return failed(f"the {name} is not an https URL", "RFC 8414 section 2", found=url)
    if to_local and not local:
        return failed(f"the {name} of a server elsewhere leads to this machine", "RFC 9700 section 4.11", found=url)
    return None


def _pkce(metadata: Metadata) -> Iterator[Check]:
    methods = metadata.texts("code_challenge_methods_supported")
    reference = "RFC 9700 section 2.1.1"
    if methods is None:
        yield warning("it does not say that it supports PKCE; S256 is sent all the same", reference)
    elif "S256" not in methods:
        yield warning("its PKCE methods lack S256; S256 is sent all the same", reference, found=list(methods))
    elif "plain" in methods:
        yield note("PKCE: S256 is supported; plain too, which is never sent", reference)
    else:
        yield passed("PKCE: S256 is supported", reference)


def _algorithms(metadata: Metadata) -> Iterator[Check]:
    algorithms = metadata.texts("id_token_signing_alg_values_supported")
    if algorithms is None:
        if metadata.form is Form.OPENID:
            yield warning("it does not say with which algorithms it signs ID Tokens", "OIDC Discovery 1.0 section 3")
        return
    if "none" in algorithms:
        yield warning("ID Tokens may come unsigned (alg none)", "OIDC Core section 2", found=list(algorithms))
    if any(alg.startswith(_ASYMMETRIC) for alg in algorithms):
        yield passed(f"ID Tokens are signed with {', '.join(algorithms)}")
    else:
        text = "no algorithm for ID Tokens is asymmetric, so that only holders of the secret can verify them"
        yield warning(text, found=list(algorithms))


def _others(metadata: Metadata) -> Iterator[Check]:
    if metadata.members.get("authorization_response_iss_parameter_supported") is True:
        yield passed("authorization responses name their issuer (iss)", "RFC 9207")
    else:
        yield note("authorization responses do not name their issuer (iss), which would tell a mix-up", "RFC 9207")
    for name in ("claims_supported", "scopes_supported", "grant_types_supported"):
        value = metadata.members.get(name)
        if value is not None and not isinstance(value, list):
            yield warning(f"{name} is no array", "RFC 8414 section 2")
    methods = metadata.texts("token_endpoint_auth_methods_supported")
    if methods:
        yield note(f"clients authenticate by {', '.join(map(quoted, methods))}")
