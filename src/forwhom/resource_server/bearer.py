"""The bearer token of a request, read from its Authorization header and from nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forwhom.jwt.token import MAX_LENGTH
from forwhom.request_trouble import CREDENTIALS_MALFORMED, TOKEN_IN_QUERY, TOKEN_MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forwhom.finding import Finding

_BEARER = re.compile(rb"[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9\-._~+/]++=*+)")
#: The word alone, or with something that is no token behind it.
_SCHEME = re.compile(rb"bearer(?:[\s,]|\Z)", re.IGNORECASE)
_IN_QUERY = re.compile(rb"(?:^|[&;])access_token=")
_MAX_HEADER = MAX_LENGTH + 64


def read(authorization: Sequence[bytes], query: bytes) -> str | Finding:
    """The token in the values of the Authorization headers, or why there is none to go by.

    A token in the query is refused, also beside one in the header; one in a form is not looked for. Other schemes
    than Bearer bring no bearer token.

    Source: RFC 6750 sections 2 and 3.1, RFC 9110 section 11.4
    """
    if _IN_QUERY.search(query):
        return TOKEN_IN_QUERY
    if not authorization:
        return TOKEN_MISSING
    if len(authorization) > 1 or len(authorization[0]) > _MAX_HEADER:
        return CREDENTIALS_MALFORMED
    value = authorization[0].strip(b" \t")
    match = _BEARER.fullmatch(value)
    if match:
        return match[1].decode("ascii")
    # A list of credentials is what some servers make of two headers.
    return CREDENTIALS_MALFORMED if _SCHEME.match(value) or b"," in value else TOKEN_MISSING
