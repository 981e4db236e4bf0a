"""Reads a message that no entry of the catalogue knows: what it is about, and the values it names.

Error texts about claims are built from the same few words in every language and framework. What is read here is never
more than likely.
"""

from __future__ import annotations

import re

from forwhom.audience.listing import read_any
from forwhom.complaint import complains
from forwhom.recognise import NOTHING_CAPTURED, Captured, unwrapped
from forwhom.record import dataclass

# Every repetition below is bounded, so that each search takes time linear in the text.
_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        (
            "audience-not-configured",
            (
                r"\b(?:no|without|missing) (?:expected |allowed |valid |configured )?audiences? (?:was |were |is |are |has been )?"
                r"(?:configured|provided|specified|set|bound|given)|audiences? (?:is |are |was |were )?not (?:been )?configured"
                r"|audience parameter is (?:missing|required|empty)"
            ),
        ),
        (
            "token-missing",
            (
                r"\bno (?:bearer |access |auth(?:orization|entication)? )?(?:token|credentials)\b[^.\n]{0,20}(?:found|provided|present|supplied|sent|given)"
                r"|\bno authorization header|\b(?:authorization header|bearer token|authentication credentials)"
                r" (?:is |was |were |are )?(?:missing|required|not (?:provided|found|present|set|supplied))"
                r"|\bmissing (?:bearer token|authorization header|access token)|\b(?:jwt|token) must be provided"
            ),
        ),
        ("token-in-query", r"\baccess_token in (?:the )?(?:query|url)"),
        ("scope-insufficient", r"\binsufficient[_ ]scope|\b(?:missing|requires?|required|lacks?) (?:the )?scopes?\b"),
        (
            "aud-missing",
            (
                r"\b(?:missing|no|without|lacks|absent|not contain|not have|must contain)"
                r"(?:\s|:|an?\b|the\b|any\b|required\b|claims?\b|its\b|[\"'`(\[]){1,12}(?:aud|audience)\b"
                r"|\b(?:aud|audience)\b[^.\n]{0,20}(?:is missing|missing|is required|not present|not found|is empty|is absent|do(?:es)? not exist)"
                # A program that reads the claim all the same: PHP, Python, Ruby, JavaScript.
                r"|\bundefined (?:index|array key|offset)\b[:\s\"']{1,4}aud\b|\bkey ?(?:error|not found):\s{0,3}[\"':]aud\b"
                r"|\bcannot read propert(?:y|ies)\b[^.\n]{0,30}['\"]aud['\"]|\bundefined is not an object [^.\n]{0,40}\.aud\b"
            ),
        ),
        (
            "aud-many-unsupported",
            (
                r"\b(?:multiple|several|more than one|too many) aud(?:ience)?s?\b"
                r"|\baud(?:ience)?s?\b[^.\n]{0,60}\b(?:exceeds?|more than one|too many|multiple|several)\b"
            ),
        ),
        (
            "aud-list-shape",
            (
                r"array to string conversion|\baud(?:ience)?\b[^.\n]{0,60}\b(?:array|list)\b[^.\n]{0,20}instead of (?:an? )?(?:single )?string"
                r"|\baud(?:ience)?\b[^.\n]{0,60}\bstring\b[^.\n]{0,20}instead of (?:an? )?(?:array|list)"
                r"|(?:unmarshal|deserialize|convert|cast|encountered|invalid type:|instead of)"
                r"[^.\n]{0,40}\b(?:array|list|sequence|start_array)\b"
                r"|expected[^.\n]{0,30}string[^.\n]{0,40}(?:array|list|sequence)"
                # A program that takes one value where there are several, or the reverse: PHP, JavaScript.
                r"|must be of (?:the )?type \??string, array given|must be of (?:the )?type \??array, string given"
                r"|\baud(?:ience)?s?\.(?:every|filter|find|forEach|join|map|some)\b[^.\n]{0,10} is not a function"
            ),
        ),
        (
            "aud-wrong-type",
            r"\b(?:aud|audience)\b[^.\n]{0,30}(?:must be a|not a string|wrong type|invalid type|malformed)",
        ),
        (
            "resource-not-registered",
            r"\bresource (?:principal )?(?:named )?[^\n]{0,120}(?:was not found|does not exist|is unknown)",
        ),
        (
            "aud-other-client",
            (
                r"\baud(?:ience)?\b[^\n]{0,120}\bnot (?:an? |one of the |in the list of |among the )?"
                r"(?:authori[sz]ed|allowed|accepted|permitted|registered|trusted|known|valid) client[-_ ]?ids?\b"
            ),
        ),
        ("aud-other-client", r"\bauthori[sz]ed party\b|\bazp\b[^.\n]{0,40}\b(?:mismatch|invalid|not match)"),
        (
            "audience-not-requested",
            (
                r"\b(?:authori[sz](?:e|ation)|login|token) (?:call|endpoint|request|ur[il])\b[^.\n]{0,30}"
                r"\b(?:lacks?|missing|never|no|not|without)\b[^.\n]{0,30}\baudience\b"
            ),
        ),
        (
            "aud-mismatch",
            (
                r"\baud(?:ience)?s?\b|wrong recipient|\brecipient\b|intended for"
                r"|\b(?:bound to|issued for|meant for|valid for) (?:an?)?(?:other| different) (?:api|resource|server|service)\b|client[-_ ]?id[^.\n]{0,20}(?:mismatch|does not match)"
            ),
        ),
        (
            "iss-mismatch",
            r"\bissuers?\b|\biss\b|\b(?:can't|can ?not|do(?:es)?n't|do(?:es)? not|not|un)[- ]?trust(?:ed)?\b[^.\n]{0,30}\bissued by\b",
        ),
        ("token-expired", r"\bexpired\b|\bexp claim\b|past its lifetime"),
        ("token-not-yet-valid", r"not yet valid|used before|\bnbf\b|not before|issued in the future|not active"),
        (
            "key-not-found",
            (
                r"\b(?:no|not find|not found|unable to find|unknown|missing|matching|does not match any)\b[^.\n]{0,40}\b(?:key|kid|keys)\b"
                r"|\bkid\b[^.\n]{0,30}(?:not found|unknown|missing)"
            ),
        ),
        (
            "jwks-unavailable",
            (
                r"(?:fetch|retriev|download|reach|load|timeout)[^.\n]{0,40}\b(?:jwks|key ?set|keys|openid-configuration)\b"
                r"|\b(?:jwks|key ?set)(?:[-_ ]?(?:endpoint|uri|url))?[-_ ]?error\b[^.\n]{0,40}"
                r"(?:not found|40\d|50\d|time|refused|unreachable|enotfound|econn)"
            ),
        ),
        (
            "alg-not-allowed",
            r"\balg(?:orithm)?\b[^.\n]{0,40}(?:not|unsupported|mismatch|invalid)|(?:unsupported|invalid|unexpected) (?:signing )?alg",
        ),
        ("resource-not-registered", r"\binvalid_(?:target|resource)\b"),
        # A name of the code around (`$signature_verifier`) is no word of the message; "formed correctly including the
        # signature" is Azure Storage's advice on any failure.
        ("signature-invalid", r"(?<!\$)(?<!including the )signature(?!_?(?:verifier|validator|algorithm|alg|key)s?\b)"),
        ("subject-mismatch", r"\b(?:sub|subject)\b[^.\n]{0,30}(?:mismatch|invalid|not match)"),
        (
            "token-malformed",
            r"malformed|not a (?:valid )?jwt|invalid (?:jwt|token) format|segments|could not (?:be )?(?:decode|parse)|not well[- ]formed",
        ),
    )
)

