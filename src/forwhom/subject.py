"""What a text about a token is about, told by its words: finding codes.

Error texts about claims are built from the same few words in every language and framework, and so is what people write
about them.
"""

from __future__ import annotations

import re
from itertools import islice

# Every repetition below is bounded, so that each search takes time linear in the text.
_SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        (
            "audience-not-configured",
            (
                r"\b(?:no|without|missing) (?:expected |allowed |valid |configured )?audiences? (?:was |were |is |are |has been )?"
                r"(?:configured|provided|specified|set|bound|given)|audiences? (?:is |are |was |were )?not (?:been )?configured"
                r"|audience parameter is (?:missing|required|empty)"
                r"|\b(?:config\w*|options?|params?|settings?)\.audience\b[^.\n]{0,4}\b(?:is|was) (?:missing|required|undefined)\b"
                # Of the setting as code and files call it: `AUTH0_AUDIENCE` is not set, `.aud(&[audience])` isn't set.
                r"|(?:\w_|`|'|\"|\.)(?:aud|audiences?)\b[^\w\n]{0,8}(?:is |are |was |were )?(?:not |n't |never )(?:been )?(?:set|defined)\b"
                r"|`[^`\n]{0,80}\baud(?:iences?)?\b[^`\n]{0,40}`\s(?:is |are |was )?(?:not |isn't |wasn't |never )(?:set|defined|called)\b"
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
        (
            "token-encrypted",
            r"\b(?:found|got|has|was) 5 (?:parts|segments)\b|\bpayload (?:is |was )?(?:missing|empty)\b|\btwo dots\b[^.\n]{0,20}\bbetween\b",
        ),
        (
            "token-opaque",
            r"\baccess ?token\b[^.\n]{0,12}\b(?:is|are|was) ?(?:not|n't) (?:an? )?jwt\b|\bopaque (?:access )?(?:string|tokens?)\b|\btokens?\b[^.\n]{0,12}\b(?:is|are|looks?) opaque\b",
        ),
        (
            "verifier-limit",
            r"\baccepts? any aud(?:ience)?\b",
        ),
        ("token-in-query", r"\baccess_token in (?:the )?(?:query|url)"),
        ("scope-insufficient", r"\binsufficient[_ ]scope|\b(?:missing|requires?|required|lacks?) (?:the )?scopes?\b"),
        (
            "aud-missing",
            (
                r"\b(?:missing|no|without|lacks|absent|not contain|not have|must contain)"
                r"(?:\s|:|an?\b|the\b|any\b|required\b|claims?\b|payload\b|its\b|[\"'`(\[]){1,12}(?:aud|audience)\b"
                r"|\b(?:aud|audience)\b[^.\n]{0,20}(?:is missing|missing|is required|not present|not found|is empty|is absent|do(?:es)? not exist)"
                # A program that reads the claim all the same: PHP, Python, Ruby, JavaScript.
                r"|\bundefined (?:index|array key|offset)\b[:\s\"']{1,4}aud\b|\bkey ?(?:error|not found):\s{0,3}[\"':]aud\b"
                r"|\bcannot read propert(?:y|ies)\b[^.\n]{0,30}['\"]aud['\"]|\bundefined is not an object [^.\n]{0,40}\.aud\b"
            ),
        ),
        (
            "aud-many-unsupported",
            (
                r"\b(?:multiple|several|more than one|too many|two|three|[2-9]) aud(?:ience)?s\b|\b(?:multiple|more than one|too many) aud(?:ience)?\b"
                r"|\b(?:an)?other (?:aud(?:ience)?|client[-_ ]?id)\b[^.\n]{0,20}\b(?:included|contained|present) in (?:the )?aud"
                r"|\baud(?:ience)?s?\b[^.\n]{0,60}\b(?:exceeds?|more than one|too many|multiple|several)\b"
                # Where a token has several, OIDC Core asks for azp beside them.
                r"|\b(?:missing|no|without)\b[^.\n]{0,12}\bazp\b|\bazp\b[^.\n]{0,12}\b(?:is missing|missing|is required|not present)\b"
            ),
        ),
        (
            "aud-list-shape",
            (
                r"array to string conversion"
                r"|(?:unmarshal|deserialize|convert|cast|encountered|invalid type:|instead of)"
                r"[^.\n]{0,40}\b(?:array|list|sequence|start_array)\b"
                r"|expected[^.\n]{0,30}string[^.\n]{0,40}(?:array|list|sequence)"
                r"|\btype 'List<\w{1,20}>' is not a subtype of type 'String\b"
                r"|\binvalid type: (?:string|sequence|map)\b[^\n]{0,300}?, expected an? (?:sequence|string)\b"
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
            (
                r"\bresource (?:principal )?(?:named )?[^\n]{0,120}(?:was not found|does not exist|is unknown|is not registered)"
                r"|\brequested resource is (?:invalid|missing|unknown)\b"
                r"|\baudience\b[^\n]{0,120}\bis not a (?:supported|registered|known)\b[^.\n]{0,30}\baudience\b"
            ),
        ),
        (
            "aud-is-client-id",
            (
                r"\bclient[-_ ]?id\b[^\w\n]{0,3}(?:as|to (?:be|equal|match)|equals?|must (?:be|equal|match))\b[^.\n]{0,20}\baud(?:ience)?\b"
                r"|\baud(?:ience)?\b[^\w\n]{0,3}(?:claim )?(?:is|was|=|set to|holds|contains)\s(?:(?!\bnot\b)[^.\n]){0,40}\bclient[-_ ]?id\b"
                r"|\baudience\s?=\s?[\w.\[\]\"']{0,40}client_?id\b"
            ),
        ),
        ("aud-other-client", r"\bauthori[sz]ed party\b|\bazp\b[^.\n]{0,40}\b(?:mismatch|invalid|not match)"),
        (
            "audience-not-requested",
            (
                r"\b(?:authori[sz](?:e|ation)|login|token) (?:call|endpoint|request|ur[il])\b[^.\n]{0,30}"
                r"\b(?:lacks?|missing|never|no|not|without)\b[^.\n]{0,30}\baudience\b"
                r"|\b(?:audience|resource)\b[^\w\n]{1,3}(?:parameter )?(?:is|was|are) (?:not|never) (?:being )?(?:added|appended|in|included|part of|passed|sent)\b"
                r"[^.\n]{0,40}\b(?:authori[sz]\w*|body|parameters?|params?|query|request|ur[il])\b"
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
        (
            "token-lifetime-too-long",
            (
                r"\bexp(?:ir\w{1,8})?\b[^\n]{0,40}\btoo far in the future|\blifetime\b[^.\n]{0,30}\b(?:too long|exceeds|longer than)\b"
                r"|\b(?:assertion|jwt|token)\b[^.\n]{0,30}\bvalid for (?:longer|more) than\b"
            ),
        ),
        ("token-expired", r"\bexpired\b|\bexp claim\b|past its lifetime"),
        ("token-not-yet-valid", r"not yet valid|used before|\bnbf\b|not before|issued in the future|not active"),
        (
            "key-not-found",
            (
                r"\b(?:no|not find|not found|unable to find|unknown|missing|matching|does not match any)\b[^.\n]{0,40}\b(?:key|kid|keys)\b"
                r"|\bkid\b[^.\n]{0,30}(?:not found|unknown|missing)|\b(?:signing |verification |public )?key(?: was| is)? not found\b"
            ),
        ),
        (
            "jwks-unavailable",
            (
                r"(?:fetch|retriev|download|reach|load|timeout)[^.\n]{0,40}\b(?:jwks|key ?set|keys|openid-configuration)\b"
                r"|openid-configuration\b[^\n]{0,12}\b(?:[45]\d\d|connect|connection|context|dial|eof|lookup|net|not found|timeout|tls|x509)\b"
                r"|\b(?:jwks|key ?set)(?:[-_ ]?(?:endpoint|uri|url))?[-_ ]?error\b[^.\n]{0,40}"
                r"(?:not found|40\d|50\d|time|refused|unreachable|enotfound|econn)"
            ),
        ),
        (
            "alg-not-allowed",
            r"\bkey is of invalid type\b|\balg(?:orithm)?\b[^.\n]{0,40}(?:not|unsupported|mismatch|invalid)|(?:unsupported|invalid|unexpected) (?:signing )?alg",
        ),
        ("resource-not-registered", r"\binvalid_(?:target|resource)\b"),
        # A name of the code around (`$signature_verifier`) is no word of the message; "formed correctly including the
        # signature" is Azure Storage's advice on any failure.
        ("signature-invalid", r"(?<!\$)(?<!including the )signature(?!_?(?:verifier|validator|algorithm|alg|key)s?\b)"),
        ("subject-mismatch", r"\b(?:sub|subject)\b[^.\n]{0,30}(?:mismatch|invalid|not match)"),
        (
            "token-malformed",
            r"malformed|not a (?:valid )?jwt|invalid (?:jwt|token) format|\b(?:enough|few|many|number of) segments|could not (?:be )?(?:decode|parse)|not well[- ]formed",
        ),
    )
)


#: What counts only beside a word for the audience: by themselves these words are about anything.
_BESIDE_AN_AUDIENCE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern, re.IGNORECASE))
    for code, pattern in (
        (
            "audience-setting-unresolved",
            (
                r"\b(?:has|have|had) no effect\b"
                r"|\b(?:option|parameter|setting|variable)\b[^.\n]{0,20}\b(?:is|gets|being) ignored\b"
            ),
        ),
        ("verifier-limit", r"\b(?:is|was|gets) (?:silently |simply )?ignored\b"),
        (
            "aud-other-client",
            (
                r"\bnot (?:an? |one of the |in the list of |among the )?"
                r"(?:authori[sz]ed|allowed|accepted|permitted|registered|trusted|known|valid) client[-_ ]?ids?\b"
                r"|\bnot (?:its|my|our|the|this)[^\w\n]{1,3}(?:own )?client[-_ ]?id\b"
            ),
        ),
        (
            "aud-many-unsupported",
            (
                r"\b(?:has|have|contains|got) (?:[2-9]|\d{2,3}) (?:entries|members|values)\b"
                r"|\b(?:should|does not|doesn't|cannot|can't) (?:support|accept|allow|take) (?:an? )?(?:lists?|arrays?)\b"
                r"|\bonly (?:supports?|accepts?|allows?|takes?) (?:an? )?(?:single|one)\b"
            ),
        ),
        (
            "aud-list-shape",
            (
                r"\b(?:array|list)\b[^.\n]{0,20}instead of (?:an? )?(?:single )?string"
                r"|\bstring\b[^.\n]{0,20}instead of (?:an? )?(?:array|list)"
                r"|\b(?:as|to be|being) (?:always )?an? (?:\w{1,20} )?(?:array|list)\b|\baud[\"'`]? array\b|\barray of audiences\b"
                r"|\b(?:into|as)\b[^\w\n]{0,4}(?:an? )?[^\w\n]{0,2}(?:slice|\[\]string|string\[\]|list\[str\])"
            ),
        ),
    )
)
_AUDIENCE = re.compile(r"(?:\b|_)aud(?:ience)?s?\b", re.IGNORECASE)


