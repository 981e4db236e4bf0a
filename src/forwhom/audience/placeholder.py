"""Values that are no values: never filled in by the configuration, or blacked out by whoever reported them."""

from __future__ import annotations

import re

# Each alternative starts at a literal and holds no nested repetition, so that matching stays linear.
_UNRESOLVED = re.compile(
    r"\$\{[^{}]{0,200}\}"  # ${AUDIENCE}
    r"|\$\([^()]{0,200}\)"  # $(AUDIENCE)
    r"|\{\{[^{}]{0,200}\}\}"  # {{ .Values.audience }}
    r"|<no value>"  # Go templates
    r"|\[object Object\]"  # JavaScript
    r"|%[A-Z][A-Z0-9_]{2,60}%"  # %AUDIENCE%
    r"|\$[A-Z][A-Z0-9_]{2,60}\b"  # $AUDIENCE
    r"|\b(?:process\.env|os\.environ|import\.meta\.env)\b|\bENV\["  # the code in place of its result
    r"|(?:^|(?<=[\s'\"./:]))your[-_ ](?:api|audience|client|tenant|app|domain|project)\b[-_ a-z]{0,40}"
    r"|\bchange[-_]?me\b",
    re.IGNORECASE,
)
_WORDS = frozenset({"undefined", "null", "none", "nil", "nan", "(null)", "audience", "<audience>"})
#: In small letters it is also the name of every tutorial's API.
_TO_DO = "TODO"
_UNDEFINED_INSIDE = re.compile(r"(?:[./:-]|com|net|org|io|^)(?:undefined|null|NaN)(?:[/:.?]|$)")

_REDACTED = re.compile(
    r"x{3,}"
    r"|\.{3}|…"
    r"|\*{2,}"
    r"|<[^<>]{1,80}>"  # <client-id>
    r"|(?<!\$)(?<!\{)\{[^{}]{1,80}\}(?!\})"  # {clientId}
    r"|\[(?![0-9A-Fa-f:.]{2,45}\])[^\[\]]{1,80}\]"  # [redacted], but not the address [::1]
    r"|\b(?:redacted|hidden|removed|masked)\b"
    r"|#{3,}|_{4,}",
    re.IGNORECASE,
)


def is_unresolved(value: str) -> bool:
    """Whether a configured value was never filled in: empty, a template, `undefined`, an unexpanded variable."""
    text = value.strip()
    if not text or text == _TO_DO or text.lower() in _WORDS or text.endswith("://"):
        return True
    return _UNRESOLVED.search(text) is not None or _UNDEFINED_INSIDE.search(text) is not None


def is_redacted(value: str) -> bool:
    """Whether somebody shortened or blacked out the value (`xxx`, `<client-id>`, `...`)."""
    return _REDACTED.search(value) is not None
