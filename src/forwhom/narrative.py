"""What people say of both audiences in their own words: "the token has aud web, and the API expects orders".

A report tells in sentences what an error message leaves out. Only sentences that say of whom they speak are read: of
the token, or of what is configured.
"""

from __future__ import annotations

import re

from forwhom.message_match import NOTHING_CAPTURED, Captured
from forwhom.wording import values_at

_MAX_TEXT = 8192
# Every repetition is bounded, so that each search takes time linear in the text.
_AUDIENCE = (
    r"(?:[`\"']?\baud(?:ience)?s?\b[`\"']?(?:\s\(aud\))?(?:\s(?:claims?|fields?|value))?|\bclient[ _-]?id\b(?:\sof)?)"
)
_TOKEN = r"(?:(?:the|my|our|its|this|a|an)\s)?(?:(?:decoded|access|id|issued|returned|received)[ _]){0,2}(?:tokens?|jwt|payload)\b"
_SERVER = (
    r"(?:(?:the|my|our|its|this|a|an)\s)?(?:[\w-]{1,30}\s){0,2}(?:api|app|application|backend|client|credential|config(?:uration)?|"
    r"gateway|middleware|provider|role|server|service|settings?|verifier|[\w-]{1,40}\.(?:config|env|json|properties|toml|ya?ml))\b"
)
_IS = r"\s{0,3}(?:(?:(?:is|was|has|are|being|back|coming|currently|set|says|to be|to|as|of|returned)(?::|\s){1,3})|[=:]\s{0,3}){0,5}"
_QUOTED = r"""\[[^\[\]\n]{0,2000}\]|"[^"\n]{1,500}"|'[^'\n]{1,500}'|`[^`\n]{1,500}`"""
_END = r"""(?=[\s,;()\[\]<>"`]|$)"""
#: A value in quotes, or a bare one: no closing quote opens it, and no word with an apostrophe (`doesn't`) is one.
_VALUE = rf"""(?<=[\s:=(])({_QUOTED}|[a-z0-9/$*{{][^\s"'`,;()\[\]<>]{{1,299}}{_END})"""
#: Behind "must be" a plain word goes on with the sentence ("must be provided").
_MARKED = rf"""(?<=[\s:=(])({_QUOTED}|(?=[a-z0-9-]{{1,100}}[./:_])[a-z0-9][^\s"'`,;()\[\]<>]{{1,299}}{_END})"""
#: "The resource parameter is sent as ...", which is what the token will have.
_ASKED = r"(?:resource|aud(?:ience)?)(?:\s(?:claim|indicator|parameter|value))?\s(?:is|was|gets)\s(?:sent\s|set\s)?(?:as\s|to\s)?"
#: The name of a field in a log that holds the token's audience.
_OF_TOKEN = r"(?:access|actual|found|id|jwt|presented|received|token)[._-](?:token[._-])?aud(?:ience)?s?"
_FOUND = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_TOKEN}(?:'s)?\s(?:[\w]{{1,12}}\s){{0,2}}?{_AUDIENCE}{_IS}{_VALUE}",
        rf"{_AUDIENCE}\s(?:in|of|inside|from)\s{_TOKEN}{_IS}{_VALUE}",
        rf"{_AUDIENCE}\s(?:is|was)\s(?:coming|being|sent|returned)\b{_IS}{_VALUE}",
        rf"\b(?:target|requested)[ _-]?audience(?:\s(?:is|was)(?:\sset\sto)?\s|\s?[=:]\s?){_VALUE}",
        rf"{_AUDIENCE}\s(?:returned|issued|received|sent)\b[^.\n]{{0,40}}?\sis\s{_VALUE}",
        rf"\baud(?:ience)?\s?[=:]\s?{_VALUE}\s(?:in|of|from)\s{_TOKEN}",
        rf"\b{_ASKED}{_VALUE}\sinstead\sof\b",
        rf"(?<![\w.-]){_OF_TOKEN}\s?[=:]\s?{_VALUE}",
        rf"\b(?:i|we)\s(?:get|got|see|saw|receive|received)\s(?:an?\s|the\s)?{_AUDIENCE}{_IS}{_VALUE}",
    )
)
_EXPECTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:expects?|wants?|requires?|needs?|accepts?)\s(?:the\s|an?\s)?{_AUDIENCE}{_IS}{_VALUE}",
        rf"\b(?:configured?|sets?|setting|specified)\s(?:the\s|an?\s|its\s|my\s)?(?:(?:expected|valid)\s)?{_AUDIENCE}\s(?:as|to|of|=|:)\s{_VALUE}",
        rf"{_AUDIENCE}\s(?:in|of|on|at)\s{_SERVER}{_IS}{_VALUE}",
        rf"\b{_SERVER}\s(?:is\s|was\s)?(?:configured|set\sup|set)\s(?:with|for|to)\s(?:(?:accept|expect|use)\s)?(?:the\s)?(?:{_AUDIENCE}\s)?{_VALUE}",
        rf"\b{_SERVER}\s(?:expects?|wants?)\s(?:the\s)?{_VALUE}",
        rf"\b{_ASKED}\S{{1,300}}\sinstead\sof\s{_VALUE}",
        rf"\bhas\s{_VALUE}\sas\s(?:its|the|an)\s{_AUDIENCE}",
        rf"{_AUDIENCE}\s(?:should|must|has\sto|ought\sto)\sbe\s{_MARKED}",
        rf"\b(?:valid|expected|allowed|required|accepted)[ _-]?audiences?(?:\s(?:is|are)(?:\sset\sto)?\s|\s?[=:]\s?){_VALUE}",
        rf"(?<![\w.-])(?!{_OF_TOKEN})[a-z][\w.-]{{0,80}}[._-]audiences?\s?[=:]\s?{_VALUE}",
        # As an environment variable or an option is written, without a blank: AUDIENCE=api://orders.
        rf"(?<![\w.-])(?<!token\s)audiences?={_VALUE}",
        rf"(?<![\w.-])(?:expected|own|resource|server)[._-](?:identifier|resource|uri)\s?[=:]\s?{_VALUE}",
    )
)


def read(text: str) -> Captured:
    """The audience that the text says the token has, and the one that it says is expected. Never raises.

    Where it says the same of both, it tells of one thing in two ways, and neither counts.
    """
    plain = " ".join(text[:_MAX_TEXT].split())
    found, expected = _first(_FOUND, plain), _first(_EXPECTED, plain)
    return NOTHING_CAPTURED if found == expected else Captured(found=found, expected=expected)


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> tuple[str, ...] | None:
    """The value of the pattern that fits earliest in the text."""
    said = [(match.start(), named) for pattern in patterns for match, named in _said(pattern, text)]
    return min(said)[1] if said else None


def _said(pattern: re.Pattern[str], text: str) -> list[tuple[re.Match[str], tuple[str, ...]]]:
    """Where the pattern fits first with a value that is no mere word of the sentence."""
    for match in pattern.finditer(text):
        label = match[1].endswith(":") and match[1][:-1].isalpha()
        if not label and (named := values_at(match, text)):
            return [(match, named)]
    return []