def subjects(plain: str) -> tuple[str, ...]:
    """The finding codes that a text in one line speaks of, in the order in which it names them. Never raises."""
    places = _found(plain) or _found(_PARTS_OF_NAMES.sub(" ", plain))
    return tuple(code for _, code in sorted(places, key=lambda place: place[0]))


#: Where a name is parted into words: `InvalidAudience`, `ErrInvalidAUDClaim`, `INVALID_AUDIENCE`.
_PARTS_OF_NAMES = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])_(?=[A-Za-z])")


#: Codes beside which it tells nothing that an audience is spoken of.
_OF_AUDIENCES = ("aud-", "audience-", "resource-not-registered", "verifier-limit")


def _found(plain: str) -> list[tuple[int, str]]:
    """What a text speaks of, and where."""
    places: list[tuple[int, str]] = []
    if _AUDIENCE.search(plain):
        for code, pattern in _BESIDE_AN_AUDIENCE:
            places += [(match.start(), code) for match in islice(pattern.finditer(plain), _TRIES) if _is_beside(match)][
                :1
            ]
    for code, pattern in _SUBJECTS:
        match = pattern.search(plain)
        if match and not (code == "aud-mismatch" and any(other.startswith(_OF_AUDIENCES) for _, other in places)):
            places.append((match.start(), code))
    return places


#: So many places are looked at, so far around each, in characters.
_TRIES = 8
_BEFORE, _BEHIND = 90, 60


def _is_beside(match: re.Match[str]) -> bool:
    """Whether the sentence in which a pattern fits speaks of an audience, near it."""
    start, end = match.span()
    before = match.string[max(0, start - _BEFORE) : start].rpartition(". ")[2]
    behind = match.string[end : end + _BEHIND].partition(". ")[0]
    return _AUDIENCE.search(f"{before}{match[0]}{behind}") is not None
