"""The token is damaged or not well-formed.

What it means: a part is missing, is not base64url, or holds no JSON object; a name stands twice; the encoding is
wrong. Verifiers refuse such tokens before they look at any claim.

How it happens: the token was cut by a log or a terminal, a scheme word or quotes were sent with it, it was encoded
twice.

How to fix it: take the token from the HTTP header itself, without what surrounds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forwhom.example import Example, case
from forwhom.finding import Confidence, Evidence, Finding, Fix, Party, Reference, Severity, Where
from forwhom.finding_kind import FindingKind, Topic
from forwhom.jwt.defect import MALFORMED, DefectCode
from forwhom.jwt.defect import Where as DefectWhere
from forwhom.jwt.token import TokenForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forwhom.jwt.defect import Defect
    from forwhom.situation import Situation

CODE = "token-malformed"
TITLE = "the token is not well-formed"

FIXES = (Fix(Party.CLIENT, "send the token as it was issued: three parts, no quotes, no blanks, no second encoding"),)

#: What stands around a token in a paste, which reading it has already undone.
_AROUND = frozenset(
    {
        DefectCode.SCHEME_WORD,
        DefectCode.QUOTES,
        DefectCode.WHITE_SPACE,
        DefectCode.PERCENT_ENCODING,
        DefectCode.HTML_ENTITY,
        DefectCode.STRING_ESCAPE,
        DefectCode.SEVERAL_TOKENS,
    }
)
#: What whoever shares a token does to it, so that it cannot be used.
_CUT = frozenset({DefectCode.SHORTENED, DefectCode.SEGMENTS, DefectCode.EMPTY_SEGMENT})


def check(situation: Situation) -> Iterator[Finding]:
    """Fires on defects for which verifiers refuse a text; a remark where the verifier is known to have got further."""
    token = situation.case.token
    if token and (twice := [one for one in token.defects if one.code is DefectCode.JSON_DUPLICATE_NAME]):
        yield _repeated(situation, twice)
    if not token or token.form in {TokenForm.OPAQUE, TokenForm.JWE, TokenForm.PARTS}:
        return
    defects = [defect for defect in token.defects if defect.code in MALFORMED - _AROUND]
    if not defects and token.form not in {TokenForm.EMPTY, TokenForm.FRAGMENT}:
        return
    only_cut = bool(situation.claims) and all(defect.code in _CUT for defect in defects)
    got_further = bool(situation.suspects) and CODE not in situation.suspects
    yield Finding(
        code=CODE,
        severity=Severity.NOTE if only_cut or got_further else Severity.ERROR,
        confidence=Confidence.CERTAIN,
        title="the token at hand is not whole" if only_cut else TITLE,
        because="; ".join(defect.text for defect in defects[:3]) or "there is no whole token here",
        evidence=(Evidence(Where.TOKEN, defects[0].pointer if defects else ""),),
        fixes=() if only_cut else FIXES,
        references=KIND.references,
    )


def _repeated(situation: Situation, twice: list[Defect]) -> Finding:
    """A name that stands twice: which of the values counts depends on who reads it."""
    refused = CODE in situation.suspects
    header = twice[0].where is DefectWhere.HEADER
    audience = any(defect.pointer == "/aud" for defect in twice)
    return Finding(
        code=CODE,
        severity=Severity.ERROR if refused else Severity.WARNING if audience else Severity.NOTE,
        confidence=Confidence.CERTAIN,
        title="a name stands twice in the token",
        because="; ".join(defect.text for defect in twice[:3])
        + ": most verifiers go by the last value, some by the first, some refuse the token",
        evidence=(Evidence(Where.HEADER if header else Where.CLAIMS, twice[0].pointer),),
        fixes=(Fix(Party.AUTHORIZATION_SERVER, "write each claim once; several audiences are one array"),),
        references=(Reference("RFC 7519", "section 4"),),
    )


#: {"aud":"orders","aud":"billing"}
_TWICE = "eyJhdWQiOiJvcmRlcnMiLCJhdWQiOiJiaWxsaW5nIn0"


def examples() -> tuple[Example, ...]:
    """Cases in which this kind fires, and near ones in which it stays silent."""
    return (
        Example(
            note="the signature is missing",
            case=case(
                token="eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6ImFsaWNlIn0"
            ),
            fires=True,
        ),
        Example(note="nothing is left of the token", case=case(token="Bearer "), fires=True),
        Example(
            note="a whole token with the word Bearer before it",
            case=case(
                token="Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL2FwaS5leGFtcGxlLmNvbSIsInN1YiI6ImFsaWNlIn0.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6e3x9fn-AgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2en6ChoqOkpaanqKmqq6ytrq-wsbKztLW2t7i5uru8vb6_wMHCw8TFxsfIycrLzM3Oz9DR0tPU1dbX2Nna29zd3t_g4eLj5OXm5-jp6uvs7e7v8PHy8_T19vf4-fr7_P3-_w"
            ),
            fires=False,
        ),
        Example(
            note="the claims name aud twice",
            case=case(token=f"eyJhbGciOiJSUzI1NiJ9.{_TWICE}.c2ln"),
            fires=True,
        ),
        Example(note="an opaque token is not meant to be a JWT", case=case(token="ya29.a0AfH6SMBx1y2z3"), fires=False),
    )


KIND = FindingKind(
    code=CODE,
    title=TITLE,
    topic=Topic.STRUCTURE,
    check=check,
    explanation=__doc__ or "",
    precedence=5,
    fixes=FIXES,
    references=(Reference("RFC 7519", "section 7.2"), Reference("RFC 7515", "section 5.2")),
    examples=examples,
)
