"""A walk as JSON values, schema 1: other programs read them, so members are added and never renamed (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.oidc.exchange import Failure
from forwhom.report.json import SCHEMA
from forwhom.report.json import diagnosis as diagnosis_json
from forwhom.report.json import fix as fix_json
from forwhom.report.json import snippet as snippet_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forwhom.jwt.json import JsonValue
    from forwhom.oidc.configuration import Configuration
    from forwhom.oidc.exchange import Answer, Pairs, Request
    from forwhom.oidc.redaction import Redaction
    from forwhom.oidc.server_error import ServerError
    from forwhom.oidc.step import Asked, Check, Granted, Step


def walk(command: str, steps: Iterable[Step], redaction: Redaction) -> dict[str, JsonValue]:
    """A whole walk. No secret and no signature stands in it."""
    told = [step(one, redaction) for one in steps]
    return {"schema": SCHEMA, "command": command, "steps": list(told)}


def step(one: Step, redaction: Redaction) -> dict[str, JsonValue]:
    """One step."""
    answer = one.answer
    value: dict[str, JsonValue] = {
        "name": one.name,
        "title": one.title,
        "failed": one.failed,
        "milliseconds": round(answer.seconds * 1000, 1) if answer else None,
        "request": _request(one.request, redaction) if one.request else None,
        "response": None if answer is None or isinstance(answer, Failure) else _response(answer, redaction),
        "failure": _failure(answer) if isinstance(answer, Failure) else None,
        "checks": [_check(check) for check in one.checks],
        "facts": [list(pair) for pair in one.facts],
        "asked": _asked(one.asked) if one.asked else None,
        "tokens": [_token(token) for token in one.tokens],
        "error": _error(one.error) if one.error else None,
    }
    shown = redaction.json(value)
    if not isinstance(shown, dict):
        return {}
    diagnoses = [redaction.texts(diagnosis_json(token.diagnosis)) if token.diagnosis else None for token in one.tokens]
    tokens = shown["tokens"] if isinstance(shown["tokens"], list) else []
    told = [
        {**token, "diagnosis": found} for token, found in zip(tokens, diagnoses, strict=True) if isinstance(token, dict)
    ]
    return {**shown, "tokens": list(told)}


def configuration(one: Configuration | None) -> dict[str, JsonValue] | None:
    """The setting of the verifier that was named."""
    if one is None:
        return None
    verifier = one.verifier
    return {
        "verifier": verifier.id,
        "name": verifier.name,
        "setting": verifier.setting.name,
        "text": verifier.recipe.text,
        "snippet": snippet_json(one.code),
    }


def _request(request: Request, redaction: Redaction) -> dict[str, JsonValue]:
    return {
        "method": request.method,
        "url": redaction.url(request.url),
        "named_by": request.named_by,
        "headers": _pairs(redaction.headers(request.headers)),
        "form": None if request.form is None else _pairs(redaction.pairs(request.form)),
    }


def _response(answer: Answer, redaction: Redaction) -> dict[str, JsonValue]:
    if isinstance(answer, Failure):
        return {}
    members = answer.members()
    return {
        "status": answer.status,
        "address": answer.address,
        "headers": _pairs(redaction.headers(answer.headers)),
        "body": redaction.body(answer) if members is None else redaction.json(members),
    }


def _failure(answer: Failure) -> dict[str, JsonValue]:
    return {"trouble": answer.trouble, "text": answer.text, "consent": answer.consent or None}


def _check(check: Check) -> dict[str, JsonValue]:
    return {
        "outcome": check.outcome,
        "text": check.text,
        "found": check.found,
        "expected": check.expected,
        "reference": check.reference or None,
        "hint": check.hint or None,
        "option": check.option or None,
    }


def _asked(asked: Asked) -> dict[str, JsonValue]:
    return {
        "resources": list(asked.resources),
        "audience": asked.audience,
        "scope": asked.scope,
        "where": asked.where or None,
    }


def _token(granted: Granted) -> dict[str, JsonValue]:
    """One token. Its kind stands under `kind`, as the members of the response are named, which are names of secrets."""
    return {
        "kind": granted.name,
        "form": granted.token.form,
        "length": granted.token.length,
        "header": granted.token.header,
        "claims": granted.token.claims,
        "asked": _asked(granted.asked),
        "granted": None if granted.audiences is None else list(granted.audiences),
        "match": granted.match,
        "signature_verified": granted.signature,
        "checks": [_check(check) for check in granted.checks],
        "why": list(granted.why),
        "change": list(granted.change),
        "diagnosis": None,
    }


def _error(error: ServerError) -> dict[str, JsonValue]:
    # Under `error`, the code is `name`: `code` is the name of a secret.
    return {
        "name": error.code,
        "description": error.description or None,
        "uri": error.uri or None,
        "status": error.status,
        "meaning": error.meaning.text,
        "reference": error.meaning.reference or None,
        "codes": list(error.codes),
        "speaker": error.speaker or None,
        "matches": [{"verifier": match.verifier, "note": match.message.note or None} for match in error.matches[:3]],
        "fixes": [fix_json(fix) for fix in error.meaning.fixes],
    }


def _pairs(pairs: Pairs) -> list[JsonValue]:
    return [[name, value] for name, value in pairs]
