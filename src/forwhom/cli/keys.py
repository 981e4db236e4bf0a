"""Keys that the user names, in a file or behind an https URL, and whether they fit the token's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.cli.input_error import InputError
from forwhom.cli.reading import read_bytes
from forwhom.jwt import jwks
from forwhom.jwt.json import parse_strict
from forwhom.record import dataclass, field

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from typing import IO

    from forwhom.jwt.json import JsonValue
    from forwhom.jwt.jwks import KeySet
    from forwhom.jwt.token import Token

#: Bytes of a key set that are read, from a file or the network.
LIMIT = 524_288
_TIMEOUT = 5
_NO_LIBRARY = "the signature was not verified: that needs forwhom[verify]"


@dataclass(frozen=True, slots=True)
class Material:
    """The keys: their public description, and what a verification needs."""

    key_set: KeySet | None = None
    data: JsonValue = field(default=None, repr=False)
    key: bytes | None = field(default=None, repr=False)


def load(source: str | None, key: str | None) -> Material:
    """The keys of a JWK Set (file or https URL) or of a key file. Raises `InputError`."""
    if source:
        data = _fetched(source) if "://" in source[:12] else read_bytes(source, LIMIT, "a key set")
        return _set(data, source)
    content = read_bytes(str(key), LIMIT, "a key")
    return _set(content, str(key)) if content.lstrip()[:1] == b"{" else Material(key=content)


def verified(raw: str, token: Token, material: Material) -> tuple[bool | None, str]:
    """Whether one of the keys verifies the signature, and a note where that cannot be told."""
    try:
        from forwhom.cli.signature import verify
    except ImportError:
        return None, _NO_LIBRARY
    return verify(raw, token, material)


def _set(content: bytes, source: str) -> Material:
    reading = parse_strict(content)
    if not isinstance(reading.value, dict):
        raise InputError(
            f"{source} holds no JWK Set: {reading.defects[0].text if reading.defects else 'it is no object'}"
        )
    return Material(key_set=jwks.read(reading.value), data=reading.value)


def _fetched(url: str) -> bytes:
    """What the URL answers: https only, no redirects, within five seconds and 512 KiB."""
    from http.client import HTTPException
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    class NoRedirect(HTTPRedirectHandler):
        """Takes a redirect for the answer that it is."""

        def redirect_request(  # noqa: PLR0917 - the signature is urllib's
            self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
        ) -> None:
            """No other address than the one that the user named is asked."""

    if not url.startswith("https://"):
        raise InputError(f"a key set is fetched over https only, not from {url}")
    request = Request(url, headers={"Accept": "application/json", "User-Agent": "forwhom"})  # noqa: S310 - https, see above
    try:
        with build_opener(NoRedirect).open(request, timeout=_TIMEOUT) as response:
            content: bytes = response.read(LIMIT + 1)
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or type(error).__name__
        status = getattr(error, "code", None)
        raise InputError(f"cannot fetch {url}: {f'status {status}, ' if status else ''}{reason}") from None
    if len(content) > LIMIT:
        raise InputError(f"{url} answers with more than {LIMIT // 1024} KiB, the most that is read as a key set")
    return content
