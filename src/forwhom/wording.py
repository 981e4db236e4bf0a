"""Reads a message that no entry of the catalogue knows: what it is about, and the values it names.

Error texts about claims are built from the same few words in every language and framework. What is read here is never
more than likely.
"""

from __future__ import annotations

import re

from forwhom.audience.listing import read_any
from forwhom.complaint import complains
from forwhom.message_match import NOTHING_CAPTURED, Captured
from forwhom.record import dataclass
from forwhom.subject import subjects
from forwhom.unwrapping import unwrapped

# Every repetition below is bounded, so that each search takes time linear in the text.
#: No quote that stands right behind a word opens a value: it closes what the word stands in.
_VALUE = r"""(?<!\w)(\[[^\[\]\n]{0,2000}\]|"[^"\n]{0,500}"|'[^'\n]{0,500}'|`[^`\n]{0,500}`|[^\s"',;()\[\]<>]{1,300})"""
_LINK = (
    r"(?:\s{0,3}(?:[:=]|is|are|was|were|to be|any of|one of|value|audiences?|claim|ur[il]\b|\(?\baud\b\)?|client[ _-]?id|with value)\s{0,3})"
    r"{0,4}\s{0,3}"
)
#: The quote that closes the name of a claim or of a member (`"aud": "orders"`) opens no value.
_CLOSED = r"""(?:["'`](?=\s{0,3}(?:[:=]|claims?\b|is\b|was\b|with\b)))?"""
_EXPECTED = re.compile(
    r"\b(?:expected|expecting|should be|must be|required|want(?:ed|s)?|(?<!maximum )allowed|configured for|"
    r"(?:accepted|valid|permitted|trusted|configured) audiences?)\b" + _CLOSED + _LINK + _VALUE,
    re.IGNORECASE,
)
#: The value after a comparison counts only in quotes or brackets, or where it ends the text and is no plain word: other
#: words often go on there.
_COMPARED = re.compile(
    r"(?:(?:does not|doesn't|did not|didn't) (?:match|equal|contain|include)|is not(?: one of| in| equal to)?|!=)\s{0,3}"
    r"""(\[[^\[\]\n]{0,2000}\]|"[^"\n]{0,500}"|'[^'\n]{0,500}'|`[^`\n]{0,500}`"""
    r"""|(?=[^\s"',;()\[\]<>]{0,100}[./:_\d])[^\s"',;()\[\]<>]{2,300}(?=[.,;)\s]{0,3}$))""",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\b(?:but (?:got|found|was|is|received)|got|found|received|actual|have|instead of|token aud(?:iences?)?|token has|was issued for|"
    r"in the (?:token|assertion) (?:was|is)|from token is|\baud)\b" + _CLOSED + _LINK + _VALUE,
    re.IGNORECASE,
)
#: What the sentence tells of: `audience "billing" is not in ...`. A bare value has to look like one.
_TOLD_OF = re.compile(
    r"\baud(?:ience)?s?(?: claims?| values?)?(?:\s?[:=]\s?|\s)"
    r"""(\[[^\[\]\n]{0,2000}\]|"[^"\n]{0,500}"|'[^'\n]{0,500}'|`[^`\n]{0,500}`"""
    r"""|(?=[^\s"',;()\[\]<>]{0,100}[./:_\d])[^\s"',;()\[\]<>]{2,300})"""
    r"\s(?:is|are|was|were)(?: not|n't)\b",
    re.IGNORECASE,
)
#: A complaint about the audience, and what stands behind it: in quotes or brackets, or alone behind a colon.
_COMPLAINED_OF = re.compile(
    r"\b(?:(?:invalid|wrong|unexpected|bad|incorrect|untrusted|unacceptable|unsupported|unknown)(?:\s[\w-]{1,20}){0,2}\s"
    r"aud(?:ience)?s?(?: claims?)?|aud(?:ience)?s?(?: claims?)? mismatch)"
    r"""(?:\s?:?\s(?=["'`\[])|\s?:\s(?=[^\s:,;]{1,300}$))""" + _VALUE,
    re.IGNORECASE,
)
#: Where one value is called expected, a second one that is only called the audience is the token's.
_NAMED = re.compile(r"\baudiences?\b" + _CLOSED + r"\s{0,3}[:=]\s{0,3}" + _VALUE, re.IGNORECASE)
#: After a bare word that is a value something else begins; after a word of the sentence comes its next word.
_SENTENCE_GOES_ON = re.compile(
    r"\s(?!(?:but|and|or|got|have|found|received|instead|in|from|was|were|is|as|does|did|not|actual|the token|while|whereas|vs)\b)"
    r"[a-z]",
    re.IGNORECASE,
)
_STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "in",
        "for",
        "to",
        "is",
        "was",
        "are",
        "not",
        "does",
        "do",
        "did",
        "match",
        "matches",
        "matched",
        "audience",
        "audiences",
        "aud",
        "claim",
        "token",
        "value",
        "but",
        "found",
        "expected",
        "any",
        "one",
        "this",
        "that",
        "it",
        "invalid",
        "with",
        "by",
        "be",
        "has",
        "have",
        "from",
        "jwt",
        "id",
        "on",
        "at",
        "as",
        "if",
        "no",
        "must",
        "missing",
        "required",
        "absent",
        "empty",
        "wrong",
        "null",
        "list",
        "issuer",
        "client_id",
        "mismatch",
        "mismatched",
        "validation",
        "verification",
        "check",
        "failed",
        "rejected",
        "refused",
        "error",
        "string",
        "strings",
        "stringoruri",
        "array",
        "object",
        "number",
        "integer",
        "boolean",
        "type",
        "blank",
        "unset",
        "set",
        "field",
        "fields",
        "valid",
        "correct",
        "incorrect",
        "returned",
        "accepted",
        "allowed",
        "expecting",
        "provided",
        "present",
        "specified",
        "configured",
        "payload",
        "equal",
        "either",
        "uri",
        "url",
        "dynamic",
        "static",
        "configurable",
        "optional",
        "different",
        "checked",
        "verified",
        "validated",
        "ignored",
        "unique",
        "equals",
        # Names of other claims and parameters are no values of this one.
        "iss",
        "sub",
        "azp",
        "exp",
        "scope",
        "resource",
        "clientid",
        "clientids",
    ]
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text seems to be about: finding codes in the order in which it names them, and the values it states."""

    codes: tuple[str, ...]
    captured: Captured


NO_WORDING = Wording((), NOTHING_CAPTURED)


def read(text: str) -> Wording:
    """What an unknown message says. Never raises; empty when it speaks of none of our matters."""
    if not text:
        return NO_WORDING
    plain = _without_payload(" ".join(next(unwrapped(_loud(text[:8192]))).split()))
    codes = subjects(plain)
    if not codes:
        return Wording((), NOTHING_CAPTURED)
    if not any(code.startswith("aud") for code in codes):
        return Wording(codes, NOTHING_CAPTURED)
    expected = _value(_EXPECTED, plain) or _value(_COMPARED, plain)
    # What stands behind a claim that is not there is no value of it.
    found = None if codes[0] == "aud-missing" else _found(plain, expected)
    return Wording(codes, Captured(found=_values(found), expected=_values(expected)))


def _loud(text: str) -> str:
    """The text without the lines that a log calls information, where others complain."""
    lines = text.split("\n")
    loud = [line for line in lines if not _QUIET.search(line[:400])]
    return "\n".join(loud) if len(loud) < len(lines) and any(map(complains, loud)) else text


_QUIET = re.compile(r"\blevel[=\"':]{1,4}(?:debug|info|trace)\b|(?:^|[\s\[|])(?:DEBUG|INFO|TRACE)(?:[\s\]|:]|$)")


def _without_payload(text: str) -> str:
    """The text without the claims of a token that it prints as JSON: they are no words of the sentence."""
    names = {match[1] for match in _MEMBER.finditer(text)}
    return _MEMBER.sub("", text) if names >= _PAYLOAD else text


_MEMBER = re.compile(
    r"""["'](iss|aud|exp|iat|nbf|sub|azp)["']\s{0,3}:\s{0,3}(?:"[^"]{0,500}"|'[^']{0,500}'|\[[^\[\]]{0,2000}\]|\d{1,20})"""
)
#: No error message is an object with these two members.
_PAYLOAD = frozenset({"iss", "aud"})


@dataclass(frozen=True, slots=True)
class _Named:
    """Values that a text names, and where they begin."""

    values: tuple[str, ...]
    start: int


def _values(named: _Named | None) -> tuple[str, ...] | None:
    return named.values if named else None


def _found(text: str, expected: _Named | None) -> _Named | None:
    """The value that the text calls the token's, or that it complains of."""
    said = _value(_FOUND, text, expected) or _value(_TOLD_OF, text, expected)
    if said is not None:
        return said
    behind = _value(_COMPLAINED_OF, text, expected)
    if behind:
        return None if behind.values and complains(behind.values[0]) else behind
    beside = _value(_NAMED, text, expected)
    return beside if expected and beside and beside.values != expected.values else None


def _value(pattern: re.Pattern[str], text: str, other: _Named | None = None) -> _Named | None:
    """The first value after the words of `pattern` that is more than a word of the sentence, and holds not `other`."""
    for match in pattern.finditer(text):
        start = match.start(1)
        if other and start <= other.start < match.end(1):
            continue
        named = () if match[1] == "[]" else values_at(match, text)
        if named is not None:
            return _Named(named, start)
    return None


def values_at(match: re.Match[str], text: str) -> tuple[str, ...] | None:
    """The values in the first group of a match; `None` where it is a word of the sentence, or nothing but signs."""
    joined = text[match.start(1) - 1] == "="
    if match[1].isalpha() and not joined and _SENTENCE_GOES_ON.match(text, match.end()):
        return None
    bare = match[1].strip("`").rstrip(".,:;?!") if '"' in match[1] else match[1].rstrip(".,:;?!")
    named = tuple(value for value in read_any(bare) if any(map(str.isalnum, value)))
    if not named or (len(named) == 1 and (named[0].lower() in _STOP_WORDS or _is_count(bare))):
        return None
    return named


def _is_count(text: str) -> bool:
    """Whether a value without quotes tells how many there are: "has 5 values, expected 1"."""
    return text.isdecimal() and len(text) < 4  # noqa: PLR2004