_VALUE = r"""(\[[^\[\]\n]{0,2000}\]|"[^"\n]{0,500}"|'[^'\n]{0,500}'|`[^`\n]{0,500}`|[^\s"',;()\[\]<>]{1,300})"""
_LINK = (
    r"(?:\s{0,3}(?:[:=]|is|are|was|were|to be|any of|one of|value|audiences?|claim|\(?\baud\b\)?|client[ _-]?id|with value)\s{0,3})"
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
    plain = _without_payload(" ".join(next(unwrapped(text[:8192])).split()))
    places = _topics(plain) or _topics(_PARTS_OF_NAMES.sub(" ", plain))
    codes = tuple(code for _, code in sorted(places, key=lambda place: place[0]))
    if not codes:
        return Wording((), NOTHING_CAPTURED)
    if not any(code.startswith("aud") for code in codes):
        return Wording(codes, NOTHING_CAPTURED)
    expected = _value(_EXPECTED, plain) or _value(_COMPARED, plain)
    # What stands behind a claim that is not there is no value of it.
    found = None if codes[0] == "aud-missing" else _found(plain, expected)
    return Wording(codes, Captured(found=_values(found), expected=_values(expected)))


#: Where a name is parted into words: `InvalidAudience`, `ErrInvalidAUDClaim`, `INVALID_AUDIENCE`.
_PARTS_OF_NAMES = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])_(?=[A-Za-z])")


def _topics(plain: str) -> list[tuple[int, str]]:
    """What a text speaks of, and where."""
    places: list[tuple[int, str]] = []
    for code, pattern in _TOPICS:
        match = pattern.search(plain)
        if match and not (
            code == "aud-mismatch" and any(other.startswith(("aud-", "audience-")) for _, other in places)
        ):
            places.append((match.start(), code))
    return places


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
    return None if not named or (len(named) == 1 and named[0].lower() in _STOP_WORDS) else named
