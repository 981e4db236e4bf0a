"""What the page asks of the engine: one JSON text in, one JSON text out. Runs in the page, and nothing leaves it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from forwhom.audience.expectation import NONE_CONFIGURED, UNKNOWN, Expectation
from forwhom.best_token import best_token
from forwhom.catalogue import catalogue
from forwhom.diagnose import diagnose
from forwhom.intake import intake
from forwhom.jwt import jwks
from forwhom.jwt.json import parse_strict
from forwhom.jwt.token import TokenForm, decode
from forwhom.prediction import Circumstances, predict
from forwhom.recognise import recognise
from forwhom.record import replace
from forwhom.redact import mask, redact
from forwhom.report import evidence, explanation, markdown, prose, text
from forwhom.report import json as report
from forwhom.snippet import render
from forwhom.wording import read as read_wording
from forwhom.workbench.reading import reading
from forwhom.workbench.trial import route, trial

if TYPE_CHECKING:
    from collections.abc import Callable

    from forwhom.case import Case
    from forwhom.diagnosis import Diagnosis
    from forwhom.jwt.json import JsonValue
    from forwhom.report.segment import Segment

Request = dict[str, "JsonValue"]


def answer(request: str) -> str:
    """The answer to a request `{"ask": ...}`; each question is one function of `_QUESTIONS`.

    A defect of the engine is answered as `{"defect": ...}` with the place and no value, so that none reaches a log.
    """
    try:
        asked = cast("Request", json.loads(request))
        return json.dumps(_QUESTIONS[str(asked["ask"])](asked))
    except Exception as error:  # noqa: BLE001 - a trace could show a token
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f" in {trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}" if trace else ""
        return json.dumps({"defect": f"{type(error).__name__}{place}"})


def _read(asked: Request) -> JsonValue:
    """Everything the page shows of a text: the token, the diagnosis, and its sentences."""
    case = _case(asked)
    return {
        "token": report.token(case.token) if case.token else None,
        "compact": _compact(asked, case),
        "message": redact(case.error) if case.error else None,
        **reading(diagnose(case, catalogue())),
    }


def _report(asked: Request) -> JsonValue:
    """The report to be shared, as text and as Markdown: no signature, no claim about a person."""
    diagnosis = diagnose(_case(asked), catalogue())
    return {
        "text": "".join(segment.text for segment in (*evidence.evidence(diagnosis.situation.case), *_lines(diagnosis))),
        "markdown": markdown.report(diagnosis),
    }


def _lines(diagnosis: Diagnosis) -> tuple[Segment, ...]:
    return tuple(text.report(diagnosis, width=_COLUMNS))


def _matrix(asked: Request) -> JsonValue:
    """What every verifier would do with the audience of the text, given what is expected."""
    diagnosis = diagnose(_case(asked), catalogue())
    situation = diagnosis.situation
    if situation.expectation.audiences is UNKNOWN or not (situation.claims or situation.audience):
        return {"predictions": None}
    claims = dict(situation.claims)
    expectation = Expectation(audiences=situation.expectation.audiences)
    return {
        "predictions": [
            {**report.prediction(predict(one, claims, expectation)), "name": one.name}
            for one in catalogue().verifiers.values()
        ]
    }


def _predict(asked: Request) -> JsonValue:
    """What another verifier would do, as a sentence."""
    diagnosis = diagnose(_case(asked), catalogue())
    situation = diagnosis.situation
    other = catalogue().verifier(str(asked["other"]))
    if not other or not (situation.claims or situation.audience):
        return {"text": "That needs a token, its claims, or a message that states the audience."}
    if situation.expectation.audiences is UNKNOWN:
        return {"text": "That needs the audience that is expected."}
    circumstances = Circumstances(now=situation.case.now, signature_valid=situation.case.signature_valid)
    predicted = predict(other, situation.claims, situation.expectation, circumstances)
    return {**report.prediction(predicted), "text": prose.prediction(replace(diagnosis, prediction=predicted), other)}


def _share(asked: Request) -> JsonValue:
    """The text with every token replaced by what may be shared of it, for a link."""
    case = _case(asked)
    claims = case.token.claims if case.token else None
    text = mask(str(asked["text"])).strip()
    if claims is None:
        return {"text": text}
    kept = {name: value for name, value in claims.items() if name in evidence.SHARED}
    return {"text": f"{text}\n\n{json.dumps(kept, ensure_ascii=False)}"}


def _fix(asked: Request) -> JsonValue:
    """How a verifier is told which audience to expect."""
    verifier = catalogue().verifier(str(asked["verifier"]))
    if not verifier:
        return None
    issuer = asked.get("issuer")
    code = render(verifier.recipe, _texts(asked.get("audiences")) or (), issuer if isinstance(issuer, str) else None)
    return {
        "name": verifier.name,
        "setting": verifier.setting.name,
        "text": verifier.recipe.text,
        "snippet": report.snippet(code),
        "switch": verifier.switch or None,
    }


def _explain(asked: Request) -> JsonValue:
    """Who prints an error text, and what it means."""
    message = mask(str(asked["text"]))
    known = catalogue()
    matches, wording = recognise(message, known.phrasebook), read_wording(message)
    told = "".join(segment.text for segment in explanation.explanation(matches, wording, known))
    return {**report.explanation(matches, wording), "text": told}


def _decode(asked: Request) -> JsonValue:
    """A token, read by itself."""
    return report.token(decode(str(asked["text"])))


def _names(_: Request) -> JsonValue:
    """The verifiers and providers, to choose from."""
    known = catalogue()
    return {
        "verifiers": [{"id": one.id, "name": one.name, "kind": one.kind} for one in known.verifiers.values()],
        "providers": [{"id": one.id, "name": one.name} for one in known.providers.values()],
        "findings": [{"code": one.code, "title": one.title} for one in known.kinds.values()],
    }


def _examples(_: Request) -> JsonValue:
    """The diagnosis of every example of every finding."""
    return [
        {"code": kind.code, "note": example.note, "diagnosis": report.diagnosis(diagnose(example.case))}
        for kind in catalogue().kinds.values()
        for example in kind.examples()
    ]


_QUESTIONS: dict[str, Callable[[Request], JsonValue]] = {
    "read": _read,
    "report": _report,
    "matrix": _matrix,
    "predict": _predict,
    "share": _share,
    "fix": _fix,
    "explain": _explain,
    "decode": _decode,
    "try": trial,
    "route": route,
    "names": _names,
    "examples": _examples,
}
_COLUMNS = 100


def _case(asked: Request) -> Case:
    """The case of a text and of what was chosen beside it, which wins over what the text says."""
    known = catalogue()
    chosen = asked.get("verifier")
    provider = asked.get("provider")
    verifier = known.verifier(chosen) if isinstance(chosen, str) else None
    case = intake(str(asked["text"]), known, verifier)
    audiences = _texts(asked.get("audiences"))
    issuer = asked.get("issuer")
    valid = asked.get("signature_valid")
    now = asked.get("now")
    keys = asked.get("keys")
    expectation = replace(
        case.expectation,
        audiences=case.expectation.audiences if audiences is None else audiences or NONE_CONFIGURED,
        issuers=(issuer,) if isinstance(issuer, str) and issuer else case.expectation.issuers,
    )
    return replace(
        case,
        expectation=expectation,
        verifier=verifier.id if verifier else case.verifier,
        provider=provider if isinstance(provider, str) and provider else case.provider,
        keys=jwks.read(parse_strict(keys.encode()).value) if isinstance(keys, str) and keys else case.keys,
        signature_valid=valid if isinstance(valid, bool) else case.signature_valid,
        now=now if isinstance(now, int | float) else case.now,
    )


def _texts(value: JsonValue) -> tuple[str, ...] | None:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else None


def _compact(asked: Request, case: Case) -> str | None:
    """The signed token itself, for the page to verify its signature; it goes nowhere else."""
    if not case.token or case.token.form is not TokenForm.JWS:
        return None
    given = str(asked["text"])
    span = best_token(given)
    return span.text if span else given.strip()
