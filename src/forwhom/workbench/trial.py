"""The forms of the catalogue's pages: any pair of values before one verifier, and the way of one provider."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.catalogue import catalogue
from forwhom.prediction import predict
from forwhom.remedy import filled
from forwhom.report import json as report
from forwhom.report import prose
from forwhom.snippet import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forwhom.jwt.json import JsonValue


def trial(asked: Mapping[str, JsonValue]) -> dict[str, JsonValue] | None:
    """What a verifier does with an `aud`, everything else being in order, and how it is told what to expect.

    `found` is the claim as JSON, or as a bare text; it counts as missing where `absent` is true.
    `audiences` are those expected; none of them means that none is configured.
    """
    verifier = catalogue().verifier(str(asked["verifier"]))
    if not verifier:
        return None
    claims = {} if asked.get("absent") is True else {"aud": read(str(asked.get("found", "")))}
    given = asked.get("audiences")
    audiences = tuple(one for one in given if isinstance(one, str)) if isinstance(given, list) else ()
    predicted = predict(verifier, claims, Expectation(audiences=audiences or NONE_CONFIGURED))
    return {
        **report.prediction(predicted),
        "told": prose.foretold(predicted, verifier),
        "found": claims.get("aud"),
        "snippet": report.snippet(render(verifier.recipe, audiences, None)),
    }


def route(asked: Mapping[str, JsonValue]) -> JsonValue:
    """How a provider is brought to issue a token for an audience, with the values given in the snippets."""
    provider = catalogue().providers.get(str(asked["provider"]))
    if not provider:
        return None
    values = {name: str(asked.get(name) or "") for name in ("audience", "client_id", "issuer")}
    return [
        report.fix(replace(fix, snippet=filled(fix.snippet, values)) if fix.snippet else fix) for fix in provider.fixes
    ]


def read(text: str) -> JsonValue:
    """The value that the text writes as JSON, else the text itself: a claim may be typed without its quotes."""
    try:
        return json.loads(text, parse_constant=_refuse)  # type: ignore[no-any-return]
    except (ValueError, RecursionError):
        return text


def _refuse(name: str) -> None:
    raise ValueError(name)
