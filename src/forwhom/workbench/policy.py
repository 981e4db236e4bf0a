"""The Content-Security-Policy of the pages: own files only, no evaluated text, no frame, markup from no string.

Source: Content Security Policy Level 3, Trusted Types
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import Path

#: Of every page; the first one carries it within itself, to be shown without waiting for a second file.
STYLE = (Path(__file__).parent / "static" / "page.css").read_text(encoding="utf-8")
_DIGEST = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
#: `blob:` is for the worker and the modules that the page hands to it; the page itself later gives up the rest.
PAGE = {
    "default-src": "'none'",
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "style-src": f"'self' 'sha256-{_DIGEST}'",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "forwhom",
}
#: Of the OIDC debugger's page, which asks the local server and runs no engine.
STEPPER = {**PAGE, "script-src": "'self'", "worker-src": "'none'"}
#: What only a response header can say.
_HEADER_ONLY = {"frame-ancestors": "'none'"}


def meta(policy: dict[str, str]) -> str:
    """The policy as it stands in a page, for hosts that send no header."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def headers() -> dict[str, str]:
    """The headers of every response, those about keeping it left out."""
    return {
        "Content-Security-Policy": meta({**PAGE, **_HEADER_ONLY}),
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def keeping(*, lasting: bool) -> str:
    """How a response may be kept: for ever when its name changes with its content."""
    return "public, max-age=31536000, immutable" if lasting else "no-cache"
