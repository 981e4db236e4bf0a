"""`forwhom diagnose`: any evidence to a diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.audience.expectation import NONE_CONFIGURED, Expectation
from forwhom.best_token import best_token
from forwhom.case import Case
from forwhom.catalogue import catalogue
from forwhom.cli import named, reading
from forwhom.cli.input_error import InputError, warn
from forwhom.cli.parser import common, repeated
from forwhom.cli.writing import ascii_only, width, write_json, write_segments
from forwhom.diagnose import diagnose
from forwhom.finding import Severity
from forwhom.intake import completed, intake
from forwhom.jwt.defect import DefectCode
from forwhom.jwt.token import Token, decode
from forwhom.record import dataclass, field, replace
from forwhom.redact import mask

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from forwhom.catalogue import Catalogue

_EXAMPLES = """\
  kubectl logs gateway | tail -5 | forwhom diagnose
  forwhom diagnose incident.txt --audience https://api.example.com
  forwhom diagnose --token-file token.txt --verifier pyjwt --audience https://api.example.com
  forwhom diagnose --claims claims.json --audience api --jwks https://auth.example.com/jwks.json
  forwhom diagnose --case case.json --json
"""


@dataclass(slots=True)
class _Evidence:
    """What was read. `raw` is the token itself, kept only as long as its signature is to be verified."""

    case: Case
    raw: str | None = field(default=None, repr=False)


def arguments(parser: ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="any evidence; - or nothing is standard input")
    parser.add_argument("--token", metavar="T", help="the token; other users of this machine can see it")
    parser.add_argument("--token-file", metavar="F", help="a file that holds the token")
    parser.add_argument("--claims", metavar="F", help="a file that holds the decoded claims as JSON")
    parser.add_argument("--error", metavar="TEXT", help="the error text")
    repeated(parser, "--audience", "A", "an audience that the verifier expects; may be repeated")
    parser.add_argument("--no-audience-configured", action="store_true", help="the verifier expects no audience at all")
    parser.add_argument("--issuer", metavar="I", help="the issuer that the verifier expects")
    parser.add_argument("--verifier", metavar="V", help="who refused the token; forwhom verifiers lists them")
    parser.add_argument("--provider", metavar="P", help="who issued the token; forwhom providers lists them")
    parser.add_argument("--jwks", metavar="FILE|URL", help="the JWK Set; an https URL is fetched")
    parser.add_argument("--key", metavar="F", help="a file that holds the key: PEM, JWK or secret")
    repeated(parser, "--algorithm", "ALG", "an algorithm that the verifier allows; may be repeated")
    parser.add_argument("--leeway", type=float, default=0, metavar="SECONDS", help="the clock skew that is forgiven")
    parser.add_argument("--now", metavar="TIME", help="the time of the check: seconds since the epoch or ISO 8601")
    parser.add_argument("--case", metavar="FILE", help="a case file (docs/json.md)")
    parser.add_argument(
        "--redact", action="store_true", help="begin with the evidence itself, secrets cut, to be shared"
    )
    common(parser, _EXAMPLES)


def run(options: Namespace) -> int:
    """Prints the diagnosis; 1 when there is a finding of severity error."""
    known = catalogue()
    evidence = _from_case_file(options, known) if options.case else _from_options(options, known)
    case = _with_settings(evidence.case, options, known)
    if case.token and any(defect.code is DefectCode.TOO_LONG for defect in case.token.defects):
        raise InputError(f"the token is {case.token.length} characters long; more than 65536 are not read")
    if options.jwks or options.key:
        case = _with_keys(case, evidence.raw, options)
    answer = diagnose(case, known)
    if options.json:
        from forwhom.report.json import diagnosis

        write_json(diagnosis(answer))
    else:
        from forwhom.report.evidence import evidence as shared
        from forwhom.report.text import report

        segments = list(shared(case)) if options.redact else []
        segments += report(answer, width=width(), ascii_only=ascii_only())
        write_segments(segments, options.color)
    return int(any(finding.severity is Severity.ERROR for finding in answer.findings))


def _from_case_file(options: Namespace, known: Catalogue) -> _Evidence:
    from forwhom.cli.case_file import load

    if options.file or options.token or options.token_file or options.claims or options.error:
        raise InputError(
            "--case holds the whole evidence: no FILE, --token, --token-file, --claims or --error beside it"
        )
    case, raw = load(reading.read(options.case, what="a case file", limit=4 * reading.LIMIT), known)
    return _Evidence(case, raw)


def _from_options(options: Namespace, known: Catalogue) -> _Evidence:
    evidence = _Evidence(Case())
    named_parts = (options.token, options.token_file, options.claims, options.error)
    if options.file and reading.looks_like_token(options.file):
        options.token, options.file = options.file, None
    if options.file or (not any(named_parts) and not options.token):
        verifier = named.verifier(known, options.verifier) if options.verifier else None
        text = reading.read(options.file)
        case = intake(text, known, verifier)
        span = best_token(text)
        evidence = _Evidence(case, span.text if span else text.strip())
        if not text.strip() and not (options.verifier or options.audience or options.no_audience_configured):
            raise InputError("nothing was given: name a file, or pipe or paste the evidence")
    if options.token:
        warn("the token stands on the command line, where the process list and the shell history show it; - reads it")
    text = options.token or (reading.read(options.token_file, what="a token") if options.token_file else "")
    if text:
        evidence.case, evidence.raw = replace(evidence.case, token=decode(text)), text.strip()
    if options.claims:
        evidence.case = replace(evidence.case, token=_claims(options.claims, evidence.case.token))
    if options.error:
        evidence.case = completed(replace(evidence.case, error=mask(options.error)), options.error, known)
    return evidence


def _claims(path: str, token: Token | None) -> Token:
    """The claims in a file, under the header of the token that may have been given beside them."""
    read = decode(reading.read(path, what="claims"))
    if read.claims is None:
        raise InputError(f"{path} holds no claims: a JSON object is needed")
    return replace(token, claims=read.claims) if token and token.claims is None else read


def _with_settings(case: Case, options: Namespace, known: Catalogue) -> Case:
    """The case with what the options say of the verifier, which wins over what the text says."""
    if options.audience and options.no_audience_configured:
        raise InputError("--audience and --no-audience-configured contradict each other")
    audiences = tuple(options.audience or ()) or case.expectation.audiences
    expectation = Expectation(
        audiences=NONE_CONFIGURED if options.no_audience_configured else audiences,
        issuers=(options.issuer,) if options.issuer else case.expectation.issuers,
        algorithms=tuple(options.algorithm) if options.algorithm else case.expectation.algorithms,
        leeway=options.leeway,
    )
    if options.verifier:
        named.verifier(known, options.verifier)
    if options.provider:
        named.provider(known, options.provider, case.token.claims if case.token else None)
    return replace(
        case,
        expectation=expectation,
        verifier=options.verifier or case.verifier,
        provider=options.provider or case.provider,
        now=_now(options, case),
    )


def _now(options: Namespace, case: Case) -> float | None:
    if options.now:
        from forwhom.cli.moment import moment

        return moment(options.now)
    if options.case:
        # A case file is told as it was: what it does not say of the time is not known.
        return case.now
    from time import time

    return time()


def _with_keys(case: Case, raw: str | None, options: Namespace) -> Case:
    from forwhom.cli.keys import load, verified

    material = load(options.jwks, options.key)
    case = replace(case, keys=material.key_set or case.keys)
    if not raw or not case.token:
        return case
    valid, note = verified(raw, case.token, material)
    return replace(case, signature_valid=valid, notes=(*case.notes, *filter(None, [note])))
