"""What the page is told beyond the steps: each token, decoded and diagnosed, and what fills the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.oidc import step_text
from forwhom.oidc.address import malformed, origin
from forwhom.oidc.exchange import Response
from forwhom.report import json as report
from forwhom.workbench.reading import reading

if TYPE_CHECKING:
    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.redaction import Redaction
    from forwhom.oidc.step import Granted, Step

_METADATA = frozenset({"openid-metadata", "oauth-metadata"})
_LISTS = ("grant_types_supported", "token_endpoint_auth_methods_supported", "scopes_supported")
_MAX = 100


def reading_of(granted: Granted, redaction: Redaction) -> dict[str, JsonValue]:
    """The token as the decoder shows it, and its diagnosis as the workbench does. No signature stands in it."""
    told: dict[str, JsonValue] = {
        "asked": step_text.asked(granted.asked),
        "granted": step_text.audience(granted),
        "token": report.token(granted.token),
        "reading": reading(granted.diagnosis) if granted.diagnosis else None,
    }
    return {name: redaction.texts(value) for name, value in told.items()}


def settings_of(step: Step) -> dict[str, JsonValue] | None:
    """What the metadata in a step says that fills the form; `None` where there is none in it."""
    answer = step.answer
    members = answer.members() if step.name in _METADATA and isinstance(answer, Response) else None
    if members is None or not isinstance(members.get("issuer"), str):
        return None
    endpoints = {
        name: value
        for name, value in members.items()
        if name.endswith(("_endpoint", "jwks_uri")) and isinstance(value, str) and not malformed(value)
    }
    return {
        "issuer": members["issuer"],
        "endpoints": dict(endpoints),
        "origins": list(dict.fromkeys(map(origin, endpoints.values()))),
        **{name: _texts(members.get(name)) for name in _LISTS},
    }


def _texts(value: JsonValue) -> JsonValue:
    return [one for one in value[:_MAX] if isinstance(one, str)] if isinstance(value, list) else None
