"""Whether a line of text complains, in the words that error messages use everywhere."""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"\b(?:errors?|errno|exceptions?|invalid|denied|unauthori[sz]ed|unauthenticated|forbidden|fail(?:ed|ure|ures|s|ing)?|refus(?:ed|es|al)|"
    r"reject(?:ed|s|ion)?|mismatch(?:ed)?|mismatching|expected|missing|absent|lacks|unable|cannot|could not|can't|couldn't|does not|did not|"
    r"do not|doesn't|didn't|don't|is not|isn't|are not|aren't|was not|were not|must (?:be|contain|have|match)|not (?:allowed|valid|found|accepted|permitted|"
    r"configured|intended|match|the audience|present|in)|no (?:audience|aud|key|keys|matching|valid)|wrong|bad|unknown|"
    r"unexpected|unsupported|untrusted|too (?:early|far|late|long|many|old)|expired|malformed|traceback|panic|fatal|warn(?:ing)?|incorrect|intended for|"
    r"no valid|contains an|requires?|insufficient|disallowed|illegal|unacceptable|40[0139]|50[0-4])\b"
    r"|\bw?[A-Za-z.]{0,60}(?:Error|Exception)\b|\b(?:IDX|AADSTS|MSIS|ID|AADB2C|TS)\d{4,7}\b|\bWWW-Authenticate\b"
    r"|[?&#]error(?:_description)?=|\bnot satisfied\b|\binterface conversion:",
    re.IGNORECASE,
)
#: The same words inside a switch or name do not complain: `failOpen`, `error_page`.
_LONGEST = 8192


def complains(line: str) -> bool:
    """Whether the line reads like (a part of) an error message."""
    return _WORDS.search(line[:_LONGEST]) is not None
