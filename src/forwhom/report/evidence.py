"""The evidence itself, fit to be shared: no token, no signature, no claim about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.redact import escape, mask
from forwhom.report.segment import Segment, Style
from forwhom.report.value import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.case import Case

#: Claims that say what the token is and for whom; all others may be about a person.
SHARED = frozenset(
    [
        "iss",
        "aud",
        "azp",
        "client_id",
        "cid",
        "appid",
        "exp",
        "nbf",
        "iat",
        "auth_time",
        "typ",
        "token_use",
        "ver",
        "scope",
        "scp",
        "tid",
        "gty",
        "cnf",
        "idtyp",
    ]
)
_MAX_LINES = 40


def evidence(case: Case) -> Iterator[Segment]:
    """What was given: header and claims with personal values removed, the message, what is expected."""
    yield Segment("evidence, with secrets and personal claims removed\n", Style.TITLE)
    for name, members in (
        ("JOSE header", case.token and case.token.header),
        ("claims", case.token and case.token.claims),
    ):
        if members is not None:
            yield Segment(f"  {name}\n", Style.LABEL)
        for claim, value in (members or {}).items():
            kept = name != "claims" or claim in SHARED
            yield Segment(f"    {escape(claim)}: {shown(value, 200) if kept else '[removed]'}\n")
    if case.error:
        yield Segment("  message\n", Style.LABEL)
        for line in mask(case.error).split("\n")[:_MAX_LINES]:
            yield Segment(f"    {escape(line)[:2000]}\n")
    if case.expectation.values:
        yield Segment("  expected audience\n", Style.LABEL)
        for value in case.expectation.values:
            yield Segment(f"    {shown(value, 200)}\n")
    yield Segment("\n")
