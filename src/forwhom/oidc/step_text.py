"""A step as text: what was sent, what came back, what was checked, and each token with its audience."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from forwhom.jwt.token import TokenForm
from forwhom.oidc.exchange import Failure
from forwhom.oidc.step import Match, Outcome
from forwhom.redact import escape, shorten
from forwhom.report.fold import folded
from forwhom.report.prose import PARTIES
from forwhom.report.segment import Segment, Style
from forwhom.report.text import report
from forwhom.report.token import lines as token_lines
from forwhom.report.value import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.oidc.exchange import Answer, Pairs, Request
    from forwhom.oidc.redaction import Redaction
    from forwhom.oidc.server_error import ServerError
    from forwhom.oidc.step import Asked, Check, Granted, Step

_MARKS = {
    Outcome.PASSED: ("ok   ", Style.PASSED),
    Outcome.FAILED: ("FAIL ", Style.FAILED),
    Outcome.WARNING: ("warn ", Style.WARNING),
    Outcome.NOTE: ("note ", Style.DIM),
}
_NAMES = {"access_token": "access token", "id_token": "ID Token", "refresh_token": "refresh token"}
_INDENT = 3
_DEEPEST = 17
_MAX_VALUE = 160
_MAX_BODY = 2000


def step(
    one: Step, number: int, redaction: Redaction, *, now: float, width: int = 0, verbose: bool = False
) -> Iterator[Segment]:
    """The step with this number. No secret stands in it; `verbose` adds all headers and the body."""
    for segment in _whole(one, number, redaction, now=now, width=width, verbose=verbose):
        yield Segment(redaction.text(segment.text), segment.style)


def _whole(one: Step, number: int, redaction: Redaction, *, now: float, width: int, verbose: bool) -> Iterator[Segment]:
    time = f"  {one.answer.seconds * 1000:.0f} ms" if one.answer else ""
    yield Segment(f"{number}. {one.title}", Style.TITLE)
    yield Segment(f"{time}\n", Style.DIM)
    if one.request:
        yield from _request(one.request, redaction, width, verbose=verbose)
    if one.answer:
        yield from _answer(one.answer, redaction, width, verbose=verbose)
    for label, value in one.facts:
        yield from _line(f"{escape(label)}: ", Style.LABEL, shorten(escape(value), 400), width)
    for check in one.checks:
        yield from _check(check, width)
    if one.error:
        yield from _error(one.error, width)
    for token in one.tokens:
        yield from _token(token, now, width)
    yield Segment("\n")


def _request(request: Request, redaction: Redaction, width: int, *, verbose: bool) -> Iterator[Segment]:
    parts = urlsplit(request.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    address = request.url.partition("?")[0]
    yield from _line("-> ", Style.DIM, f"{request.method} {escape(address)}", width)
    headers = redaction.headers(request.headers)
    if not verbose:
        headers = tuple((name, value) for name, value in headers if name == "Authorization")
    for name, value in headers:
        yield from _line(f"   {name}: ", Style.DIM, escape(value), width)
    for name, value in redaction.pairs((*tuple(query), *(request.form or ()))):
        yield from _line(f"   {escape(name)}=", Style.DIM, shorten(escape(value), _MAX_VALUE), width)


def _answer(answer: Answer, redaction: Redaction, width: int, *, verbose: bool) -> Iterator[Segment]:
    if isinstance(answer, Failure):
        yield from _line("<- ", Style.DIM, f"nothing ({answer.trouble})", width)
        return
    kind = (answer.header("content-type") or "no content type").partition(";")[0]
    told = f"{answer.status} {escape(kind[:80])}, {len(answer.body)} bytes, from {answer.address or 'a recording'}"
    yield from _line("<- ", Style.DIM, told, width)
    shown_headers: Pairs = redaction.headers(answer.headers) if verbose else ()
    for name, value in shown_headers:
        yield from _line(f"   {escape(name)}: ", Style.DIM, shorten(escape(value), 400), width)
    for name in ("location", "www-authenticate") if not verbose else ():
        for key, value in redaction.headers(answer.headers):
            if key.lower() == name:
                yield from _line(f"   {escape(key)}: ", Style.DIM, shorten(escape(value), 400), width)
    if verbose and (body := redaction.body(answer)):
        yield from _line("   ", Style.DIM, shorten(escape(body), _MAX_BODY), width)


def _check(check: Check, width: int) -> Iterator[Segment]:
    mark, style = _MARKS[check.outcome]
    see = f" ({check.reference})" if check.reference and check.outcome in {Outcome.FAILED, Outcome.WARNING} else ""
    yield from _line(mark, style, f"{escape(check.text)}{see}", width)
    for label, value, role in (("found", check.found, Style.FOUND), ("expected", check.expected, Style.EXPECTED)):
        if value is not None:
            yield from _line(f"     {label:<9} ", Style.DIM, shown(value, _MAX_VALUE), width, role)
    if check.hint:
        option = f" (--{check.option})" if check.option else ""
        yield from _line("     to go on: ", Style.LABEL, f"{escape(check.hint)}{option}", width)


def _error(error: ServerError, width: int) -> Iterator[Segment]:
    status = f" (status {error.status})" if error.status else ""
    described = f": {error.description}" if error.description else ""
    yield from _line("FAIL ", Style.FAILED, f"{escape(error.code)}{escape(described)}{status}", width)
    see = f" ({error.meaning.reference})" if error.meaning.reference else ""
    yield from _line("meaning: ", Style.LABEL, f"{error.meaning.text}{see}", width)
    if error.matches:
        told = f"this is a message of {error.speaker} (forwhom verifiers {error.matches[0].verifier})"
        yield from _line("known: ", Style.LABEL, told, width)
    if error.codes:
        yield from _line("see: ", Style.LABEL, ", ".join(f"forwhom findings {code}" for code in error.codes[:3]), width)
    for fix in error.meaning.fixes:
        yield from _line(f"fix, at {PARTIES[fix.party]}: ", Style.LABEL, fix.text, width)


def _token(granted: Granted, now: float, width: int) -> Iterator[Segment]:
    yield Segment(f"\n   {_NAMES.get(granted.name, granted.name)}\n", Style.TITLE)
    if granted.name == "refresh_token":
        yield from _line("", Style.DIM, "for the token endpoint alone; never shown, never sent to an API", width)
        return
    wanted = "the client id, as always" if granted.name == "id_token" else asked(granted.asked)
    yield from _line("asked for  ", Style.LABEL, wanted, width, Style.EXPECTED)
    yield from _line("granted    ", Style.LABEL, audience(granted), width, Style.FOUND)
    for check in granted.checks:
        yield from _check(check, width)
    for reason in granted.why:
        yield from _line("why: ", Style.LABEL, escape(reason), width)
    for change in granted.change:
        yield from _line("to change it, ", Style.LABEL, escape(change), width)
    if granted.token.form is TokenForm.OPAQUE:
        yield Segment(f"   {granted.token.length} characters, not shown\n", Style.DIM)
    else:
        for line in token_lines(granted.token, now):
            # What it says of the signature is about a token alone; here the keys of the issuer are at hand.
            if not line.startswith(("A signed token", "signature: ")):
                yield Segment(f"   {line}".rstrip() + "\n")
    yield from _diagnosis(granted, width)


def asked(wanted: Asked) -> str:
    """What was asked for, as one line."""
    parts = [f"resource {shown(one)}" for one in wanted.resources]
    if wanted.audience is not None:
        parts.append(f"audience {shown(wanted.audience)}")
    where = f" (in the {wanted.where})" if wanted.where and parts else ""
    parts = parts or ["no audience by name"]
    if wanted.scope:
        parts.append(f"scope {shown(wanted.scope)}")
    return ", ".join(parts) + where


def audience(granted: Granted) -> str:
    """What the token names, as one line."""
    if granted.match is Match.OPAQUE:
        return "cannot be read: the token is opaque"
    if granted.match is Match.ABSENT:
        return "no audience: the token has no aud"
    return f"aud {shown((granted.token.claims or {}).get('aud'), _MAX_VALUE)}"


def _diagnosis(granted: Granted, width: int) -> Iterator[Segment]:
    """The whole diagnosis of an access token; of an ID Token only what would become of it at the API."""
    diagnosis = granted.diagnosis
    if diagnosis is None:
        return
    if granted.name == "id_token":
        cause = diagnosis.findings[0].title if diagnosis.findings else "nothing is found against it"
        text = f"sent to the API in place of the access token: {diagnosis.verdict}; {cause}"
        yield from _line("", Style.DIM, text, width)
        return
    yield Segment("\n   before the API\n", Style.TITLE)
    yield from report(diagnosis, width=width, ascii_only=True)


def _line(head: str, style: Style, text: str, width: int, role: Style = Style.PLAIN) -> Iterator[Segment]:
    """A line with a head, folded at the width."""
    begin = f"{' ' * _INDENT}{head}"
    first, *more = folded(begin + text, width, min(len(begin), _DEEPEST))
    yield Segment(begin, style)
    yield Segment("\n".join([first[len(begin) :], *more]) + "\n", role)
