"""An HTTP URL in the one form that URL parsers write, for verifiers that compare audiences as URLs."""

from __future__ import annotations

import re

#: Scheme, host, port and the rest; a user name before the host is no part of a resource.
_URL = re.compile(r"(https?)://([^/?#:@\s\\]{1,253})(?::(\d{1,5})?)?([/?#].*)?", re.IGNORECASE)
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_LAST_PORT = 65535


def canonical(value: str) -> str | None:
    """The URL with scheme and host in lower case, no default port, and a path; `None` for what is no HTTP URL.

    Blanks around it do not count. Source: the URL standard of WHATWG, as far as audiences go.
    """
    match = _URL.fullmatch(value.strip(" "))
    if not match:
        return None
    scheme, host, number, rest = match[1].lower(), match[2].lower(), match[3] or "", match[4] or "/"
    if number and int(number) > _LAST_PORT:
        return None
    port = "" if number in {"", _DEFAULT_PORTS[scheme]} else f":{int(number)}"
    return f"{scheme}://{host}{port}{rest if rest.startswith('/') else f'/{rest}'}"
